"""What the last import brought lies in its index alone: an import keeps hundreds of thousands of
ids, and wrote each twice."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "ALTER TABLE brought RENAME TO old_brought",
    """CREATE TABLE brought (
    kind VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    PRIMARY KEY (kind, item_id)
) WITHOUT ROWID""",
    "INSERT INTO brought SELECT * FROM old_brought",
    "DROP TABLE old_brought",
)


def in_order(connection: sqlite3.Connection) -> None:
    """Keep each id that an import brought once."""
    for statement in STATEMENTS:
        connection.execute(statement)
