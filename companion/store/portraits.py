"""What a portrait is made of: what notes tell of the person and theirs, and when you talked."""

from __future__ import annotations

from datetime import datetime

from companion.domain import Note
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import IS_TELLABLE, IS_TOLD, found_notes

_STANDS = f"n.status = 'active' AND {IS_TELLABLE.format(note='n')}"


class Portraits:
    """Reads around the portrait; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self) -> tuple[str, str]:
        """What the person said last that they are called, and the id of the note that tells it;
        both empty when they did not. In small letters it may be none: “call me tomorrow”."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT c.value, n.id FROM claim c CROSS JOIN note n ON n.id = c.note_id"
                " WHERE c.attribute = 'name' AND c.ended_at IS NULL AND n.subject = 'me'"
                " AND n.status = 'active' AND c.value GLOB '[^a-z]*'"
                " ORDER BY c.note_id DESC LIMIT 1",
            )
            return (str(found[0][0]), str(found[0][1])) if found else ("", "")

    def claiming(self, attribute: str, limit: int) -> list[Note]:
        """The latest notes that claim a current value of an attribute of the person."""
        with self._database.read() as session:
            return found_notes(
                session,
                # A plus keeps SQLite from looking through all that is about the person.
                "WHERE n.id IN (SELECT note_id FROM claim WHERE attribute = ? AND ended_at IS NULL)"
                f" AND +n.subject = 'me' AND n.kind != 'wish' AND {_STANDS}"
                " ORDER BY n.id DESC LIMIT ?",
                [attribute, limit],
            )

    def of_kind(self, kind: str, limit: int) -> list[Note]:
        """The most important notes of a kind about the person, of these the latest first."""
        with self._database.read() as session:
            return found_notes(
                session,
                f"WHERE n.kind = ? AND n.subject = 'me' AND {_STANDS}"
                " ORDER BY n.importance DESC, n.id DESC LIMIT ?",
                [kind, limit],
            )

    def of_others(self, limit: int) -> list[Note]:
        """The most important notes about others, of these the latest first."""
        with self._database.read() as session:
            return found_notes(
                session,
                f"WHERE n.subject != 'me' AND n.kind != 'wish' AND {_STANDS}"
                " ORDER BY n.importance DESC, n.id DESC LIMIT ?",
                [limit],
            )

    def saying(self, words: str, limit: int) -> list[Note]:
        """The latest notes about the person whose text begins with these words and a space,
        whatever the case."""
        with self._database.read() as session:
            return found_notes(
                session,
                # Between the space and the next character: the index of texts finds them.
                "WHERE n.text COLLATE NOCASE >= ? || ' ' AND n.text COLLATE NOCASE < ? || '!'"
                f" AND +n.subject = 'me' AND n.kind != 'wish' AND {_STANDS}"
                " ORDER BY n.id DESC LIMIT ?",
                [words, words, limit],
            )

    def talks(self) -> list[datetime]:
        """When the conversations began that count, oldest first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT created_at FROM conversation WHERE deleted_at IS NULL"
                " AND NOT off_the_record ORDER BY created_at",
            )
            return [datetime.fromisoformat(at) for (at,) in found]

    def changed_at(self) -> datetime | None:
        """When a note that somebody told was written or changed last."""
        with self._database.read() as session:
            found = plain.rows(session, f"SELECT max(updated_at) FROM note WHERE {IS_TOLD}")
            return plain.time_from(found[0][0])
