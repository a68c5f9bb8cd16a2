"""The notes for which no topic was looked for yet, so that a night with little new is short."""

from __future__ import annotations

import sqlite3

IS_GROUPED = "kind NOT IN ('episode', 'summary', 'portrait', 'insight', 'wish')"
"""Which notes are brought into topics."""
STATEMENTS = (
    """CREATE TABLE ungrouped (
    note_id VARCHAR NOT NULL,
    PRIMARY KEY (note_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    # Whenever a note gets a vector, were it another one than before.
    f"""CREATE TRIGGER embedding_ungrouped AFTER INSERT ON embedding
WHEN EXISTS (SELECT 1 FROM note WHERE id = new.item_id AND {IS_GROUPED})
BEGIN
    INSERT OR IGNORE INTO ungrouped (note_id) VALUES (new.item_id);
END""",
    "INSERT INTO ungrouped SELECT n.id FROM note n JOIN embedding e ON e.item_id = n.id"
    f" WHERE n.{IS_GROUPED}",
    # What is new since a job last ran, without looking at all notes.
    "CREATE INDEX ix_note_updated ON note (updated_at)",
    "CREATE INDEX ix_note_waiting ON note (id) WHERE kind = 'summary' AND text = ''",
)


def ungrouped(connection: sqlite3.Connection) -> None:
    """Keep which notes are to be brought into topics, and find what is new by its time."""
    for statement in STATEMENTS:
        connection.execute(statement)
