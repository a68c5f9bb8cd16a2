"""The tables of the database, as SQLModel classes. Rows never leave the store package."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Dialect, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy import text as sql
from sqlalchemy.types import TypeDecorator
from sqlmodel import Column, Field, SQLModel

from companion.store.plain import as_list, as_text, time_from, words_from

_SEEN = "status != 'forgotten' AND NOT (kind = 'summary' AND text = '')"


class UtcText(TypeDecorator[datetime]):
    """An aware datetime as ISO 8601 text in UTC: readable in the file, and sorts as it should."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else as_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return time_from(value)


def _time(*, nullable: bool = False) -> datetime:
    made: datetime = Field(sa_column=Column(UtcText, nullable=nullable))
    return made


def _names() -> tuple[str, ...]:
    made: tuple[str, ...] = Field(sa_column=Column(Names, nullable=False))
    return made


def _parent(target: str, *, nullable: bool = False, primary: bool = False) -> str:
    column = Column(
        String, ForeignKey(target, ondelete="CASCADE"), nullable=nullable, primary_key=primary
    )
    made: str = Field(sa_column=column)
    return made


class Names(TypeDecorator[tuple[str, ...]]):
    """Words in their order, as a JSON list."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return as_list(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return words_from(value)


class MigrationRow(SQLModel, table=True):
    """A migration that was applied."""

    __tablename__ = "migration"
    version: int = Field(primary_key=True)
    name: str
    applied_at: datetime = _time()


class MetaRow(SQLModel, table=True):
    """Single values: which index directory is in use, which embedder wrote the vectors, …"""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


class PersonaRow(SQLModel, table=True):
    __tablename__ = "persona"
    id: str = Field(primary_key=True)
    name: str
    instructions: str
    changed_at: datetime | None = _time(nullable=True)
    """When its owner changed it, if they did."""


class ConversationRow(SQLModel, table=True):
    __tablename__ = "conversation"
    id: str = Field(primary_key=True)
    persona_id: str = _parent("persona.id")
    title: str
    titled_by_owner: bool = False
    created_at: datetime = _time()
    updated_at: datetime = Field(sa_column=Column(UtcText, nullable=False, index=True))
    leaf_id: str | None = None
    off_the_record: bool = False
    draft: str = ""
    deleted_at: datetime | None = _time(nullable=True)
    titled_at: datetime | None = _time(nullable=True)
    """When its owner gave it its title, if they did."""
    leaf_at: datetime | None = _time(nullable=True)
    """When the branch that is shown was chosen, or went on."""


class MessageRow(SQLModel, table=True):
    __tablename__ = "message"
    id: str = Field(primary_key=True)
    conversation_id: str = _parent("conversation.id")
    parent_id: str | None = _parent("message.id", nullable=True)
    role: str
    text: str
    created_at: datetime = _time()
    state: str
    observed_at: datetime | None = _time(nullable=True)
    """When its notes were written; None for the person's messages that still wait."""
    off_branch: bool = False
    """Whether its conversation goes on without it: another branch was taken."""
    __table_args__ = (
        Index("ix_message_conversation", "conversation_id", "id"),
        Index("ix_message_parent", "parent_id"),
        Index(
            "ix_message_unobserved",
            "id",
            sqlite_where=sql("role = 'user' AND observed_at IS NULL"),
        ),
        Index("ix_message_created_at", "created_at"),
    )


class NoteRow(SQLModel, table=True):
    __tablename__ = "note"
    id: str = Field(primary_key=True)
    kind: str
    text: str
    origin: str
    recorded_at: datetime = Field(sa_column=Column(UtcText, nullable=False, index=True))
    updated_at: datetime = _time()
    status: str
    importance: int
    pinned: bool
    hushed: bool
    subject: str
    valid_from: datetime | None = _time(nullable=True)
    valid_to: datetime | None = _time(nullable=True)
    confidence: float
    writer: str
    model: str
    inferred: bool
    title: str
    keywords: tuple[str, ...] = _names()
    tags: tuple[str, ...] = _names()
    key_text: str
    __table_args__ = (
        Index("ix_note_text", sql("text COLLATE NOCASE")),
        Index("ix_note_subject", "subject"),
        Index("ix_note_valid_from", "valid_from"),
        Index("ix_note_core", "id", sqlite_where=sql("pinned OR kind = 'wish'")),
        Index("ix_note_shadow", "id", sqlite_where=sql("status = 'shadow'")),
        Index("ix_note_archived", "id", sqlite_where=sql("status = 'archived'")),
        Index("ix_note_episode", "id", sqlite_where=sql("kind = 'episode'")),
        Index("ix_note_held", "id", sqlite_where=sql("status = 'held'")),
        Index("ix_note_summary", "id", sqlite_where=sql("kind = 'summary'")),
        Index("ix_note_waiting", "id", sqlite_where=sql("kind = 'summary' AND text = ''")),
        Index("ix_note_updated", "updated_at"),
        Index("ix_note_derived", "kind", sqlite_where=sql("kind IN ('insight', 'portrait')")),
        Index("ix_note_gone", "id", sqlite_where=sql("status IN ('retired', 'forgotten')")),
        Index(
            "ix_note_happened",
            sql("coalesce(valid_from, recorded_at)"),
            "id",
            "status",
            sqlite_where=sql(_SEEN),
        ),
        Index("ix_note_learned", "recorded_at", "id", "status", sqlite_where=sql(_SEEN)),
    )


