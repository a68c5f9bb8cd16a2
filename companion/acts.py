"""The values of what its owner does to notes by hand, and asks of them. Pure; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from companion.domain import Entity, JobState, Link, Note, Role, Source
from companion.errors import CompanionError

GAP = "‹…›"
"""What stands in a message in place of words that its owner had removed from it."""


class Overtaken(CompanionError):
    """What is to be undone was changed by something else meanwhile; undoing would damage that."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom and what a note mentioned before an act, and after it."""

    note_id: str
    before: tuple[Entity, ...]
    after: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A note that was taken out again by undoing its writing, with all that came with it."""

    note: Note
    sources: tuple[Source, ...]
    entities: tuple[Entity, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A run of a job that an act undid, or did `again`; and what of the run is in no note: how it
    had ended, which notes its job was to leave alone from then on, which pairs it was unsure of,
    which messages of which episodes it had withheld from the index."""

    run_id: str
    state: JobState
    declined: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    condensed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Something done by hand, as far as it takes to undo it; undoing is an act of its own, and
    undoing that is doing it again.

    `note_ids` are the notes it changed, `revisions` the ids of their new revisions, oldest first,
    and of those of what followed them.
    """

    note_ids: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    linked: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    sourced: tuple[Source, ...] = ()
    unsourced: tuple[Source, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    removed: tuple[Removed, ...] = ()
    run: Turned | None = None

    def __bool__(self) -> bool:
        """Whether anything was changed."""
        notes = self.revisions or self.linked or self.unlinked or self.mentions or self.removed
        return bool(notes or self.run)


@dataclass(frozen=True, slots=True)
class Use:
    """A reply that was given a note. `used` is whether it said something of it; None while that is
    not decided."""

    reply_id: str
    conversation_id: str
    title: str
    """Of the conversation."""
    question: str
    reply: str
    at: datetime
    used: bool | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in an old message that say what is to be forgotten: characters `start` to `end`.

    `is_source` is whether a note to be forgotten rests on them. `sure` is whether they tell it;
    else they only mention some of it.
    """

    message_id: str
    conversation_id: str
    start: int
    end: int
    quote: str
    role: Role
    said_at: datetime
    is_source: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting notes removes: `notes` are all that go, those that rest on the same words and
    what was made of them included; `passages` are the words in old messages that can go as well."""

    notes: tuple[Note, ...]
    retold: tuple[Note, ...]
    """What stays and loses a part: episodes, and what rests on several notes."""
    passages: tuple[Passage, ...]
