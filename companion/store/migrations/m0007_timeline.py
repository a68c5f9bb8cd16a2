"""The timeline: notes by the day they happened, from an index alone; and saved filters."""

from __future__ import annotations

import sqlite3

_SEEN = "status != 'forgotten' AND NOT (kind = 'summary' AND text = '')"
STATEMENTS = (
    "CREATE INDEX ix_note_happened ON note (coalesce(valid_from, recorded_at), id, status)"
    f" WHERE {_SEEN}",
    f"CREATE INDEX ix_note_learned ON note (recorded_at, id, status) WHERE {_SEEN}",
    """CREATE TABLE saved_filter (
    name VARCHAR NOT NULL,
    filter VARCHAR NOT NULL,
    PRIMARY KEY (name)
)""",
)


def timeline(connection: sqlite3.Connection) -> None:
    """Let all of the timeline be listed in a tenth of a second, and filters be kept."""
    for statement in STATEMENTS:
        connection.execute(statement)