class SavedFilterRow(SQLModel, table=True):
    """A filter that the owner saved, as JSON. Saved anew under its name it has another id, which is
    of that time."""

    __tablename__ = "saved_filter"
    name: str = Field(primary_key=True)
    filter: str
    id: str = ""


class ClaimRow(SQLModel, table=True):
    """What a note says of its subject, to be found by what it is about."""

    __tablename__ = "claim"
    id: int | None = Field(default=None, primary_key=True)
    note_id: str = _parent("note.id")
    attribute: str
    value: str
    ended_at: datetime | None = _time(nullable=True)
    __table_args__ = (
        Index("ix_claim_note", "note_id"),
        Index("ix_claim_attribute", "attribute", "value"),
        Index("ix_claim_current", "attribute", "note_id", sqlite_where=sql("ended_at IS NULL")),
        Index("ix_claim_knows", "id", "note_id", "value", sqlite_where=sql("attribute = 'knows'")),
    )


class LinkRow(SQLModel, table=True):
    """From a note to an older one, or to a summary, which loses its words when what is part of it
    changes or goes (by triggers)."""

    __tablename__ = "link"
    note_id: str = _parent("note.id", primary=True)
    to_id: str = _parent("note.id", primary=True)
    kind: str = Field(primary_key=True)
    reason: str
    run_id: str = ""
    """The job run that made it, if one did."""
    made_at: str = ""
    """When, as it is stored; empty where that is not known."""
    __table_args__ = (
        Index("ix_link_to", "to_id"),
        Index("ix_link_run", "run_id", sqlite_where=sql("run_id != ''")),
        Index("ix_link_contradicts", "note_id", sqlite_where=sql("kind = 'contradicts'")),
    )


class UnlinkedRow(SQLModel, table=True):
    """That a link was taken away, for other machines that have it; one made since stands."""

    __tablename__ = "unlinked"
    note_id: str = _parent("note.id", primary=True)
    to_id: str = _parent("note.id", primary=True)
    kind: str = Field(primary_key=True)
    removed_at: datetime = _time()
    __table_args__ = (Index("ix_unlinked_to", "to_id"),)


class DroppedRow(SQLModel, table=True):
    """How many sentences made no note, by reason."""

    __tablename__ = "dropped"
    reason: str = Field(primary_key=True)
    sentences: int


class SourceRow(SQLModel, table=True):
    __tablename__ = "source"
    note_id: str = _parent("note.id", primary=True)
    message_id: str = _parent("message.id", primary=True)
    start: int = Field(primary_key=True)
    end: int = Field(primary_key=True)
    run_id: str = ""
    """The job run that gave it to the note, if one did."""
    __table_args__ = (
        Index("ix_source_message", "message_id"),
        Index("ix_source_run", "run_id", sqlite_where=sql("run_id != ''")),
    )


class RevisionRow(SQLModel, table=True):
    __tablename__ = "revision"
    id: str = Field(primary_key=True)
    note_id: str = _parent("note.id")
    changed_at: datetime = _time()
    actor: str
    reason: str
    before: str
    after: str
    message_id: str = ""
    """The message that brought the change about, if one did."""
    run_id: str = ""
    """The job run that made the change, if one did."""
    __table_args__ = (
        Index("ix_revision_note", "note_id"),
        Index("ix_revision_message", "message_id"),
        Index("ix_revision_run", "run_id", sqlite_where=sql("run_id != ''")),
    )


class JobRunRow(SQLModel, table=True):
    """One run of a background job. `did` counts what it did, as a JSON object; it holds no words of
    notes, which may be forgotten."""

    __tablename__ = "job_run"
    id: str = Field(primary_key=True)
    job: str
    as_of: datetime = _time()
    started_at: datetime = _time()
    ended_at: datetime | None = _time(nullable=True)
    state: str
    changed: int
    did: str
    __table_args__ = (Index("ix_job_run_job", "job", "id"),)


class DeclinedRow(SQLModel, table=True):
    """A note that a job changed, or linked, and that was undone: it is not to do so again."""

    __tablename__ = "declined"
    job: str = Field(primary_key=True)
    note_id: str = _parent("note.id", primary=True)
    __table_args__ = (Index("ix_declined_note", "note_id"),)


