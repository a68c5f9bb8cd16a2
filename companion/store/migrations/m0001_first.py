"""The first form of the database: conversations, notes, and full-text search over both."""

from __future__ import annotations

import sqlite3

TABLES = """
CREATE TABLE meta (
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE migration (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at VARCHAR NOT NULL,
    PRIMARY KEY (version)
);
CREATE TABLE note (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    recorded_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    importance INTEGER NOT NULL,
    pinned BOOLEAN NOT NULL,
    hushed BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_note_recorded_at ON note (recorded_at);
CREATE INDEX ix_note_text ON note (text COLLATE NOCASE);
CREATE TABLE outbox (
    id INTEGER NOT NULL,
    note_id VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE persona (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    instructions VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE tombstone (
    digest VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (digest)
);
CREATE TABLE conversation (
    id VARCHAR NOT NULL,
    persona_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    titled_by_owner BOOLEAN NOT NULL,
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    leaf_id VARCHAR,
    off_the_record BOOLEAN NOT NULL,
    draft VARCHAR NOT NULL,
    deleted_at VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(persona_id) REFERENCES persona (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversation_updated_at ON conversation (updated_at);
CREATE TABLE embedding (
    note_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (note_id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
);
CREATE INDEX ix_embedding_fingerprint ON embedding (fingerprint);
CREATE TABLE revision (
    id VARCHAR NOT NULL,
    note_id VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    "before" VARCHAR NOT NULL,
    "after" VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
);
CREATE INDEX ix_revision_note ON revision (note_id);
CREATE TABLE message (
    id VARCHAR NOT NULL,
    conversation_id VARCHAR NOT NULL,
    parent_id VARCHAR,
    role VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    observed_at VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE,
    FOREIGN KEY(parent_id) REFERENCES message (id) ON DELETE CASCADE
);
CREATE INDEX ix_message_conversation ON message (conversation_id);
CREATE INDEX ix_message_parent ON message (parent_id);
CREATE INDEX ix_message_unobserved ON message (role, observed_at);
CREATE TABLE recalled (
    reply_id VARCHAR NOT NULL,
    note_id VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    score FLOAT NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (reply_id, note_id),
    FOREIGN KEY(reply_id) REFERENCES message (id) ON DELETE CASCADE,
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE
);
CREATE INDEX ix_recalled_note ON recalled (note_id);
CREATE TABLE source (
    note_id VARCHAR NOT NULL,
    message_id VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (note_id, message_id, start, "end"),
    FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE CASCADE,
    FOREIGN KEY(message_id) REFERENCES message (id) ON DELETE CASCADE
);
CREATE INDEX ix_source_message ON source (message_id);
"""

SEARCH = """
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    text, content='{table}', content_rowid='rowid', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_fts ({table}_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF text ON {table} BEGIN
    INSERT INTO {table}_fts ({table}_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
    INSERT INTO {table}_fts (rowid, text) VALUES (new.rowid, new.text);
END;
"""

PERSONA = (
    "INSERT INTO persona (id, name, instructions) VALUES ('00000000000000000000000000', ?, ?)",
    ("Companion", "You are a warm, attentive companion. You answer briefly and honestly."),
)


def first(connection: sqlite3.Connection) -> None:
    """Make the tables, their full-text indexes, and the first persona."""
    script = TABLES + SEARCH.format(table="note") + SEARCH.format(table="message")
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(*PERSONA)
