"""Where sentences begin and end in a message."""

from __future__ import annotations

import re
from functools import lru_cache

from sentencex import get_sentence_boundaries

_MISSED_BORDER = re.compile(r"[.!?][\"”’')]*\s+(?=(?:I|My|We|Our)\b)")
"""After what looks like an abbreviation (“in May. I …”, “Acme Inc. We …”)."""


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence, without the space around it; a line break ends one."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        for found in get_sentence_boundaries("en", line):
            start, end = found["start_index"], found["end_index"]
            for border in _MISSED_BORDER.finditer(line, start, end):
                spans.append(trimmed(text, offset + start, offset + border.end()))
                start = border.end()
            spans.append(trimmed(text, offset + start, offset + end))
        offset += len(line)
    return tuple((start, end) for start, end in spans if start < end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the space at both of its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
