"""What the last import brought and changed, so that it can be taken back."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE brought (
    kind VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    PRIMARY KEY (kind, item_id)
)""",
)


def brought(connection: sqlite3.Connection) -> None:
    """Keep what an import does, until the next one."""
    for statement in STATEMENTS:
        connection.execute(statement)
