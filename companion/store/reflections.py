"""What there is to reflect on: what was told when, and how much it matters since the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from companion.domain import Entity, Message, Note, Role
from companion.store import plain
from companion.store.database import Database
from companion.store.entities import entities_of
from companion.store.rows import IS_TELLABLE, found_notes

_COUNTS = f"n.status IN ('active', 'archived') AND {IS_TELLABLE.format(note='n')}"
_IN_MEMORY = "NOT m.off_branch AND c.deleted_at IS NULL AND NOT c.off_the_record"


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, and those of the notes it was given that it used and that Companion may tell."""

    reply: Message
    used: tuple[Note, ...]


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
        """When a job began the last of its runs that came to an end and wrote insights, were they
        undone since or not."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT max(started_at) FROM job_run"
                " WHERE job = ? AND changed > 0 AND json_extract(did, '$.insights') > 0"
                " AND state IN ('done', 'undone')",
                [job],
            )
            return plain.time_from(found[0][0])

    def answers(self, since: datetime | None, limit: int) -> list[Answer]:
        """The replies after a time that used several of the notes they were given, none off the
        record, the latest ones, oldest first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT m.id, m.conversation_id, m.parent_id, m.text, m.created_at,"
                " json_group_array(r.note_id) FROM message m"
                " JOIN conversation c ON c.id = m.conversation_id"
                " JOIN recalled r ON r.reply_id = m.id AND r.used AND r.message_id = ''"
                " WHERE m.created_at > ? AND m.role = 'assistant' AND m.state = 'complete'"
                f" AND {_IN_MEMORY} GROUP BY m.id HAVING count(*) > 1 ORDER BY m.id DESC LIMIT ?",
                [plain.as_text(since) if since else "", limit],
            )
            ids = {note_id for row in found for note_id in json.loads(row[-1])}
            these = f"WHERE n.id IN (SELECT value FROM json_each(?)) AND {_COUNTS}"
            notes = {it.id: it for it in found_notes(session, these, [plain.among(sorted(ids))])}
        answers = []
        for reply_id, conversation_id, parent_id, text, at, used in reversed(found):
            when = datetime.fromisoformat(at)
            reply = Message(reply_id, conversation_id, parent_id, Role.ASSISTANT, text, when)
            told = tuple(notes[it] for it in json.loads(used) if it in notes)
            answers.append(Answer(reply, told))
        return answers

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
