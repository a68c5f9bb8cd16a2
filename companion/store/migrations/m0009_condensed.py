"""Which episodes are condensed, and which of their messages the index does not hold for that."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE condensed (
    note_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (note_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_condensed_run_id ON condensed (run_id)",
    """CREATE TABLE withheld (
    message_id VARCHAR NOT NULL,
    note_id VARCHAR NOT NULL,
    PRIMARY KEY (message_id),
    FOREIGN KEY(message_id) REFERENCES message (id) ON DELETE CASCADE,
    FOREIGN KEY(note_id) REFERENCES condensed (note_id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_withheld_note_id ON withheld (note_id)",
    # The index drops what is withheld, and takes it in again when it no longer is.
    """CREATE TRIGGER withheld_made AFTER INSERT ON withheld BEGIN
    INSERT INTO outbox (item_id) VALUES (new.message_id);
END""",
    """CREATE TRIGGER withheld_gone AFTER DELETE ON withheld BEGIN
    INSERT INTO outbox (item_id) VALUES (old.message_id);
END""",
)


def condensed(connection: sqlite3.Connection) -> None:
    """Let old episodes keep less of themselves in the index."""
    for statement in STATEMENTS:
        connection.execute(statement)
