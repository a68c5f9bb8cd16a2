"""What two copies of one memory are compared by."""

from __future__ import annotations

from companion.acts import GAP
from companion.store import plain
from companion.store.database import Database


def ids_in(database: Database) -> tuple[set[str], set[str]]:
    """The ids of all notes, and of all conversations, the deleted ones included."""
    return set(ids_of(database, "note")), set(ids_of(database, "conversation"))


def ids_of(database: Database, table: str) -> list[str]:
    """The ids of all rows of a table."""
    with database.read() as session:
        return [i for (i,) in plain.rows(session, f"SELECT id FROM {table}")]


def blanked_in(database: Database) -> dict[str, tuple[str, str]]:
    """The messages that words were taken out of: what is left of them, and the title of their
    conversation."""
    with database.read() as session:
        found = plain.rows(
            session,
            "SELECT m.id, m.text, c.title FROM message m"
            " JOIN conversation c ON c.id = m.conversation_id WHERE instr(m.text, ?)",
            [GAP],
        )
    return {message_id: (text, title) for message_id, text, title in found}
