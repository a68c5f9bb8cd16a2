"""What earlier formats had otherwise, so that they can be read for ever.

Format 1 did not say when a conversation got its title, or took the branch that it stands on. Format
2 did not say when a persona or a setting was changed and a link made, and knew saved filters by
their names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter
from typing_extensions import TypedDict

from companion.archive.records import (
    STRICT,
    Count,
    Id,
    Run,
    Text,
    Time,
    Word,
    adapter,
    is_filter,
    settings_adapter,
)
from companion.domain import LinkKind, derived_id


class Conversation1(TypedDict):
    """A conversation of format 1."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    persona_id: Id
    title: Text
    titled_by_owner: bool
    created_at: Time
    updated_at: Time
    leaf_id: Id | None
    off_the_record: bool
    draft: Text


class Persona2(TypedDict):
    """A persona of format 2."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    name: Word
    instructions: Text


class Link2(TypedDict):
    """A link of format 2."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    to_id: Id
    kind: LinkKind
    reason: Text
    run_id: Run


class SavedFilter2(TypedDict):
    """A saved filter of format 2."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    name: Word
    filter: Annotated[str, AfterValidator(is_filter)]


class Settings2(TypedDict):
    """The settings of format 2."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    theme: Literal["system", "light", "dark"]
    temperature: Annotated[float, Field(ge=0.0, le=2.0)]
    reply_tokens: Annotated[int, Field(ge=16)]
    recall_tokens: Count
    open_questions: bool


Record = dict[str, Any]


def reader(name: str, of_format: int) -> Callable[[bytes], Record]:
    """What reads, checks, and brings to the present form a record of a member, as this format had
    it. It raises ValidationError."""
    for last, member, type_, added in _CHANGED:
        if of_format <= last and name == member:
            return partial(_brought_up, type_, added)
    return adapter(name).validator.validate_json


def settings_of(text: bytes, of_format: int) -> Record:
    """The settings that travelled, as this format had them. Raises ValidationError."""
    if of_format > 2:
        present: Record = settings_adapter().validate_json(text)
        return present
    found: Record = _adapter(Settings2).validate_json(text)
    return found | {"changed_at": {}}


def _brought_up(type_: Any, added: Callable[[Record], Record], line: bytes) -> Record:
    record: Record = _adapter(type_).validator.validate_json(line)
    return record | added(record)


def _stood(talk: Record) -> Record:
    at = talk["updated_at"]
    return {"titled_at": at if talk["titled_by_owner"] else None, "leaf_at": at}


def _called(saved: Record) -> Record:
    # As those are that were here already: it is the same on every machine.
    return {"id": derived_id("filter", saved["name"], saved["filter"])}


_CHANGED: tuple[tuple[int, str, Any, Callable[[Record], Record]], ...] = (
    (1, "conversations", Conversation1, _stood),
    (2, "personas", Persona2, lambda _: {"changed_at": None}),
    (2, "links", Link2, lambda _: {"made_at": None}),
    (2, "saved_filters", SavedFilter2, _called),
)
"""The last format that had a member otherwise, how it was there, and what was added since."""


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)
