"""Single values kept by name."""

from __future__ import annotations

from companion.store.database import Database
from companion.store.tables import MetaRow


class Meta:
    """Reads and writes single values; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str:
        """The value of `key`; empty when it was never set."""
        with self._database.read() as session:
            row = session.get(MetaRow, key)
            return row.value if row else ""

    def set(self, key: str, value: str) -> None:
        """Keep `value` under `key`."""
        with self._database.write() as session:
            session.merge(MetaRow(key=key, value=value))
