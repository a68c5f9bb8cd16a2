"""What notes claim and how they bear on each other: searched for and changed as more is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus, Role
from companion.store.database import Database
from companion.store.rows import note_fields, notes_from, put_claims, revise
from companion.store.search import telling_words
from companion.store.tables import ClaimRow, DroppedRow, LinkRow, MessageRow, NoteRow, SourceRow

MOST_WORDS = 12
"""Of a text that are looked for."""


class Claims:
    """Reads and writes around notes; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def apply(
        self,
        after: Note,
        because: str,
        link: LinkKind,
        reason: str,
        *,
        actor: str,
        message_id: str,
        now: datetime,
    ) -> bool:
        """Change an older active note because of a newer one, with revision and link.
        `message_id` is the message that told it.

        False when its owner has changed it meanwhile: the owner is right.
        """
        with self._database.write() as session:
            row = session.get(NoteRow, after.id)
            if row is None or row.status != NoteStatus.ACTIVE:
                return False
            (before,) = notes_from(session, [row])
            if before.text != after.text:
                return False
            for name, value in note_fields(after).items():
                setattr(row, name, value)
            put_claims(session, after)
            revise(session, before, after, actor, reason, now, message_id)
            if because != after.id:
                session.merge(LinkRow(note_id=because, to_id=after.id, kind=link, reason=reason))
            return True

    def count_dropped(self, dropped: Mapping[Any, int]) -> None:
        """Count sentences that made no note, by reason."""
        with self._database.write() as session:
            for reason, number in dropped.items():
                row = session.get(DroppedRow, str(reason)) or DroppedRow(
                    reason=str(reason), sentences=0
                )
                row.sentences += number
                session.add(row)

    # -- reading ----------------------------------------------------------------------------------

    def dropped(self) -> dict[str, int]:
        """How many sentences made no note, by reason."""
        with self._database.read() as session:
            return {row.reason: row.sentences for row in session.exec(select(DroppedRow))}

    def known(self) -> list[str]:
        """The labels of everybody the person has spoken of; the latest last."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT value FROM claim WHERE attribute = 'knows' GROUP BY value ORDER BY max(id)"
            )
            return [str(row[0]) for row in rows]

    def said_before(self, conversation_id: str, message_id: str, limit: int) -> list[str]:
        """What the person said last before a message, in order."""
        with self._database.read() as session:
            found = session.exec(
                select(MessageRow.text)
                .where(
                    MessageRow.conversation_id == conversation_id,
                    MessageRow.role == Role.USER,
                    MessageRow.id < message_id,
                )
                .order_by(col(MessageRow.id).desc())
                .limit(limit)
            )
            return list(reversed(found.all()))

    def near(self, text: str, attributes: Sequence[str], subject: str, limit: int) -> list[Note]:
        """Active notes, no episodes, that a new one about `subject` may bear on: those that hold a
        telling word of `text`, that claim one of these attributes, or that are about the same; of
        each the `limit` latest, the latest of all first.
        """
        with self._database.read() as session:
            ids = {
                *_holding(session, text, limit),
                *_claiming(session, attributes, limit),
                *_about(session, subject, limit),
            }
            rows = session.exec(
                select(NoteRow).where(col(NoteRow.id).in_(ids)).order_by(col(NoteRow.id).desc())
            )
            return notes_from(session, rows)

    def holding(self, text: str, limit: int) -> list[Note]:
        """Active notes, no episodes, that hold a telling word of `text`: of each word the"
        " latest."""
        with self._database.read() as session:
            ids = _holding(session, text, limit)
            rows = session.exec(select(NoteRow).where(col(NoteRow.id).in_(ids)))
            return notes_from(session, rows)

    def told_before(self, notes: Sequence[Note], message_id: str) -> list[Note]:
        """Those that were told before this message was, or written by their owner."""
        with self._database.read() as session:
            later = set(
                session.exec(
                    select(SourceRow.note_id)
                    .where(col(SourceRow.note_id).in_([note.id for note in notes]))
                    .group_by(SourceRow.note_id)
                    .having(func.min(SourceRow.message_id) >= message_id)
                )
            )
        return [note for note in notes if note.id not in later]

    def told_last(self, before: str) -> list[Note]:
        """The active notes, no episodes, of what the person told last before message `before`."""
        with self._database.read() as session:
            message_id = session.exec(
                select(SourceRow.message_id)
                .join(NoteRow, col(NoteRow.id) == SourceRow.note_id)
                .where(col(SourceRow.message_id) < before, *_TOLD)
                .order_by(col(SourceRow.message_id).desc())
                .limit(1)
            ).first()
        return self.resting_on(message_id) if message_id is not None else []

    def resting_on(self, message_id: str) -> list[Note]:
        """The active notes, no episodes, that have words of this message as a source."""
        with self._database.read() as session:
            resting = select(SourceRow.note_id).where(SourceRow.message_id == message_id)
            rows = session.exec(
                select(NoteRow).where(
                    col(NoteRow.id).in_(resting),
                    *_TOLD,
                )
            )
            return notes_from(session, rows)

    def outdated(self, message_ids: Sequence[str]) -> set[str]:
        """Those of these messages that told something that is no longer so, or was taken back."""
        with self._database.read() as session:
            return set(
                session.exec(
                    select(SourceRow.message_id)
                    .join(NoteRow, col(NoteRow.id) == SourceRow.note_id)
                    .where(
                        col(SourceRow.message_id).in_(message_ids),
                        col(NoteRow.status).in_([NoteStatus.SUPERSEDED, NoteStatus.RETIRED]),
                    )
                )
            )

    def links(self, note_id: str) -> list[Link]:
        """How a note bears on others, and they on it."""
        with self._database.read() as session:
            rows = session.exec(
                select(LinkRow).where((LinkRow.note_id == note_id) | (LinkRow.to_id == note_id))
            )
            return [Link(row.note_id, row.to_id, LinkKind(row.kind), row.reason) for row in rows]


_TOLD = (NoteRow.status == NoteStatus.ACTIVE, NoteRow.kind != NoteKind.EPISODE)


def _holding(session: Session, text: str, limit: int) -> list[str]:
    """Nothing is ranked: with a hundred thousand notes that alone takes 100 ms."""
    found: dict[str, None] = {}
    telling = telling_words(text)[:MOST_WORDS]
    for word in telling:
        ids = session.connection().execute(
            sql(
                "SELECT n.id FROM note_fts f JOIN note n ON n.rowid = f.rowid"
                " WHERE note_fts MATCH :word AND n.status = 'active'"
                " AND n.kind != 'episode' ORDER BY f.rowid DESC LIMIT :limit"
            ),
            {"word": f'"{word}"', "limit": max(4, limit // len(telling))},
        )
        found |= dict.fromkeys(str(row[0]) for row in ids)
    return list(found)


def _claiming(session: Session, attributes: Sequence[str], limit: int) -> Sequence[str]:
    if not attributes:
        return []
    claiming = select(ClaimRow.note_id).where(
        col(ClaimRow.attribute).in_(attributes), col(ClaimRow.ended_at).is_(None)
    )
    return session.exec(
        select(NoteRow.id)
        .where(col(NoteRow.id).in_(claiming), NoteRow.status == NoteStatus.ACTIVE)
        .order_by(col(NoteRow.id).desc())
        .limit(limit)
    ).all()


def _about(session: Session, subject: str, limit: int) -> Sequence[str]:
    return session.exec(
        select(NoteRow.id)
        .where(NoteRow.subject == subject, *_TOLD)
        # The index has them in this order already: nothing is sorted.
        .order_by(sql("note.rowid DESC"))
        .limit(limit)
    ).all()
