"""Emptying a database: no row of what was said or remembered is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import SQLModel

from companion.store import plain
from companion.store.database import Database
from companion.store.migrations.m0001_first import PERSONA
from companion.store.tombstones import bury_ids
from companion.store.triggers import set_aside

_STAYS = {"migration", "probe"}
"""What speaks of the program alone."""
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
)


def empty(
    database: Database,
    meta: Mapping[str, str],
    marks_of: Mapping[str, Callable[[str], str]],
    now: datetime,
) -> None:
    """Delete all that is kept but the tombstones, and make the persona what it was in the
    beginning. The ids of what goes are buried by the marks that `marks_of` makes of those of a
    table. `meta` are the single values that are kept from then on, from the same transaction."""
    stays = _STAYS | {"tombstone"}
    with database.write() as session:
        for table, mark in marks_of.items():
            ids = plain.rows(session, f"SELECT id FROM {table}")
            bury_ids(session, (mark(i) for (i,) in ids), now)
        there = {name for (name,) in plain.rows(session, _TABLES)} - stays
        # What follows from each row is emptied itself: that takes a third of the time.
        with set_aside(session):
            for table in ("note_fts", "message_fts"):
                plain.run(session, f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
            # What refers to others goes before them: no row then has others to look for. Nor does
            # a message follow others, more of them than SQLite removes with it.
            ordered = [it.name for it in reversed(SQLModel.metadata.sorted_tables)]
            plain.run(session, "UPDATE message SET parent_id = NULL")
            for name in [*sorted(there - set(ordered)), *(it for it in ordered if it in there)]:
                plain.run(session, f"DELETE FROM {name}")
        plain.run(session, *PERSONA)
        # It was changed to be that: what it was elsewhere does not come back with an import.
        plain.run(session, "UPDATE persona SET changed_at = ?", [now])
        plain.insert(session, "meta", [{"key": key, "value": value} for key, value in meta.items()])
