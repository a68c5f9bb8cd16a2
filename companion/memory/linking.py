"""How a new note bears on older ones, each with a reason that a person can read. Pure.

Cause and follow-up are those of THEANINE (Ong et al., 2025), relatedness A-MEM's (Xu et al., 2025),
here told by words, names and times, so that no link is there that cannot be explained. No `part_of`
link is made: that a statement is part of an episode is what its sources say, and a second record of
it could only disagree with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from companion.domain import Link, LinkKind, Note, NoteKind
from companion.memory.people import same_person
from companion.memory.words import content, marked, stem

MOST = 4
"""Links of one note to older ones."""
LEAST_SHARED = 0.4
"""The share of the shorter note's telling words that both have, from which they are related."""
LITTLE = 3
"""Telling words of a plan, up to which one of them is enough to know it again."""
_TIMES = frozenset(
    content(
        "January February March April May June July August September October November December"
        " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays"
        " Thursdays Fridays Saturdays Sundays morning evening afternoon night weekend summer autumn"
        " winter spring"
    )
)
_BECAUSE = re.compile(
    r"\b(?:because(?: of)?|since (?=i\b|we\b|my\b|he\b|she\b|they\b)|due to|thanks to|now that"
    r"|that['’]s (?:because|what happens when)) (?P<cause>[^.;!?]+)",
    re.IGNORECASE,
)
_THEREFORE = re.compile(
    r"^\W*(?:(?:and|but|so) )?(?:that['’]s why|that is why|which is why|because of (?:that|this|it)"
    r"|therefore|as a result|hence|that made me|this made me|for that reason)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_SO = re.compile(r"^\W*(?:and )?so,? (?=i\b|we\b|my\b|he\b|she\b|they\b|now\b)", re.IGNORECASE)


class Near(NamedTuple):
    """An older note with what brings it near: the names that both mention, and whether it was told
    right before."""

    note: Note
    names: tuple[str, ...] = ()
    just_before: bool = False


def links_of(note: Note, known: Sequence[Near], *, same_message: bool = False) -> list[Link]:
    """The links of a new note to the older ones `known`, the strongest first. `same_message` says
    whether what was told right before stands in the same message."""
    mine, cause = telling(note.text), _cause(note.text)
    so = looks_back(note.text) or (same_message and _SO.match(note.text) is not None)
    found: dict[str, tuple[int, int, Link]] = {}
    for near in known:
        if near.note.id == note.id or NoteKind.EPISODE in (note.kind, near.note.kind):
            continue
        shared = _shared(near.note, mine)
        if (near.just_before and so) or (cause and _holds(near.note, cause)):
            rank, kind, reason = 0, LinkKind.CAUSES, "you gave it as the reason"
        elif (shared or near.names) and (bears := _bears(note, near, shared, mine)):
            rank, kind, reason = bears
        else:
            continue
        link = Link(note.id, near.note.id, kind, reason)
        found[near.note.id] = (rank, -len(shared) - len(near.names), link)
    ranked = sorted(found.values(), key=lambda item: item[:2])
    return [link for _, _, link in ranked[:MOST]]


def _bears(
    note: Note, near: Near, shared: Mapping[str, str], mine: frozenset[str]
) -> tuple[int, LinkKind, str] | None:
    """How the note bears on an older one that is not its reason: rank (the lower the stronger),
    kind and reason."""
    theirs = telling(near.note.text)
    enough = len(shared) >= LEAST_SHARED * min(len(mine), len(theirs)) and len(shared) > 1
    if note.kind is NoteKind.EVENT and same_person(note.subject, near.note.subject):
        little = shared and (near.names or len(theirs) <= LITTLE)
        if near.note.kind is NoteKind.PLAN and (enough or little):
            return 1, LinkKind.FOLLOWS, f"what came of the plan: {_in_common(near, shared)}"
        if near.note.kind is NoteKind.EVENT and enough:
            return 2, LinkKind.FOLLOWS, f"what came after: {_in_common(near, shared)}"
    if near.names:
        return 3, LinkKind.RELATED, f"both mention {_in_common(near, shared)}"
    if enough:
        return 4, LinkKind.RELATED, f"both speak of {_in_common(near, shared)}"
    return None


def _in_common(near: Near, shared: Mapping[str, str]) -> str:
    """Some of the names and words that both have."""
    names = {part for name in near.names for part in name.casefold().split(" ")}
    return ", ".join([*near.names, *(it for it in shared.values() if it not in names)][:3])


def looks_back(text: str) -> bool:
    """Whether a text says that what was told right before is its reason."""
    return bool(_THEREFORE.match(text))


def gives_reason(text: str) -> bool:
    """Whether a text says why something is so."""
    return _BECAUSE.search(marked(text)) is not None


def _cause(text: str) -> frozenset[str]:
    """The stems of what a text gives as a reason; none where it gives none."""
    because = _BECAUSE.search(marked(text))
    return frozenset(content(because["cause"])) if because is not None else frozenset()


def _holds(older: Note, cause: frozenset[str]) -> bool:
    """Whether an older note tells what is given as the reason."""
    theirs = set(content(older.text))
    shared = cause & theirs
    if len(shared) < 2 and not (shared and shared in (cause, theirs)):
        return False
    return 2 * len(shared) >= min(len(cause), len(theirs))


@lru_cache(maxsize=4_000)
def telling(text: str) -> frozenset[str]:
    """The stems of what a text is about; what else happened in a May has nothing to do with it."""
    return frozenset(content(text)) - _TIMES


def _shared(older: Note, mine: frozenset[str]) -> dict[str, str]:
    """The telling words that both have, by stem, as the older note says them."""
    said = _said(older.text)
    if mine.isdisjoint(said):
        return {}
    return {stem: word for stem, word in said.items() if stem in mine}


@lru_cache(maxsize=4_000)
def _said(text: str) -> dict[str, str]:
    """The words of a text by their stems, each as it is said first."""
    # The same older notes are near to most of what is told.
    said: dict[str, str] = {}
    for word in _WORD.findall(text):
        said.setdefault(stem(word), word.casefold())
    return said
