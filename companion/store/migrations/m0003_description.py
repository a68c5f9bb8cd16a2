"""What a note is about, in words to find it by; who is meant by a name; the vectors of messages."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "ALTER TABLE note ADD COLUMN title VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE note ADD COLUMN keywords VARCHAR NOT NULL DEFAULT '[]'",
    "ALTER TABLE note ADD COLUMN tags VARCHAR NOT NULL DEFAULT '[]'",
    "ALTER TABLE note ADD COLUMN key_text VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE note ADD COLUMN inferred BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE note ADD COLUMN model VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE revision ADD COLUMN message_id VARCHAR NOT NULL DEFAULT ''",
    "CREATE INDEX ix_revision_message ON revision (message_id)",
    # The latest claims of one attribute, without looking at all of them.
    "CREATE INDEX ix_claim_current ON claim (attribute, note_id) WHERE ended_at IS NULL",
    "ALTER TABLE message ADD COLUMN off_branch BOOLEAN NOT NULL DEFAULT 0",
    """UPDATE message SET off_branch = 1 WHERE id NOT IN (
    WITH RECURSIVE branch (id) AS (
        SELECT leaf_id FROM conversation
        UNION SELECT m.parent_id FROM message m JOIN branch b ON m.id = b.id
    ) SELECT id FROM branch WHERE id IS NOT NULL
)""",
    # The latest of a conversation, without sorting them all.
    "DROP INDEX ix_message_conversation",
    "CREATE INDEX ix_message_conversation ON message (conversation_id, id)",
    """CREATE TABLE entity (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    PRIMARY KEY (id)
)""",
    """CREATE TABLE alias (
    name VARCHAR NOT NULL,
    entity_id INTEGER NOT NULL,
    PRIMARY KEY (name, entity_id),
    FOREIGN KEY(entity_id) REFERENCES entity (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_alias_entity ON alias (entity_id)",
    """CREATE TABLE mention (
    note_id VARCHAR NOT NULL,
    entity_id INTEGER NOT NULL,
    PRIMARY KEY (note_id, entity_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
    FOREIGN KEY(entity_id) REFERENCES entity (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_mention_entity ON mention (entity_id, note_id)",
    "CREATE INDEX ix_message_created_at ON message (created_at)",
    "CREATE INDEX ix_note_valid_from ON note (valid_from)",
    "CREATE INDEX ix_note_core ON note (id) WHERE pinned OR kind = 'wish'",
    "CREATE INDEX ix_note_shadow ON note (id) WHERE status = 'shadow'",
    "CREATE INDEX ix_note_gone ON note (id) WHERE status IN ('retired', 'forgotten')",
    # A vector belongs to a note, or to a message of an episode; whatever takes it away, the index
    # is told.
    "ALTER TABLE embedding RENAME TO old_embedding",
    """CREATE TABLE embedding (
    item_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (item_id)
)""",
    "INSERT INTO embedding SELECT note_id, fingerprint, vector FROM old_embedding",
    "DROP TABLE old_embedding",
    "CREATE INDEX ix_embedding_fingerprint ON embedding (fingerprint)",
    "ALTER TABLE outbox RENAME COLUMN note_id TO item_id",
    """CREATE TRIGGER embedding_of_note AFTER DELETE ON note BEGIN
    DELETE FROM embedding WHERE item_id = old.id;
END""",
    """CREATE TRIGGER embedding_of_message AFTER DELETE ON message BEGIN
    DELETE FROM embedding WHERE item_id = old.id;
END""",
    """CREATE TRIGGER embedding_gone AFTER DELETE ON embedding BEGIN
    INSERT INTO outbox (item_id) VALUES (old.item_id);
END""",
    # Of an episode several messages may be given.
    "ALTER TABLE recalled RENAME TO old_recalled",
    "DROP INDEX ix_recalled_note",
    """CREATE TABLE recalled (
    reply_id VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    note_id VARCHAR NOT NULL,
    score FLOAT NOT NULL,
    why VARCHAR NOT NULL,
    message_id VARCHAR NOT NULL DEFAULT '',
    PRIMARY KEY (reply_id, rank),
    FOREIGN KEY(reply_id) REFERENCES message (id) ON DELETE CASCADE,
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    "INSERT INTO recalled SELECT reply_id, rank, note_id, score, why, '' FROM old_recalled",
    "DROP TABLE old_recalled",
    "CREATE INDEX ix_recalled_note ON recalled (note_id)",
    # What was given and not relevant. It goes with what it is about; when the words of the question
    # are forgotten, nothing made of them stays.
    """CREATE TABLE dismissal (
    reply_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    vector BLOB NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (reply_id, item_id),
    FOREIGN KEY(reply_id) REFERENCES message (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_dismissal_item ON dismissal (item_id)",
    "CREATE INDEX ix_dismissal_latest ON dismissal (fingerprint, made_at)",
    """CREATE TRIGGER dismissal_of_note AFTER DELETE ON note BEGIN
    DELETE FROM dismissal WHERE item_id = old.id;
END""",
    """CREATE TRIGGER dismissal_of_message AFTER DELETE ON message BEGIN
    DELETE FROM dismissal WHERE item_id = old.id;
END""",
    """CREATE TRIGGER dismissal_of_question AFTER DELETE ON embedding BEGIN
    UPDATE dismissal SET fingerprint = '', vector = x'' WHERE reply_id IN
    (SELECT id FROM message WHERE parent_id = old.item_id);
END""",
    """CREATE TABLE studied (
    note_id VARCHAR NOT NULL,
    writer VARCHAR NOT NULL,
    studied_at VARCHAR NOT NULL,
    PRIMARY KEY (note_id, writer),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
)""",
    """CREATE TABLE probe (
    model VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    score FLOAT NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (model)
)""",
    # Full-text search reads the keys too.
    "DROP TRIGGER note_fts_insert",
    "DROP TRIGGER note_fts_delete",
    "DROP TRIGGER note_fts_update",
    "DROP TABLE note_fts",
    """CREATE VIRTUAL TABLE note_fts USING fts5(
    text, key_text, content='note', content_rowid='rowid',
    tokenize='porter unicode61 remove_diacritics 2'
)""",
    """CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts (rowid, text, key_text) VALUES (new.rowid, new.text, new.key_text);
END;""",
    """CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, key_text)
    VALUES ('delete', old.rowid, old.text, old.key_text);
END;""",
    """CREATE TRIGGER note_fts_update AFTER UPDATE OF text, key_text ON note BEGIN
    INSERT INTO note_fts (note_fts, rowid, text, key_text)
    VALUES ('delete', old.rowid, old.text, old.key_text);
    INSERT INTO note_fts (rowid, text, key_text) VALUES (new.rowid, new.text, new.key_text);
END;""",
    "INSERT INTO note_fts (note_fts) VALUES ('rebuild')",
)


def description(connection: sqlite3.Connection) -> None:
    """Add what notes are described with, what episodes need, and what models were found to do."""
    for statement in STATEMENTS:
        connection.execute(statement)
