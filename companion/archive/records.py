"""What stands in an archive, format 3: one record type for each member, one record a line.

The types are the format. The JSON Schemas inside an archive are made from them, and what comes in
is held to them: every field, no other field, each of its type. A change here is another format;
what an earlier one had otherwise is in `companion.archive.earlier`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from companion.archive.columns import (
    Check,
    digests,
    held_to,
    in_base64,
    instants,
    one_of,
    times,
    ulids,
    ulids_if_any,
)
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


class Record(Struct, forbid_unknown_fields=True, gc=False):
    """One line of a member, or what is nested in it. No text holds a null character."""


Id = Annotated[str, held_to(Check(ulids, "a ULID"), pattern="^[0-9A-HJKMNP-TV-Z]{26}$")]
"""A ULID."""
Time = Annotated[
    str,
    held_to(
        Check(times, "a time as 2026-11-22T10:00:00.000000Z"),
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
        format="date-time",
    ),
]
"""ISO 8601 in UTC, with microseconds."""
Instant = Annotated[str, held_to(Check(instants, "a time with its time zone"), format="date-time")]
"""ISO 8601 with its offset, in whatever precision it was kept."""
Word = Annotated[str, Meta(max_length=1000)]
"""A short text."""
Run = Annotated[
    str,
    held_to(Check(ulids_if_any, "a ULID or nothing"), pattern="^([0-9A-HJKMNP-TV-Z]{26})?$"),
]
"""The id of a job run; empty where none is meant."""
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Status = Annotated[str, one_of(NoteStatus, but=[NoteStatus.FORGOTTEN])]
"""What is forgotten does not travel."""
Kind = Annotated[str, one_of(NoteKind)]
From = Annotated[str, one_of(Origin)]
LinkedAs = Annotated[str, one_of(LinkKind)]
NamedAs = Annotated[str, one_of(EntityKind)]
Vector32 = Annotated[
    str,
    held_to(
        Check(in_base64, "base64"),
        pattern="^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    ),
]
"""32-bit floats in base64."""


def _are_filters(texts: Sequence[str]) -> bool:
    return all(Filter.from_json(text) is not None for text in texts)


FilterText = Annotated[str, held_to(Check(_are_filters, "a filter of the timeline"))]


class Persona(Record):
    """Whom the person talks to. `changed_at` is when its owner changed it, if they did."""

    id: Id
    name: Word
    instructions: str
    changed_at: Time | None


class Conversation(Record):
    """A tree of messages; `leaf_id` is the end of the branch that is shown, which was chosen, or
    went on, at `leaf_at`. `titled_at` is when its owner gave it its title, if they did."""

    id: Id
    persona_id: Id
    title: str
    titled_by_owner: bool
    created_at: Time
    updated_at: Time
    leaf_id: Id | None
    off_the_record: bool
    draft: str
    titled_at: Time | None
    leaf_at: Time | None


class Message(Record):
    """What was said, verbatim. `observed_at` is when its notes were written, null if never."""

    id: Id
    conversation_id: Id
    parent_id: Id | None
    role: Annotated[str, one_of(Role)]
    text: str
    created_at: Time
    state: Annotated[str, one_of(MessageState)]
    observed_at: Time | None


class Claim(Record):
    """What a note says of its subject: their home is Porto. `ended_at` is when that was over."""

    attribute: Word
    value: str
    ended_at: Time | None


class Note(Record):
    """One thing remembered. It is so in the world from `valid_from` until `valid_to`; it was known
    from `recorded_at`, and last changed at `updated_at`."""

    id: Id
    kind: Kind
    text: str
    origin: From
    recorded_at: Time
    updated_at: Time
    status: Status
    importance: Annotated[int, Meta(ge=1, le=10)]
    pinned: bool
    hushed: bool
    subject: str
    valid_from: Time | None
    valid_to: Time | None
    confidence: Share
    writer: Word
    model: Word
    inferred: bool
    title: str
    keywords: tuple[str, ...]
    tags: tuple[str, ...]
    key_text: str
    claims: tuple[Claim, ...]


class Source(Record):
    """The words a note rests on: characters `start` to `end` of a message."""

    note_id: Id
    message_id: Id
    start: Count
    end: Count
    run_id: Run


class Link(Record):
    """How a note bears on an older one, and why. `made_at` is when they were linked, null where
    that is not known."""

    note_id: Id
    to_id: Id
    kind: LinkedAs
    reason: str
    run_id: Run
    made_at: Time | None


class Unlinked(Record):
    """That two notes are not linked so any more, unless they were again since."""

    note_id: Id
    to_id: Id
    kind: LinkedAs
    removed_at: Time


class ClaimThen(Record):
    """What a note claimed then."""

    attribute: Word
    value: str
    ended_at: Instant | None


class NoteThen(Record):
    """A note as it was; fields that there were not then are missing."""

    id: Id | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    text: str | UnsetType = UNSET
    origin: From | UnsetType = UNSET
    recorded_at: Instant | UnsetType = UNSET
    updated_at: Instant | UnsetType = UNSET
    status: Annotated[str, one_of(NoteStatus)] | UnsetType = UNSET
    importance: int | UnsetType = UNSET
    pinned: bool | UnsetType = UNSET
    hushed: bool | UnsetType = UNSET
    subject: str | UnsetType = UNSET
    valid_from: Instant | UnsetType | None = UNSET
    valid_to: Instant | UnsetType | None = UNSET
    confidence: float | UnsetType = UNSET
    writer: str | UnsetType = UNSET
    model: str | UnsetType = UNSET
    inferred: bool | UnsetType = UNSET
    title: str | UnsetType = UNSET
    keywords: tuple[str, ...] | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    key_text: str | UnsetType = UNSET
    claims: tuple[ClaimThen, ...] | UnsetType = UNSET


class Revision(Record):
    """One change to a note; `before` is null for the one that made it."""

    id: Id
    note_id: Id
    changed_at: Time
    actor: Word
    reason: str
    before: NoteThen | None
    after: NoteThen
    message_id: Run
    run_id: Run


class Entity(Record):
    """Somebody or something that notes mention, and all it is called, in lower case."""

    name: str
    kind: NamedAs
    aliases: tuple[str, ...]


class Mention(Record):
    """That a note mentions an entity, by its name and kind."""

    note_id: Id
    name: str
    kind: NamedAs


class Recalled(Record):
    """A note that a reply was given; of an episode the message. `used` is whether the reply used
    it, null while that is not known."""

    reply_id: Id
    rank: Count
    note_id: Id
    score: float
    why: str
    message_id: Run
    used: bool | None


class Dismissal(Record):
    """That what a reply was given was not relevant. `vector` is that of the question: 32-bit floats
    in base64, empty where it is not known."""

    reply_id: Id
    item_id: Id
    fingerprint: Word
    vector: Vector32
    made_at: Time


class Studied(Record):
    """That a writer has read an episode as a whole."""

    note_id: Id
    writer: Word
    studied_at: Time


class JobRun(Record):
    """What a background job did in one go; `did` counts it by name."""

    id: Id
    job: Word
    as_of: Time
    started_at: Time
    ended_at: Time | None
    state: Annotated[str, one_of(JobState)]
    changed: Count
    did: dict[Word, Count]


class Declined(Record):
    """A note that a job is not to change again: what it did was undone."""

    job: Word
    note_id: Id


class SavedFilter(Record):
    """A filter of the timeline, as JSON, under the name its owner gave it. Saved anew it has
    another `id`, which is of that time."""

    id: Id
    name: Word
    filter: FilterText


class UnsureJoin(Record):
    """Two notes, the newer one first, that may say the same: their owner is asked, until that is
    settled."""

    note_id: Id
    other_id: Id
    run_id: Run
    settled: bool


class Forgotten(Record):
    """That something is not to come back: the SHA-256 of its id, of which no word can be told."""

    digest: Annotated[str, held_to(Check(digests, "a SHA-256"), pattern="^[0-9a-f]{64}$")]
    forgotten_at: Time


class Vector(Record):
    """Whose vector the row of `vectors.npy` with the number of this line is: a note's, or a
    message's."""

    item_id: Id


class Settings(Record):
    """The settings that travel: none that speak of one machine. `changed_at` is when each was
    changed last; one that never was is not among them."""

    theme: Literal["system", "light", "dark"]
    temperature: Annotated[float, Meta(ge=0.0, le=2.0)]
    reply_tokens: Annotated[int, Meta(ge=16)]
    recall_tokens: Count
    open_questions: bool
    changed_at: dict[Word, Time]


RECORDS: dict[str, type[Record]] = {
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
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the records of a member."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    found = msgspec.json.schema(RECORDS[name])
    for type_ in found["$defs"].values():
        type_["description"] = cleandoc(type_["description"])
    return dialect | found
