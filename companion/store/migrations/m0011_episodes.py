"""Which notes are episodes, from an index: the timeline asks it of every note."""

from __future__ import annotations

import sqlite3


def episodes(connection: sqlite3.Connection) -> None:
    """Let the timeline tell episodes without reading the notes."""
    connection.execute("CREATE INDEX ix_note_episode ON note (id) WHERE kind = 'episode'")
