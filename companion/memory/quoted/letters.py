"""Letters and articles, known by their beginning: a greeting, a dateline, a title."""

from __future__ import annotations

import re
from bisect import bisect_right

from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.spans import BLANK_LINE, LONG, Spans
from companion.memory.quoted.texts import LOOKS_BACK, SIGN_OFF, end_of_text

_GREETING = re.compile(
    r"^[ \t]{0,8}(?:(?P<dear>Dear)|(?:Hi|Hello|Hey)(?=[^\n]{0,60},[ \t]{0,4}\n)) (?!(?i:"
    + any_word(
        """
        ai, all, assistant, chatbot, companion, computer, diary, friend, god, lord, me, oh, robot,
        santa, there, you
        """
    )
    + r")\b)[\w\[][^\n,:.!?]{0,60}[,:]",
    re.MULTILINE,
)
_MAIL_HEAD = re.compile(
    r"(?:-{2,20} ?(?:Original|Forwarded) [Mm]essage|From: .{0,80}@|Subject: |On .{6,60} wrote:)"
)
_ARTICLE_HEAD = re.compile(
    one_of(
        r"[A-Z][A-Z .]{2,30}(?:, [A-Z][\w .]{2,20})? (?:\([A-Z][\w ]{1,20}\) )?[—–-]{1,2} ",
        r"By [A-Z][\w.’'-]+ [A-Z][\w.’'-]+(?: [|·,—–-].{0,60})?$",
        r"(?:Chapter|Part|Act|Prologue|Epilogue|Section|Article)(?: \w+)?[.:]?$",
        r"Posted by \S|Published (?:on|in|by) ",
        any_word(
            """
            Abstract, Aims?, Background, Conclusions?, Introduction, Methods, Objectives?, Results
            """
        )
        + "[.:] (?=[A-Z])",
    ),
)
"""A dateline, a byline, the number of a chapter, the first word of an abstract."""
_CAPITALS = re.compile(
    r"(?!(?:I|WE|MY|OMG|SO|OK|YES|NO)\b)(?:[A-Z’'-]{2,} ){2,12}[A-Z’'-]{2,}[.:!?]? (?=[A-Z][a-z])"
)
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_YOU = re.compile(r"\byou(?:['’]\w+|rs?)?\b", re.IGNORECASE)


def letters_in(message: str, own_from: int) -> Spans:
    """From the greeting to the name below."""
    greetings = list(_GREETING.finditer(message))
    ends = [found.end() for found in SIGN_OFF.finditer(message)] if greetings else []
    upto = 0
    for found in greetings:
        if found.start() >= upto:
            after = bisect_right(ends, found.end())
            if after < len(ends):
                upto = ends[after]
            elif found["dear"]:
                upto = end_of_text(message, found.start(), own_from)
            else:
                continue
            yield found.start(), upto


def articles_in(message: str, own_from: int) -> Spans:
    """A text under its title, or one that the last paragraph looks back at."""
    text = message.lstrip()
    start = len(message) - len(text)
    title, _, body = text.partition("\n")
    capitals = _CAPITALS.match(text) and BLANK_LINE.search(text)
    if capitals or (len(body) > LONG and _is_title(title)):
        end = end_of_text(message, start, own_from)
        if end - start > LONG and not _YOU.search(message, start, end):
            yield start, end
    for line in text[: 2 * LONG].splitlines(keepends=True)[:4]:
        if _ARTICLE_HEAD.match(line) or _MAIL_HEAD.match(line):
            yield start, end_of_text(message, start, own_from)
            break
        start += len(line)
    *_, border = [None, *BLANK_LINE.finditer(message)]
    asks = border is not None and len(message) - border.end() < 2 * LONG < 2 * border.start()
    if border and asks and LOOKS_BACK.match(message, border.end()):
        yield 0, border.start()


def _is_title(line: str) -> bool:
    if len(line) > LONG or len(line.split()) < 3 or line.rstrip()[-1:] in ".,;:!":
        return False
    if line.lstrip()[0].islower():
        return False
    words: list[str] = _TITLE_WORD.findall(line)
    return 2 * sum(word[0].isupper() for word in words) > len(words) > 1
