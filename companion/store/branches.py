"""What notes went through, and which of the messages behind it are still part of the memory.

A message is while it is on the active branch of a conversation that is neither deleted nor off the
record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from companion.domain import LinkKind, Message, Note, NoteStatus, Role
from companion.store import plain
from companion.store.database import Database
from companion.store.revisions import FOLLOWS, note_from_json, revise, rewrite
from companion.store.rows import IS_TOLD, found_notes, put
from companion.store.support import fall
from companion.store.tables import (
    ConversationRow,
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
    reason: str
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
            found = plain.rows(
                session,
                "WITH RECURSIVE branch (id, place) AS (SELECT ?, 0 UNION ALL"
                " SELECT m.parent_id, b.place + 1 FROM branch b JOIN message m ON m.id = b.id)"
                " SELECT m.text FROM branch b JOIN message m ON m.id = b.id"
                " WHERE m.role = 'assistant' ORDER BY b.place",
                [message.parent_id],
            )
            return [text for (text,) in found]

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
            these = "WHERE n.id IN (SELECT value FROM json_each(?))"
            notes = {it.id: it for it in found_notes(session, these, [plain.among(note_ids)])}
            steps: dict[str, list[Step]] = defaultdict(list)
            for row in session.exec(
                select(RevisionRow)
                .where(col(RevisionRow.note_id).in_(note_ids))
                .order_by(RevisionRow.id)
            ):
                before = note_from_json(row.before) if row.before else None
                steps[row.note_id].append(
                    Step(row.actor, row.reason, row.message_id, before, note_from_json(row.after))
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
            return found_notes(
                session,
                "WHERE (n.id IN (SELECT note_id FROM claim WHERE attribute IN"
                " (SELECT value FROM json_each(?)) AND ended_at IS NULL)"
                " OR n.text = ? COLLATE NOCASE)"
                f" AND n.status = 'active' AND n.{IS_TOLD} AND n.id != ? ORDER BY n.id",
                [plain.among(attributes), note.text, note.id],
            )

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

    def is_live(self, message_id: str) -> bool:
        """Whether a message is there, and part of the memory."""
        with self._database.read() as session:
            return bool(_live(session, {message_id}))

    def put(self, after: Note, *, actor: str, reason: str, message_id: str, now: datetime) -> None:
        """Make a note what it is `after`, its own time of change included, with the revision."""
        with self._database.write() as session:
            (before,) = found_notes(session, "WHERE n.id = ?", [after.id])
            rewrite(
                session, before, after, actor=actor, reason=reason, now=now, message_id=message_id
            )

    def become(self, before: Note, after: Note, *, actor: str, reason: str, now: datetime) -> None:
        """Make a note what it is `after`, with a revision for this `reason`; without one its
        history tells already how it came to this."""
        with self._database.write() as session:
            if reason:
                rewrite(session, before, after, actor=actor, reason=reason, now=now)
                return
            put(session, before, after)
            if fallen := fall(session, [(before, after)], now):
                revise(session, fallen, "support", FOLLOWS, now)


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
