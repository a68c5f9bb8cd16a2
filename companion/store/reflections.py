"""What there is to reflect on: what was told when, and how much it matters since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from companion.domain import Entity, Note
from companion.store import plain
from companion.store.database import Database
from companion.store.entities import entities_of
from companion.store.rows import IS_TELLABLE, found_notes

_COUNTS = f"n.status IN ('active', 'archived') AND {IS_TELLABLE.format(note='n')}"


@dataclass(frozen=True, slots=True)
class Told:
    """A note, when it was told first (or written by its owner), and whom and what it mentions."""

    note: Note
    at: datetime
    entities: tuple[Entity, ...]


class Reflections:
    """Reads around reflection; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, job: str) -> datetime | None:
        """When a job began the last of its runs that came to an end and changed something, were it
        undone since or not."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT max(started_at) FROM job_run"
                " WHERE job = ? AND changed > 0 AND state IN ('done', 'undone')",
                [job],
            )
            return plain.time_from(found[0][0])

    def importance_since(self, at: datetime | None) -> int:
        """The sum of the importance of what was told after a time."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT coalesce(sum(importance), 0) FROM note n"
                f" WHERE n.recorded_at > ? AND {_COUNTS}",
                [plain.as_text(at) if at else ""],
            )
            return int(found[0][0])

    def told_since(self, at: datetime, limit: int) -> list[Told]:
        """What was told since a time, the latest notes, oldest first. What has faded counts."""
        with self._database.read() as session:
            notes = found_notes(
                session,
                f"WHERE n.recorded_at >= ? AND {_COUNTS} ORDER BY n.id DESC LIMIT ?",
                [at, limit],
            )
            ids = [note.id for note in reversed(notes)]
            said = plain.rows(
                session,
                "SELECT s.note_id, min(m.created_at) FROM source s"
                " JOIN message m ON m.id = s.message_id"
                " WHERE s.note_id IN (SELECT value FROM json_each(?)) GROUP BY s.note_id",
                [plain.among(ids)],
            )
            times = {note_id: datetime.fromisoformat(first) for note_id, first in said}
            entities = entities_of(session, ids)
        return [
            Told(note, times.get(note.id, note.recorded_at), tuple(entities.get(note.id, ())))
            for note in reversed(notes)
        ]
