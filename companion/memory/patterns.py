"""Long regular expressions in parts one can read: lists of words, and of ways to say a thing."""

from __future__ import annotations

import re

_BORDER = re.compile(r",\s+")


def any_word(listed: str) -> str:
    """A group for any of the words or phrases in a list, which commas part.

    They are tried in the order of the list; each may be a small pattern (“e-?mail”).
    """
    return one_of(*_BORDER.split(" ".join(listed.split())))


def one_of(*ways: str) -> str:
    """A group for any of the patterns, tried in their order."""
    return f"(?:{'|'.join(ways)})"
