"""What is looked for among the notes, as a value: the timeline shows it, and a saved filter keeps
it. Beside it, what the timeline is made of. Pure; no I/O."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from companion.domain import Note, NoteKind, NoteStatus, Origin

OPENING = 60
"""How many notes of a timeline come in full with its days: what a window shows, and some more."""


class Axis(StrEnum):
    """By which day notes are told apart."""

    HAPPENED = "happened"
    """When it was so: `valid_from`, else when it was recorded."""
    LEARNED = "learned"
    """When it was recorded."""


class Freshness(StrEnum):
    """How well a note is remembered, in three steps."""

    FRESH = "fresh"
    """More likely than not by far that it comes to mind, or kept for good."""
    FADING = "fading"
    FADED = "faded"
    """What sleep puts into the archive, unless something rests on it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notes are meant. A field that is empty leaves all of them; several values in one field
    are alternatives; what several fields ask for must all hold.

    `words` must all be in the text, as search has them: their stems, the last one unfinished,
    "quoted" ones together. `people` are names of whom or what a note mentions, `conversations` ids
    of those it rests on. `since` and `until` are local days, both inclusive, on which it happened.
    """

    words: str = ""
    kinds: tuple[NoteKind, ...] = ()
    statuses: tuple[NoteStatus, ...] = ()
    origins: tuple[Origin, ...] = ()
    freshness: tuple[Freshness, ...] = ()
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter()

    @property
    def folds(self) -> bool:
        """Whether what is no longer so is folded behind what is: not when words or a status were
        asked for, where it may be just what is looked for."""
        return not (self.words.strip() or self.statuses)

    def with_words(self, words: str) -> Filter:
        """The same with other words."""
        return replace(self, words=words)

    def without(self, facet: Facet) -> Filter:
        """The same, whatever the value of this facet."""
        fields: dict[str, Any] = {facet.value: ()}
        return replace(self, **fields)

    def to_json(self) -> str:
        """As text, less what is empty; `from_json` reads it."""
        told = {it.name: getattr(self, it.name) for it in fields(self)}
        return json.dumps(
            {name: _plain(value) for name, value in told.items() if value}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> Filter:
        """What `to_json` wrote. Raises ValueError for anything else."""
        told = json.loads(text)
        if not isinstance(told, dict) or not set(told) <= {it.name for it in fields(cls)}:
            raise ValueError("this is no filter")
        try:
            return cls(**{name: _READ[name](value) for name, value in told.items()})
        except (TypeError, AttributeError) as error:
            raise ValueError("this is no filter") from error


class Facet(StrEnum):
    """A field of a filter whose values can be counted."""

    KIND = "kinds"
    STATUS = "statuses"
    ORIGIN = "origins"
    PERSON = "people"
    TAG = "tags"
    CONVERSATION = "conversations"
    FRESHNESS = "freshness"


@dataclass(frozen=True, slots=True)
class Counted:
    """A value that a facet may take: what to call it, and how many notes have it."""

    value: str
    name: str
    notes: int


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under the name its owner gave it."""

    name: str
    filter: Filter


@dataclass(frozen=True, slots=True)
class SavedChange:
    """Saved filters that are no more, and what was saved instead."""

    gone: tuple[SavedFilter, ...] = ()
    kept: tuple[SavedFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The notes of one local day by their ids, the latest first."""

    date: date
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as the timeline shows it; `before` are those that it has taken the place of, and that
    are folded behind it, the latest first. It happened, or will, on some day up to `through` where
    its words say no more than that: “in June”."""

    note: Note
    before: tuple[Note, ...] = ()
    through: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """All notes that a filter leaves, by their days, the latest first: ids alone, a hundred
    thousand are a few megabytes. `opening` are the first of them in full. One that is not
    `complete` ends somewhere."""

    days: tuple[Day, ...]
    opening: Mapping[str, Entry] = field(default_factory=dict)
    complete: bool = True

    def __len__(self) -> int:
        return sum(len(day.ids) for day in self.days)


def begins(day: date) -> datetime:
    """When a local day begins, in UTC."""
    return datetime.combine(day, time()).astimezone(UTC)


def ends(day: date) -> datetime:
    """When a local day is over, in UTC."""
    return begins(day + timedelta(days=1))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(str(it) for it in value)


_READ: Mapping[str, Any] = {
    "words": str,
    "kinds": lambda value: tuple(NoteKind(it) for it in _texts(value)),
    "statuses": lambda value: tuple(NoteStatus(it) for it in _texts(value)),
    "origins": lambda value: tuple(Origin(it) for it in _texts(value)),
    "freshness": lambda value: tuple(Freshness(it) for it in _texts(value)),
    "people": _texts,
    "tags": _texts,
    "conversations": _texts,
    "since": date.fromisoformat,
    "until": date.fromisoformat,
}
