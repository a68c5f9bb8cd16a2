"""What earlier formats had otherwise, so that they can be read for ever.

Format 1 did not say when a conversation got its title, or took the branch that it stands on. Format
2 did not say when a persona or a setting was changed and a link made, and knew saved filters by
their names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from companion.archive.records import (
    RECORDS,
    Conversation,
    Count,
    FilterText,
    Id,
    Link,
    LinkedAs,
    Persona,
    Record,
    Run,
    SavedFilter,
    Settings,
    Time,
    Word,
)
from companion.domain import derived_id


class Conversation1(Record):
    """A conversation of format 1."""

    id: Id
    persona_id: Id
    title: str
    titled_by_owner: bool
    created_at: Time
    updated_at: Time
    leaf_id: Id | None
    off_the_record: bool
    draft: str


class Persona2(Record):
    """A persona of format 2."""

    id: Id
    name: Word
    instructions: str


class Link2(Record):
    """A link of format 2."""

    note_id: Id
    to_id: Id
    kind: LinkedAs
    reason: str
    run_id: Run


class SavedFilter2(Record):
    """A saved filter of format 2."""

    name: Word
    filter: FilterText


class Settings2(Record):
    """The settings of format 2."""

    theme: Literal["system", "light", "dark"]
    temperature: Annotated[float, Meta(ge=0.0, le=2.0)]
    reply_tokens: Annotated[int, Meta(ge=16)]
    recall_tokens: Count
    open_questions: bool


def type_of(name: str, of_format: int) -> type[Record]:
    """The type of the records of a member, as this format had it."""
    return _changed(name, of_format)[0]


def brought_up(name: str, of_format: int, records: list[Record]) -> list[Record]:
    """Records of this format as they are now; the same list, where they are that."""
    as_now = _changed(name, of_format)[1]
    return records if as_now is None else [as_now(record) for record in records]


def settings_of(settings: Settings | Settings2) -> Settings:
    """The settings that travelled, as they are now."""
    if isinstance(settings, Settings):
        return settings
    return Settings(**msgspec.structs.asdict(settings), changed_at={})


def _changed(name: str, of_format: int) -> tuple[type[Record], Callable[[Any], Record] | None]:
    for last, member, type_, as_now in _CHANGED:
        if of_format <= last and name == member:
            return type_, as_now
    return RECORDS[name], None


def _talk(talk: Conversation1) -> Conversation:
    at = talk.updated_at
    titled_at = at if talk.titled_by_owner else None
    return Conversation(**msgspec.structs.asdict(talk), titled_at=titled_at, leaf_at=at)


def _persona(persona: Persona2) -> Persona:
    return Persona(**msgspec.structs.asdict(persona), changed_at=None)


def _link(link: Link2) -> Link:
    return Link(**msgspec.structs.asdict(link), made_at=None)


def _filter(saved: SavedFilter2) -> SavedFilter:
    # Named as those are that were here already: it is the same on every machine.
    named = derived_id("filter", saved.name, saved.filter)
    return SavedFilter(named, saved.name, saved.filter)


_CHANGED: tuple[tuple[int, str, type[Record], Callable[[Any], Record]], ...] = (
    (1, "conversations", Conversation1, _talk),
    (2, "personas", Persona2, _persona),
    (2, "links", Link2, _link),
    (2, "saved_filters", SavedFilter2, _filter),
)
"""The last format that had a member otherwise, how it was there, and what makes it what it is."""
