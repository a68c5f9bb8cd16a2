"""What stands in an archive, format 3: one record type for each member, one record a line.

The types are the format. The JSON Schemas inside an archive are made from them, and what comes in
is held to them: every field, no other field, each of its type. A change here is another format;
what an earlier one had otherwise is in `companion.archive.earlier`.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from companion.domain import (
    EntityKind,
    JobState,
    LinkKind,
    MessageState,
    NoteKind,
    NoteStatus,
    Origin,
    Role,
)
from companion.filters import Filter

STRICT = ConfigDict(extra="forbid", strict=True)


def _real_time(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("it names no time zone")
    return text


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("it holds a null character")
    return text


Id = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]
"""A ULID."""
Time = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
        json_schema_extra={"format": "date-time"},
    ),
    AfterValidator(_real_time),
]
"""ISO 8601 in UTC, with microseconds."""
Instant = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}), AfterValidator(_real_time)
]
"""ISO 8601 with its offset, in whatever precision it was kept."""
Text = Annotated[str, AfterValidator(_no_nul)]


def _standing(status: NoteStatus) -> NoteStatus:
    if status is NoteStatus.FORGOTTEN:
        raise ValueError("what is forgotten does not travel")
    return status


Status = Annotated[NoteStatus, AfterValidator(_standing)]
Word = Annotated[str, Field(max_length=1000), AfterValidator(_no_nul)]
"""A short text."""
Run = Annotated[str, Field(pattern=r"^([0-9A-HJKMNP-TV-Z]{26})?$")]
"""The id of a job run; empty where none is meant."""
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Persona(TypedDict):
    """Whom the person talks to. `changed_at` is when its owner changed it, if they did."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    name: Word
    instructions: Text
    changed_at: Time | None


class Conversation(TypedDict):
    """A tree of messages; `leaf_id` is the end of the branch that is shown, which was chosen, or
    went on, at `leaf_at`. `titled_at` is when its owner gave it its title, if they did."""

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
    titled_at: Time | None
    leaf_at: Time | None


class Message(TypedDict):
    """What was said, verbatim. `observed_at` is when its notes were written, null if never."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    conversation_id: Id
    parent_id: Id | None
    role: Role
    text: Text
    created_at: Time
    state: MessageState
    observed_at: Time | None


class Claim(TypedDict):
    """What a note says of its subject: their home is Porto. `ended_at` is when that was over."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    attribute: Word
    value: Text
    ended_at: Time | None


class Note(TypedDict):
    """One thing remembered. It is so in the world from `valid_from` until `valid_to`; it was known
    from `recorded_at`, and last changed at `updated_at`."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    kind: NoteKind
    text: Text
    origin: Origin
    recorded_at: Time
    updated_at: Time
    status: Status
    importance: Annotated[int, Field(ge=1, le=10)]
    pinned: bool
    hushed: bool
    subject: Text
    valid_from: Time | None
    valid_to: Time | None
    confidence: Share
    writer: Word
    model: Word
    inferred: bool
    title: Text
    keywords: list[Text]
    tags: list[Text]
    key_text: Text
    claims: list[Claim]


class Source(TypedDict):
    """The words a note rests on: characters `start` to `end` of a message."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    message_id: Id
    start: Count
    end: Count
    run_id: Run


class Link(TypedDict):
    """How a note bears on an older one, and why. `made_at` is when they were linked, null where
    that is not known."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    to_id: Id
    kind: LinkKind
    reason: Text
    run_id: Run
    made_at: Time | None


class Unlinked(TypedDict):
    """That two notes are not linked so any more, unless they were again since."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    to_id: Id
    kind: LinkKind
    removed_at: Time


class ClaimThen(TypedDict):
    """What a note claimed then."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    attribute: Word
    value: Text
    ended_at: Instant | None


class NoteThen(TypedDict, total=False):
    """A note as it was; fields that there were not then are missing."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    kind: NoteKind
    text: Text
    origin: Origin
    recorded_at: Instant
    updated_at: Instant
    status: NoteStatus
    importance: int
    pinned: bool
    hushed: bool
    subject: Text
    valid_from: Instant | None
    valid_to: Instant | None
    confidence: float
    writer: Text
    model: Text
    inferred: bool
    title: Text
    keywords: list[Text]
    tags: list[Text]
    key_text: Text
    claims: list[ClaimThen]


