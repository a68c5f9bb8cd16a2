"""When a conversation got its title, and the branch it stands on: the later choice counts, on
whichever machine it was made."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "ALTER TABLE conversation ADD COLUMN titled_at VARCHAR",
    "ALTER TABLE conversation ADD COLUMN leaf_at VARCHAR",
    "UPDATE conversation SET leaf_at = updated_at",
    "UPDATE conversation SET titled_at = updated_at WHERE titled_by_owner",
)


def standing(connection: sqlite3.Connection) -> None:
    """Let two machines agree on titles and branches."""
    for statement in STATEMENTS:
        connection.execute(statement)
