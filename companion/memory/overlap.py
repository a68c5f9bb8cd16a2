"""Which notes may say the same as one of some notes, by their words alone: a set-similarity join.

Only what shares words can, so each note is looked up by its stems in an inverted index, and never
compared with all others: by its rarest ones, since what has most of them has one of these (prefix
filtering: Chaudhuri et al., 2006). Nothing that the rules of `duplicates` and `unsure` would join,
or ask about, is missed, up to MOST for one note; these rules look at what is found here. Pure.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from companion.domain import NoteKind
from companion.memory.merging import LASTING
from companion.memory.unsure import LEAST
from companion.memory.words import content, marked

MOST = 64
"""How many notes may be found for one, those with most in common."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FILLERS = frozenset(
    "a an the and but so well also oh yes yeah really just actually now very too still".split()
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|without|\w+n['’]t|cannot)\b", re.I)
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+|\d+(?:[.,:]\d+)*")


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, without those that add nothing."""
    words = (word.casefold().replace("’", "'") for word in _WORD.findall(marked(text)))
    return tuple(word for word in words if word not in _FILLERS)


def negations(text: str) -> int:
    """How often a text says no."""
    return len(_NEGATION.findall(text))


def names(text: str) -> frozenset[str]:
    """The names and numbers of a text: what must not be mixed up."""
    return frozenset(_NAME.findall(text))


@dataclass(frozen=True, slots=True)
class _Words:
    """What of a note tells whether another one may say the same."""

    note_id: str
    lasting: bool
    size: int
    whom: Hashable
    denied: int
    named: frozenset[str]
    plain: int


class Overlap:
    """Notes by their words: first `add` those that are new, then, with `meet`, any others that may
    bear on them, and ask what each of the new ones may be `like`."""

    def __init__(self) -> None:
        self._notes: list[_Words] = []
        self._stems: list[tuple[str, ...]] = []
        self._at: dict[str, int] = {}
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._saying: dict[int, list[int]] = defaultdict(list)
        self._by_rarest: dict[str, list[int]] = {}

    def add(self, note_id: str, kind: NoteKind, subject: str, text: str) -> None:
        """Take in a note whose like is to be found."""
        if note_id not in self._at:
            self._put(_words(note_id, kind, subject, text), tuple(content(text)))

    def meet(self, note_id: str, kind: NoteKind, subject: str, text: str) -> None:
        """Take in a note that may be like one of those; nothing else of it is kept."""
        stems = tuple(stem for stem in content(text) if stem in self._holding)
        words = _words(note_id, kind, subject, text)
        if note_id not in self._at and (stems or words.plain in self._saying):
            self._put(words, stems)

    def like(self, note_id: str, least: float) -> list[str]:
        """The ids of the notes that may say the same as this one, that with most in common first:
        in the same words but for fillers, in this share of the words of both, or in all of its
        words and more."""
        here = self._at[note_id]
        mine, stems = self._notes[here], sorted(self._stems[here], key=self._rarity)
        few = len(stems) - math.ceil(least * len(stems)) + 1
        near = {at for stem in stems[:few] for at in self._holding[stem]}
        # What has none of these may still be told by this one: then all its words are here.
        near.update(at for stem in stems for at in self._led_by().get(stem, ()))
        known = set(stems)
        found = dict.fromkeys(self._saying[mine.plain], 1.0)
        for at in near:
            both = len(known.intersection(self._stems[at]))
            if share := _share(mine, self._notes[at], both, least):
                found[at] = share
        found.pop(here, None)
        best = sorted(found, key=lambda at: (-found[at], self._notes[at].note_id))[:MOST]
        return [self._notes[at].note_id for at in best]

    def _rarity(self, stem: str) -> tuple[int, str]:
        return len(self._holding[stem]), stem

    def _led_by(self) -> dict[str, list[int]]:
        """The notes by their rarest stem."""
        if not self._by_rarest:
            for at, stems in enumerate(self._stems):
                if stems:
                    self._by_rarest.setdefault(min(stems, key=self._rarity), []).append(at)
        return self._by_rarest

    def _put(self, words: _Words, stems: tuple[str, ...]) -> None:
        at = self._at[words.note_id] = len(self._notes)
        self._notes.append(words)
        self._stems.append(stems)
        self._by_rarest = {}
        self._saying[words.plain].append(at)
        for stem in stems:
            self._holding[stem].append(at)


def _words(note_id: str, kind: NoteKind, subject: str, text: str) -> _Words:
    whom = (kind, subject.casefold())
    plain = hash((whom, plain_words(text)))
    size = len(content(text))
    return _Words(note_id, kind in LASTING, size, whom, negations(text), names(text), plain)


def _share(one: _Words, other: _Words, both: int, least: float) -> float:
    """The share of their telling words that both have; 0 where they cannot say the same."""
    if one.denied != other.denied:
        return 0.0
    share = both / (one.size + other.size - both)
    if one.lasting and other.lasting and both == min(one.size, other.size):
        return share
    alike = one.whom == other.whom and one.named == other.named and share >= least
    return share if alike and (both >= LEAST or share == 1.0) else 0.0
