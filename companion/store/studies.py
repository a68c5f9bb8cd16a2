"""Which episodes a writer has read as a whole, and which models were found able to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from companion.domain import Message, NoteKind
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import found_messages
from companion.store.tables import (
    NoteRow,
    ProbeRow,
    SourceRow,
    StudiedRow,
)


class Studies:
    """Reads and writes what is known of reading; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, writer: str, closed_before: datetime, limit: int) -> list[str]:
        """Ids of closed episodes this writer has not read, the latest first.

        One is closed when another has begun in its conversation, or its last words were said
        before `closed_before`.
        """
        with self._database.read() as session:
            found = plain.rows(
                session,
                "WITH told AS (SELECT s.note_id, m.conversation_id, max(m.id) AS last_id,"
                " max(m.created_at) AS last_at FROM note n JOIN source s ON s.note_id = n.id"
                " JOIN message m ON m.id = s.message_id"
                " WHERE n.kind = 'episode' AND n.status = 'active' GROUP BY s.note_id)"
                " SELECT t.note_id FROM told t JOIN conversation c ON c.id = t.conversation_id"
                " WHERE c.deleted_at IS NULL AND (t.last_at <= :before OR EXISTS (SELECT 1"
                " FROM told o WHERE o.conversation_id = t.conversation_id"
                " AND o.last_id > t.last_id)) AND NOT EXISTS (SELECT 1 FROM studied d"
                " WHERE d.note_id = t.note_id AND d.writer = :writer)"
                " ORDER BY t.last_id DESC LIMIT :limit",
                {"before": closed_before, "writer": writer, "limit": limit},
            )
            return [note_id for (note_id,) in found]

    def messages(self, episode_id: str) -> list[Message]:
        """The person's messages in an episode that are on the active branch, and what each of them
        answers, in order."""
        with self._database.read() as session:
            return found_messages(
                session,
                "WHERE m.id IN (WITH said AS (SELECT m.id, m.parent_id FROM message m"
                " JOIN source s ON s.message_id = m.id WHERE s.note_id = ? AND NOT m.off_branch)"
                " SELECT id FROM said UNION SELECT a.id FROM said JOIN message a"
                " ON a.id = said.parent_id AND a.role = 'assistant') ORDER BY m.id",
                [episode_id],
            )

    def mark(self, episode_id: str, writer: str, now: datetime) -> None:
        """Keep that a writer has read an episode; nothing when it is gone."""
        with self._database.write() as session:
            if session.get(NoteRow, episode_id) is not None:
                row = StudiedRow(note_id=episode_id, writer=writer, studied_at=now)
                session.merge(row)

    def noted(self, message_ids: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """The spans of these messages that notes rest on, whatever has become of those notes;
        episodes do not count."""
        with self._database.read() as session:
            rows = session.exec(
                select(SourceRow)
                .join(NoteRow, col(NoteRow.id) == SourceRow.note_id)
                .where(col(SourceRow.message_id).in_(message_ids), NoteRow.kind != NoteKind.EPISODE)
            )
            spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for row in rows:
                spans[row.message_id].append((row.start, row.end))
            return spans

    def score(self, model: str, version: str) -> float | None:
        """How a model file did in this version of the probe, 0 to 1; None when it was not made."""
        with self._database.read() as session:
            row = session.get(ProbeRow, model)
            return row.score if row is not None and row.version == version else None

    def put_score(self, model: str, version: str, score: float, now: datetime) -> None:
        """Keep how a model file did in the probe."""
        with self._database.write() as session:
            session.merge(ProbeRow(model=model, version=version, score=score, made_at=now))
