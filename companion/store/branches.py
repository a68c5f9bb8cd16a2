"""What notes went through, and which of the messages behind it are still part of the memory.

A message is while it is on the active branch of a conversation that is neither deleted nor off the
record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text as sql
from sqlmodel import Session, col, delete, select

from companion.domain import LinkKind, Message, Note, NoteKind, NoteStatus, Role
from companion.store import plain
from companion.store.database import Database
from companion.store.revisions import note_from_json, revise
from companion.store.rows import note_fields, notes_from, put_claims
from companion.store.tables import (
    ClaimRow,
    ConversationRow,
    EmbeddingRow,
    LinkRow,
    MessageRow,
    NoteRow,
    RevisionRow,
    SourceRow,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One change to a note. `message_id` is the message behind it, or empty; `before` is None for
    the step that made the note."""

    actor: str
    message_id: str
    before: Note | None
    after: Note


@dataclass(frozen=True, slots=True)
class History:
    """A note as it is, every step that led there, oldest first, and the messages it rests on."""

    note: Note
    steps: tuple[Step, ...]
    messages: frozenset[str]
    standing: frozenset[str]
    """Of the messages behind its steps and sources, those that count: they are part of the memory,
    or a note of theirs that changed this one rests on another message that is."""
    live: frozenset[str]
    """Of the messages it rests on, those that are part of the memory."""


