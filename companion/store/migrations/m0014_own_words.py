"""Full-text search that tells what a statement says from what episodes, summaries and portraits
tell of others, and an index of those the person has spoken of: every message asks for both."""

from __future__ import annotations

import sqlite3

_TELLS = "kind IN ('episode', 'summary', 'portrait')"
_OWN = "CASE WHEN {row}{tells} THEN '' ELSE {row}text END"
_TOLD = "CASE WHEN {row}{tells} THEN {row}text ELSE '' END"


def _words(row: str) -> str:
    given = {"row": row, "tells": _TELLS}
    return f"{_OWN.format(**given)}, {row}key_text, {_TOLD.format(**given)}"


STATEMENTS = (
    "DROP TRIGGER note_fts_insert",
    "DROP TRIGGER note_fts_delete",
    "DROP TRIGGER note_fts_update",
    "DROP TABLE note_fts",
    f"CREATE VIEW note_words (rowid, text, key_text, told) AS SELECT rowid, {_words('')} FROM note",
    """CREATE VIRTUAL TABLE note_fts USING fts5(
    text, key_text, told, content='note_words', content_rowid='rowid',
    tokenize='porter unicode61 remove_diacritics 2'
)""",
    f"""CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts (rowid, text, key_text, told) VALUES (new.rowid, {_words("new.")});
END;""",
    f"""CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, key_text, told)
    VALUES ('delete', old.rowid, {_words("old.")});
END;""",
    f"""CREATE TRIGGER note_fts_update AFTER UPDATE OF text, key_text ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, key_text, told)
    VALUES ('delete', old.rowid, {_words("old.")});
    INSERT INTO note_fts (rowid, text, key_text, told) VALUES (new.rowid, {_words("new.")});
END;""",
    "INSERT INTO note_fts (note_fts) VALUES ('rebuild')",
    "CREATE INDEX ix_claim_knows ON claim (id, note_id, value) WHERE attribute = 'knows'",
)


def own_words(connection: sqlite3.Connection) -> None:
    """Set what a statement says apart from what others tell of it."""
    for statement in STATEMENTS:
        connection.execute(statement)
