"""What notes claim, of whom, and until when; how they bear on each other; what was dropped."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "ALTER TABLE note ADD COLUMN subject VARCHAR NOT NULL DEFAULT 'me'",
    "ALTER TABLE note ADD COLUMN valid_from VARCHAR",
    "ALTER TABLE note ADD COLUMN valid_to VARCHAR",
    "ALTER TABLE note ADD COLUMN confidence FLOAT NOT NULL DEFAULT 1.0",
    "ALTER TABLE note ADD COLUMN writer VARCHAR NOT NULL DEFAULT ''",
    "CREATE INDEX ix_note_subject ON note (subject)",
    """CREATE TABLE claim (
    id INTEGER NOT NULL,
    note_id VARCHAR NOT NULL,
    attribute VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    ended_at VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_claim_note ON claim (note_id)",
    "CREATE INDEX ix_claim_attribute ON claim (attribute, value)",
    """CREATE TABLE link (
    note_id VARCHAR NOT NULL,
    to_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (note_id, to_id, kind),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
    FOREIGN KEY(to_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_link_to ON link (to_id)",
    """CREATE TABLE dropped (
    reason VARCHAR NOT NULL,
    sentences INTEGER NOT NULL,
    PRIMARY KEY (reason)
)""",
)


def claims(connection: sqlite3.Connection) -> None:
    """Add what the write path needs to update notes instead of contradicting them."""
    for statement in STATEMENTS:
        connection.execute(statement)
