"""Pairs of notes that sleep was unsure about, and quick ways to all that waits for a decision."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE unsure_join (
    note_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    settled BOOLEAN NOT NULL,
    PRIMARY KEY (note_id, other_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
    FOREIGN KEY(other_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_unsure_join_other ON unsure_join (other_id)",
    "CREATE INDEX ix_note_held ON note (id) WHERE status = 'held'",
    "CREATE INDEX ix_link_contradicts ON link (note_id) WHERE kind = 'contradicts'",
)


def unsure(connection: sqlite3.Connection) -> None:
    """Add what waits for its owner's decision."""
    for statement in STATEMENTS:
        connection.execute(statement)
