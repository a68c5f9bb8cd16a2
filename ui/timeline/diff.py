"""What has changed from one text to another, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_PART = re.compile(r"\s+|[\w’']+|[^\w\s]")


class Side(Enum):
    """Which of the two texts has a stretch."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that one of the texts has, or both."""

    side: Side
    text: str


def compare(before: str, after: str) -> list[Stretch]:
    """Both texts as one: what both say, and in its place what only one of them does. A single
    space or sign between two changes is part of them, so that it reads as one."""
    return list(_joined(_stretches(_PART.findall(before), _PART.findall(after))))


def _stretches(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    """What both have, what only the first has, and what only the other one."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        yield (old, "", "") if tag == "equal" else ("", old, new)


def _joined(found: Iterator[tuple[str, str, str]]) -> Iterator[Stretch]:
    old = new = ""
    for same, gone, come in found:
        if same and (old or new) and not same.strip():
            old, new = old + same, new + same
            continue
        if same:
            yield from _changed(old, new)
            old = new = ""
            yield Stretch(Side.BOTH, same)
        else:
            old, new = old + gone, new + come
    yield from _changed(old, new)


def _changed(old: str, new: str) -> Iterator[Stretch]:
    if old.strip():
        yield Stretch(Side.BEFORE, old.rstrip() if new.strip() else old)
    if new.strip():
        space = " " if old.strip() else ""
        yield Stretch(Side.AFTER, space + new if space and not new.startswith(" ") else new)
    elif old and not old.strip():
        yield Stretch(Side.BOTH, old)
