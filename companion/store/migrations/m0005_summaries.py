"""Summaries, which have words only as long as what they are made of stands as it did."""

from __future__ import annotations

import sqlite3

LEVELS = 4
"""How far above a note there may be summaries: those of a session, a day, a week and a month."""
_OVER = "('superseded', 'retired', 'held', 'forgotten')"
_NO_WORDS = "text = '', title = '', key_text = '', keywords = '[]'"


def _above(notes: str) -> str:
    """What the `notes`, a query for ids, are part of, through all levels."""
    levels = []
    for _ in range(LEVELS):
        notes = f"SELECT to_id FROM link WHERE kind = 'part_of' AND note_id IN ({notes})"
        levels.append(notes)
    return " UNION ".join(levels)


_TOLD_IN = (
    "SELECT new.id UNION SELECT e.note_id FROM source s JOIN source e"
    " ON e.message_id = s.message_id WHERE s.note_id = new.id"
)
"""A note, and the episodes it was told in: summaries tell those by their messages."""
STATEMENTS = (
    "CREATE INDEX ix_note_summary ON note (id) WHERE kind = 'summary'",
    # Whatever changes a note, nothing that was made of its former words outlives the transaction.
    # What was told just now is part of nothing yet, and a message waits for it but a moment.
    f"""CREATE TRIGGER summary_of_changed AFTER UPDATE OF status, text, key_text ON note
WHEN (old.text != new.text OR (old.status IN {_OVER}) != (new.status IN {_OVER})
    OR (new.kind = 'episode' AND old.key_text != new.key_text))
    AND EXISTS (SELECT 1 FROM link WHERE kind = 'part_of' AND note_id IN ({_TOLD_IN}))
BEGIN
    UPDATE note SET {_NO_WORDS} WHERE kind = 'summary' AND text != '' AND id != new.id
    AND id IN ({_above(_TOLD_IN)});
END""",
    f"""CREATE TRIGGER summary_of_gone AFTER DELETE ON link WHEN old.kind = 'part_of'
BEGIN
    UPDATE note SET {_NO_WORDS} WHERE kind = 'summary' AND text != ''
    AND id IN (SELECT old.to_id UNION {_above("SELECT old.to_id")});
END""",
)


def summaries(connection: sqlite3.Connection) -> None:
    """Let no summary outlive what it is made of."""
    for statement in STATEMENTS:
        connection.execute(statement)