class Branches:
    """Reads what notes went through and writes what becomes of them; each call is one
    transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def messages(self, conversation_id: str) -> list[str]:
        """The person's messages in a conversation, on any branch."""
        with self._database.read() as session:
            return list(
                session.exec(
                    select(MessageRow.id).where(
                        MessageRow.conversation_id == conversation_id,
                        MessageRow.role == Role.USER,
                    )
                )
            )

    def replies_before(self, message: Message) -> list[str]:
        """What the companion said on the branch that leads to a message, latest first."""
        with self._database.read() as session:
            found = []
            at = message.parent_id
            while at is not None:
                row = session.get_one(MessageRow, at)
                if row.role == Role.ASSISTANT:
                    found.append(row.text)
                at = row.parent_id
            return found

    def behind(self, note_ids: Sequence[str]) -> list[str]:
        """The messages that these notes rest on."""
        with self._database.read() as session:
            return sorted(set().union(*_resting(session, note_ids).values()))

    def touched(self, message_ids: Sequence[str]) -> list[str]:
        """The notes, not being forgotten, that rest on these messages or were changed by them,
        oldest first."""
        with self._database.read() as session:
            resting = select(SourceRow.note_id).where(col(SourceRow.message_id).in_(message_ids))
            changed = select(RevisionRow.note_id).where(
                col(RevisionRow.message_id).in_(message_ids)
            )
            return list(
                session.exec(
                    select(NoteRow.id)
                    .where(
                        col(NoteRow.id).in_(resting.union(changed)),
                        NoteRow.status != NoteStatus.FORGOTTEN,
                    )
                    .order_by(NoteRow.id)
                )
            )

    def histories(self, note_ids: Sequence[str]) -> dict[str, History]:
        """What each of these notes went through, in the order asked for."""
        with self._database.read() as session:
            rows = session.exec(select(NoteRow).where(col(NoteRow.id).in_(note_ids)))
            notes = {note.id: note for note in notes_from(session, rows)}
            steps: dict[str, list[Step]] = defaultdict(list)
            for row in session.exec(
                select(RevisionRow)
                .where(col(RevisionRow.note_id).in_(note_ids))
                .order_by(RevisionRow.id)
            ):
                before = note_from_json(row.before) if row.before else None
                steps[row.note_id].append(
                    Step(row.actor, row.message_id, before, note_from_json(row.after))
                )
            because = _because(session, note_ids)
            resting = _resting(session, [*note_ids, *(i for ids in because.values() for i in ids)])
            behind = {step.message_id for taken in steps.values() for step in taken}
            live = _live(session, behind.union(*resting.values()))
        found = {}
        for note_id in dict.fromkeys(note_ids):
            if note_id in notes:
                standing = set(live)
                for other in because[note_id]:
                    if resting[other] & live:
                        standing |= resting[other]
                found[note_id] = History(
                    notes[note_id],
                    tuple(steps[note_id]),
                    frozenset(resting[note_id]),
                    frozenset(standing),
                    frozenset(resting[note_id] & live),
                )
        return found

    def rivals(self, note: Note) -> list[Note]:
        """Other active notes that claim something of what a note claims, or say the same words,
        oldest first."""
        attributes = [claim.attribute for claim in note.claims if claim.ended_at is None]
        with self._database.read() as session:
            claiming = select(ClaimRow.note_id).where(
                col(ClaimRow.attribute).in_(attributes), col(ClaimRow.ended_at).is_(None)
            )
            rows = session.exec(
                select(NoteRow)
                .where(
                    col(NoteRow.id).in_(claiming)
                    | sql("note.text = :text COLLATE NOCASE").bindparams(text=note.text),
                    NoteRow.status == NoteStatus.ACTIVE,
                    NoteRow.kind != NoteKind.EPISODE,
                    NoteRow.id != note.id,
                )
                .order_by(NoteRow.id)
            )
            return notes_from(session, rows)

    def last_told(self, note_ids: Sequence[str]) -> dict[str, str]:
        """For each of these notes that rest on messages, the latest of them that is part of the
        memory."""
        with self._database.read() as session:
            resting = _resting(session, note_ids)
            live = _live(session, set().union(*resting.values()))
            return {i: max(there & live) for i, there in resting.items() if there & live}

    def any_told_after(self, message_id: str) -> bool:
        """Whether notes were written from a later message."""
        with self._database.read() as session:
            later = "SELECT 1 FROM message WHERE id > ? AND observed_at IS NOT NULL LIMIT 1"
            return bool(plain.rows(session, later, [message_id]))

    def put(self, after: Note, *, actor: str, reason: str, message_id: str, now: datetime) -> None:
        """Make a note what it is `after`, its own time of change included, with the revision."""
        with self._database.write() as session:
            row = session.get(NoteRow, after.id)
            assert row is not None
            (before,) = notes_from(session, [row])
            for name, value in note_fields(after).items():
                setattr(row, name, value)
            if after.claims != before.claims:
                put_claims(session, after)
            if after.text != before.text:
                session.exec(delete(EmbeddingRow).where(col(EmbeddingRow.item_id) == after.id))
            revise(session, before, after, actor, reason, now, message_id)


def _resting(session: Session, note_ids: Iterable[str]) -> dict[str, set[str]]:
    """The messages each of these notes rests on."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.exec(
        select(SourceRow.note_id, SourceRow.message_id).where(
            col(SourceRow.note_id).in_(list(note_ids))
        )
    ):
        found[row[0]].add(row[1])
    return found


def _because(session: Session, note_ids: Sequence[str]) -> dict[str, set[str]]:
    """For each of these notes the later ones that changed it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.exec(
        select(LinkRow.to_id, LinkRow.note_id).where(
            col(LinkRow.to_id).in_(note_ids), LinkRow.kind == LinkKind.UPDATES
        )
    ):
        found[row[0]].add(row[1])
    return found


def _live(session: Session, message_ids: set[str]) -> set[str]:
    """Those of these messages that are part of the memory."""
    return set(
        session.exec(
            select(MessageRow.id)
            .join(ConversationRow, col(ConversationRow.id) == MessageRow.conversation_id)
            .where(
                col(MessageRow.id).in_(message_ids),
                col(MessageRow.off_branch).is_(False),
                col(ConversationRow.deleted_at).is_(None),
                col(ConversationRow.off_the_record).is_(False),
            )
        )
    )
