"""Single values kept by name."""

from __future__ import annotations

from companion.store import plain
from companion.store.database import Database


class Meta:
    """Reads and writes single values; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str:
        """The value of `key`; empty when it was never set."""
        with self._database.read() as session:
            found = plain.rows(session, "SELECT value FROM meta WHERE key = ?", [key])
            return str(found[0][0]) if found else ""

    def set(self, key: str, value: str) -> None:
        """Keep `value` under `key`."""
        with self._database.write() as session:
            plain.insert(session, "meta", [{"key": key, "value": value}], "OR REPLACE")
