"""Quotations: what stands between marks, and is said by somebody."""

from __future__ import annotations

import re

from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.spans import Spans

_MARKS = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
CLOSING = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "»": "«"}
_SINGLE = re.compile(r"['’‘‚]|\n[ \t]*\n")
_CUT_SHORT = re.compile(r"(?:em|til|till|cause|cos|n|bout|tis|twas|round)\b|\W|\d", re.IGNORECASE)
"""After an apostrophe that opens nothing: “'cause”, “the '90s”."""
_SPEAKING = re.compile(
    one_of(
        r"\b"
        + any_word(
            r"""
            answered, asked, called out, goes, is like, replied, said, say, saying, says,
            screamed, shouted, texted, thought, told \w+, translate, was like, were like,
            whispered, with, writes, wrote, yelled
            """
        ),
        "[:,]",
    )
    + r"\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[.!?,…]$|\b(?:i|i['’]\w+|me|my|you|your|we|our|us|he|she|they|it|come|go|is|are)\b",
    re.IGNORECASE,
)


def quotations_in(message: str) -> Spans:
    """Between double marks; with a name, a title or a single word between them, nothing is said."""
    opened: tuple[int, str] | None = None
    for found in _MARKS.finditer(message):
        mark, at = found.group(), found.start()
        before = message[at - 1 : at]
        after = message[at + 1 : at + 2]
        if mark[0] == "\n":
            # A quotation of several paragraphs opens each of them anew.
            if opened and message[found.end() : found.end() + 1] not in CLOSING:
                opened = None
        elif opened is None:
            lone = not before or before.isspace() or before in "([{—–-:/*_'‘"
            if mark in "“„«" or (mark in '"»' and lone and after and not after.isspace()):
                opened = (at, mark)
        elif mark in CLOSING[opened[1]] and (mark in "«»" or not before.isspace()):
            start = opened[0]
            if _speaks(message[start + 1 : at], message[max(0, start - 30) : start]):
                yield start, at + 1
            opened = None
        elif mark in "“„«" or (mark == '"' and before != "\n"):
            opened = (at, mark)


def single_quotations_in(message: str) -> Spans:
    """Between single marks, which are apostrophes more often than not."""
    opened = -1
    maybe = 0

    def closed(end: int) -> Spans:
        content = message[opened + 1 : end - 1]
        before = message[max(0, opened - 30) : opened]
        if len(content.split(maxsplit=3)) > 2 and _speaks(content, before):
            yield opened, end

    for found in _SINGLE.finditer(message):
        at = found.start()
        before, after = message[at - 1 : at], message[at + 1 : at + 2]
        if before.isalnum() and after.isalnum():
            continue
        apart = found.group()[0] != "\n" and not before.isalnum() and before not in ("'", "’")
        opens = apart and found.end() < len(message) and not _CUT_SHORT.match(message, at + 1)
        closes = not opens and bool(before.strip()) and not (after.isalnum() or after == "_")
        if closes and opened >= 0 and before in "sS" and after == " ":
            # “the dogs' beds”, or the end of a quotation? The next mark tells.
            maybe = at + 1
            continue
        if closes and opened >= 0:
            yield from closed(at + 1)
        elif maybe:
            yield from closed(maybe)
        maybe = 0
        opened = at if opens else -1
    if maybe:
        yield from closed(maybe)


def _speaks(content: str, before: str) -> bool:
    words = content.split(maxsplit=60)
    if len(words) > 3:
        long = [word for word in words if len(word) > 3]
        titled = len(words) < 9 and words[0][0].isupper() and all(w[0].isupper() for w in long)
        return not titled or content.rstrip()[-1] in ".!?…" or bool(_SPEAKING.search(before))
    return len(words) > 1 and bool(_SPEAKING.search(before) or _SPOKEN.search(content.strip()))
