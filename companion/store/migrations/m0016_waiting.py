"""What waits is kept as it is asked for: the messages to be observed as long as they wait, where
all that was ever said was in their index; and the notes to be brought into topics once."""

from __future__ import annotations

import sqlite3

from companion.store.migrations.m0006_ungrouped import IS_GROUPED

STATEMENTS = (
    "DROP INDEX ix_message_unobserved",
    """CREATE INDEX ix_message_unobserved ON message (id)
WHERE role = 'user' AND observed_at IS NULL""",
    "DROP TRIGGER embedding_ungrouped",
    "ALTER TABLE ungrouped RENAME TO old_ungrouped",
    """CREATE TABLE ungrouped (
    note_id VARCHAR NOT NULL,
    PRIMARY KEY (note_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
) WITHOUT ROWID""",
    "INSERT INTO ungrouped SELECT * FROM old_ungrouped",
    "DROP TABLE old_ungrouped",
    f"""CREATE TRIGGER embedding_ungrouped AFTER INSERT ON embedding
WHEN EXISTS (SELECT 1 FROM note WHERE id = new.item_id AND {IS_GROUPED})
BEGIN
    INSERT OR IGNORE INTO ungrouped (note_id) VALUES (new.item_id);
END""",
)


def waiting(connection: sqlite3.Connection) -> None:
    """Write less for each message and each note."""
    for statement in STATEMENTS:
        connection.execute(statement)
