"""What it takes for two machines to agree on personas, saved filters and links: when a persona was
changed and a link made, which links were taken away, and one saved filter from another of its
name."""

from __future__ import annotations

import sqlite3

from companion.domain import derived_id

STATEMENTS = (
    "ALTER TABLE persona ADD COLUMN changed_at VARCHAR",
    "ALTER TABLE link ADD COLUMN made_at VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE saved_filter ADD COLUMN id VARCHAR NOT NULL DEFAULT ''",
    """CREATE TABLE unlinked (
    note_id VARCHAR NOT NULL,
    to_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    removed_at VARCHAR NOT NULL,
    PRIMARY KEY (note_id, to_id, kind),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
    FOREIGN KEY(to_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_unlinked_to ON unlinked (to_id)",
)


def joining(connection: sqlite3.Connection) -> None:
    """Let two machines agree on what is not a note."""
    for statement in STATEMENTS:
        connection.execute(statement)
    for name, text in connection.execute("SELECT name, filter FROM saved_filter").fetchall():
        made = derived_id("filter", name, text)
        connection.execute("UPDATE saved_filter SET id = ? WHERE name = ?", (made, name))
