"""The token vectors of messages and notes, to be read word by word. They go with the vector of what
they were made of: what was forgotten or reads otherwise now leaves neither."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    # Both columns are the key, so that what has none is found in the key's index alone.
    """CREATE TABLE token_vectors (
    item_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    signs BLOB NOT NULL,
    PRIMARY KEY (item_id, fingerprint)
)""",
    """CREATE TRIGGER token_vectors_gone AFTER DELETE ON embedding BEGIN
    DELETE FROM token_vectors WHERE item_id = old.item_id;
END""",
)


def tokens(connection: sqlite3.Connection) -> None:
    """Make room for token vectors; upkeep makes them."""
    for statement in STATEMENTS:
        connection.execute(statement)
