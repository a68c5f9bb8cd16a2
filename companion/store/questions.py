"""What is open: plans whose day has passed, and notes that contradict each other."""

from __future__ import annotations

from datetime import datetime

from companion.domain import Note
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import IS_TELLABLE, found_notes

DAY_PASSED = "its day has passed"
DOES_NOT_FIT = "does not fit with another memory"
"""Why a note was given to a reply that was to ask about it: so it is known what was asked."""
_ASKED = f"why IN ('{DAY_PASSED}', '{DOES_NOT_FIT}')"
_UNASKED = f"NOT EXISTS (SELECT 1 FROM recalled r WHERE r.note_id = {{note}}.id AND r.{_ASKED})"
_OPEN = f"{{note}}.status = 'active' AND {IS_TELLABLE} AND {_UNASKED}"


class Questions:
    """Reads what is open; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def asked_in(self, conversation_id: str) -> bool:
        """Whether anything open was asked about in a conversation."""
        with self._database.read() as session:
            asked = (
                "SELECT 1 FROM message m JOIN recalled r ON r.reply_id = m.id"
                f" WHERE m.conversation_id = ? AND r.{_ASKED} LIMIT 1"
            )
            return bool(plain.rows(session, asked, [conversation_id]))

    def dated(self, since: datetime, importance: int, limit: int) -> list[Note]:
        """The latest plans, and notes that claim when something is, that were told since a time and
        matter so much; of which nothing came yet as far as is known, and that were never asked
        about."""
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.recorded_at >= ? AND n.importance >= ? AND (n.kind = 'plan' OR EXISTS"
                " (SELECT 1 FROM claim c WHERE c.note_id = n.id AND c.ended_at IS NULL"
                " AND c.attribute LIKE 'when %'))"
                f" AND {_OPEN.format(note='n')}"
                " AND NOT EXISTS (SELECT 1 FROM link l JOIN note o ON o.id = l.note_id"
                " WHERE l.to_id = n.id AND l.kind IN ('follows', 'updates')"
                " AND o.status = 'active') ORDER BY n.id DESC LIMIT ?",
                [since, importance, limit],
            )

    def contradiction(self) -> tuple[Note, Note] | None:
        """The latest two notes that contradict each other and were never asked about, the newer one
        first."""
        with self._database.read() as session:
            pairs = plain.rows(
                session,
                "SELECT n.id, o.id FROM link l JOIN note n ON n.id = l.note_id"
                " JOIN note o ON o.id = l.to_id WHERE l.kind = 'contradicts'"
                f" AND {_OPEN.format(note='n')} AND {_OPEN.format(note='o')}"
                " ORDER BY n.id DESC LIMIT 1",
            )
            if not pairs:
                return None
            one, other = (found_notes(session, "WHERE n.id = ?", [i])[0] for i in pairs[0])
            return one, other