class UnsureJoinRow(SQLModel, table=True):
    """Two notes, the newer one first, that may say the same: a job was unsure, and their owner is
    asked until that is settled."""

    __tablename__ = "unsure_join"
    note_id: str = _parent("note.id", primary=True)
    other_id: str = _parent("note.id", primary=True)
    run_id: str
    """The job run that was unsure."""
    settled: bool
    __table_args__ = (Index("ix_unsure_join_other", "other_id"),)


class RecalledRow(SQLModel, table=True):
    """A note that a reply was given; of an episode the message it was given."""

    __tablename__ = "recalled"
    reply_id: str = _parent("message.id", primary=True)
    rank: int = Field(primary_key=True)
    note_id: str = _parent("note.id")
    score: float
    why: str
    message_id: str = ""
    used: bool | None = None
    """Whether the reply used it; None while that is not decided."""
    __table_args__ = (
        Index("ix_recalled_note", "note_id"),
        Index("ix_recalled_undecided", "reply_id", sqlite_where=sql("used IS NULL")),
    )


class DismissalRow(SQLModel, table=True):
    """That what a reply was given (a note, or a message of an episode) was not relevant to what it
    answers. `vector` is that of the question, empty where it is not known. It goes with its item,
    and its vector with that of the question (by triggers)."""

    __tablename__ = "dismissal"
    reply_id: str = _parent("message.id", primary=True)
    item_id: str = Field(primary_key=True)
    fingerprint: str
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = _time()
    __table_args__ = (
        Index("ix_dismissal_item", "item_id"),
        Index("ix_dismissal_latest", "fingerprint", "made_at"),
    )


class EmbeddingRow(SQLModel, table=True):
    """The vector of a note, or of a message of an episode, kept so that the index can be rebuilt
    without the embedder. It goes with its item, and the outbox tells the index (by triggers)."""

    __tablename__ = "embedding"
    item_id: str = Field(primary_key=True)
    fingerprint: str
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    __table_args__ = (Index("ix_embedding_fingerprint", "fingerprint"),)


class TokenVectorsRow(SQLModel, table=True):
    """The token vectors of a message, or of a note that rests on none; they go with its vector (by
    a trigger)."""

    __tablename__ = "token_vectors"
    item_id: str = Field(primary_key=True)
    fingerprint: str = Field(primary_key=True)
    signs: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class EntityRow(SQLModel, table=True):
    """Somebody or something that notes mention, by the name it has now."""

    __tablename__ = "entity"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str


class AliasRow(SQLModel, table=True):
    """Another name of an entity, in lower case."""

    __tablename__ = "alias"
    name: str = Field(primary_key=True)
    entity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)
    )
    __table_args__ = (Index("ix_alias_entity", "entity_id"),)


class MentionRow(SQLModel, table=True):
    """That a note mentions an entity."""

    __tablename__ = "mention"
    note_id: str = _parent("note.id", primary=True)
    entity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)
    )
    __table_args__ = (Index("ix_mention_entity", "entity_id", "note_id"),)


class CondensedRow(SQLModel, table=True):
    """That the index holds less of an old episode, since a job run."""

    __tablename__ = "condensed"
    note_id: str = _parent("note.id", primary=True)
    run_id: str = Field(index=True)


class WithheldRow(SQLModel, table=True):
    """A message of a condensed episode that the index does not hold (triggers tell it)."""

    __tablename__ = "withheld"
    message_id: str = _parent("message.id", primary=True)
    note_id: str = _parent("condensed.note_id")
    __table_args__ = (Index("ix_withheld_note_id", "note_id"),)


class StudiedRow(SQLModel, table=True):
    """That a writer has read an episode as a whole."""

    __tablename__ = "studied"
    note_id: str = _parent("note.id", primary=True)
    writer: str = Field(primary_key=True)
    studied_at: datetime = _time()


class ProbeRow(SQLModel, table=True):
    """How well a model file did in the extraction test, from 0 to 1."""

    __tablename__ = "probe"
    model: str = Field(primary_key=True)
    version: str
    score: float
    made_at: datetime = _time()


class OutboxRow(SQLModel, table=True):
    """A note or a message whose vector the index has yet to take in or drop."""

    __tablename__ = "outbox"
    id: int | None = Field(default=None, primary_key=True)
    item_id: str


class BroughtRow(SQLModel, table=True):
    """What the last import added (`before` is empty) or changed, as JSON. Of a row without an id
    `item_id` is what it is known by."""

    __tablename__ = "brought"
    kind: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    before: str
    after: str
    __table_args__ = {"sqlite_with_rowid": False}


class TombstoneRow(SQLModel, table=True):
    """A keyed hash of what its owner deleted, so that it is not written again."""

    __tablename__ = "tombstone"
    digest: str = Field(primary_key=True)
    made_at: datetime = _time()