class Revision(TypedDict):
    """One change to a note; `before` is null for the one that made it."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    note_id: Id
    changed_at: Time
    actor: Word
    reason: Text
    before: NoteThen | None
    after: NoteThen
    message_id: Run
    run_id: Run


class Entity(TypedDict):
    """Somebody or something that notes mention, and all it is called, in lower case."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    name: Text
    kind: EntityKind
    aliases: list[Text]


class Mention(TypedDict):
    """That a note mentions an entity, by its name and kind."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    name: Text
    kind: EntityKind


class Recalled(TypedDict):
    """A note that a reply was given; of an episode the message. `used` is whether the reply used
    it, null while that is not known."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    reply_id: Id
    rank: Count
    note_id: Id
    score: float
    why: Text
    message_id: Run
    used: bool | None


class Dismissal(TypedDict):
    """That what a reply was given was not relevant. `vector` is that of the question: 32-bit floats
    in base64, empty where it is not known."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    reply_id: Id
    item_id: Id
    fingerprint: Word
    vector: Annotated[
        str, Field(pattern=r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
    ]
    made_at: Time


class Studied(TypedDict):
    """That a writer has read an episode as a whole."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    writer: Word
    studied_at: Time


class JobRun(TypedDict):
    """What a background job did in one go; `did` counts it by name."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    job: Word
    as_of: Time
    started_at: Time
    ended_at: Time | None
    state: JobState
    changed: Count
    did: dict[Word, Count]


class Declined(TypedDict):
    """A note that a job is not to change again: what it did was undone."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    job: Word
    note_id: Id


def is_filter(text: str) -> str:
    """The text of a filter. Raises ValueError for what is none."""
    Filter.from_json(text)
    return text


class SavedFilter(TypedDict):
    """A filter of the timeline, as JSON, under the name its owner gave it. Saved anew it has
    another `id`, which is of that time."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    name: Word
    filter: Annotated[str, AfterValidator(is_filter)]


class UnsureJoin(TypedDict):
    """Two notes, the newer one first, that may say the same: their owner is asked, until that is
    settled."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    note_id: Id
    other_id: Id
    run_id: Run
    settled: bool


class Forgotten(TypedDict):
    """That something is not to come back: the SHA-256 of its id, of which no word can be told."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    forgotten_at: Time


class Vector(TypedDict):
    """Whose vector the row of `vectors.npy` with the number of this line is: a note's, or a
    message's."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    item_id: Id


class Settings(TypedDict):
    """The settings that travel: none that speak of one machine. `changed_at` is when each was
    changed last; one that never was is not among them."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    theme: Literal["system", "light", "dark"]
    temperature: Annotated[float, Field(ge=0.0, le=2.0)]
    reply_tokens: Annotated[int, Field(ge=16)]
    recall_tokens: Count
    open_questions: bool
    changed_at: dict[Word, Time]


RECORDS: dict[str, Any] = {
    "personas": Persona,
    "conversations": Conversation,
    "messages": Message,
    "notes": Note,
    "sources": Source,
    "links": Link,
    "unlinked": Unlinked,
    "revisions": Revision,
    "entities": Entity,
    "mentions": Mention,
    "recalled": Recalled,
    "dismissals": Dismissal,
    "studied": Studied,
    "job_runs": JobRun,
    "declined": Declined,
    "unsure_joins": UnsureJoin,
    "saved_filters": SavedFilter,
    "forgotten": Forgotten,
    "vectors": Vector,
}
"""The record type of each member, in the order in which they stand in an archive."""


@cache
def adapter(name: str) -> TypeAdapter[Any]:
    """What reads and checks the records of a member."""
    return TypeAdapter(RECORDS[name])


@cache
def settings_adapter() -> TypeAdapter[Any]:
    """What reads and checks the settings."""
    return TypeAdapter(Settings)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the records of a member."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | adapter(name).json_schema()
