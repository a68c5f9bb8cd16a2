"""Tombstones: hashes of what was forgotten, and since when. No word of it is kept.

What stands for words is hashed with the key of this machine, or words could be guessed. An id was
made by chance, so a plain hash of it tells nothing, and other machines that have the record know it
again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session, col, select

from companion.secrets import digest, tombstone_key
from companion.store import plain
from companion.store.database import Database
from companion.store.tables import TombstoneRow

OF_AN_ID = "id:"
"""What the digest of an id begins with."""
_AT_ONCE = 500
_AN_ID = re.compile(r"(?:id|conversation|message|filter|run)\n[0-9A-HJKMNP-TV-Z]{26}")


class Tombstones:
    """Buries marks (short texts that stand for what was forgotten), and tells which are buried;
    each call is one transaction."""

    def __init__(self, database: Database, home: Path) -> None:
        self._database = database
        self._home = home

    def bury(
        self, marks: Iterable[str], now: datetime, *, anew: bool = True
    ) -> dict[str, datetime | None]:
        """Bury marks; those that are buried already since then, or with `anew` from now on. Returns
        for each digest since when it was buried before, to be taken back with `put_back`."""
        before: dict[str, datetime | None] = {}
        with self._database.write() as session:
            for mark in marks:
                name = self._digest(mark)
                row = session.get(TombstoneRow, name)
                if name in before or (row is not None and not anew):
                    continue
                before[name] = row.made_at if row else None
                session.merge(TombstoneRow(digest=name, made_at=now))
        return before

    def lift(self, marks: Iterable[str]) -> None:
        """Let these marks be buried no longer."""
        with self._database.write() as session:
            gone = [(self._digest(mark),) for mark in marks]
            plain.driver(session).executemany("DELETE FROM tombstone WHERE digest = ?", gone)

    def put_back(self, before: Mapping[str, datetime | None]) -> None:
        """Make tombstones what they were before a `bury`."""
        with self._database.write() as session:
            for name, made_at in before.items():
                row = session.get(TombstoneRow, name)
                if made_at is not None:
                    session.merge(TombstoneRow(digest=name, made_at=made_at))
                elif row is not None:
                    session.delete(row)

    def forget_words(self) -> None:
        """Let nothing be buried any longer but ids."""
        with self._database.write() as session:
            words = f"DELETE FROM tombstone WHERE digest NOT LIKE '{OF_AN_ID}%'"
            plain.run(session, words)

    def all(self) -> dict[str, datetime]:
        """Every digest, and since when it is buried."""
        with self._database.read() as session:
            return {row.digest: row.made_at for row in session.exec(select(TombstoneRow))}

    def become(self, buried: Mapping[str, datetime]) -> None:
        """Have just these tombstones."""
        with self._database.write() as session:
            plain.run(session, "DELETE FROM tombstone")
            made = [{"digest": name, "made_at": at} for name, at in buried.items()]
            plain.insert(session, "tombstone", made)

    def any(self) -> bool:
        """Whether anything is buried."""
        with self._database.read() as session:
            return bool(plain.rows(session, "SELECT 1 FROM tombstone LIMIT 1"))

    def buried_at(self, marks: Collection[str]) -> dict[str, datetime]:
        """Since when each of these marks is buried, of those that are."""
        with self._database.read() as session:
            if not plain.rows(session, "SELECT 1 FROM tombstone LIMIT 1"):
                return {}
            named = {self._digest(mark): mark for mark in marks}
            names = list(named)
            found = {}
            for at in range(0, len(names), _AT_ONCE):
                some = col(TombstoneRow.digest).in_(names[at : at + _AT_ONCE])
                for row in session.exec(select(TombstoneRow).where(some)):
                    found[named[row.digest]] = row.made_at
            return found

    def _digest(self, mark: str) -> str:
        return digest_of_id(mark) if _AN_ID.fullmatch(mark) else digest(self._key, mark)

    @cached_property
    def _key(self) -> bytes:
        return tombstone_key(self._home)


def digest_of_id(mark: str) -> str:
    """The digest of a mark that stands for an id."""
    return f"{OF_AN_ID}{sha256(mark.encode()).hexdigest()}"


def filter_mark(filter_id: str) -> str:
    """What a tombstone keeps of a saved filter that was dropped, or that another took the place
    of."""
    return f"filter\n{filter_id}"


def run_mark(run_id: str) -> str:
    """What a tombstone keeps of a job run that was forgotten."""
    return f"run\n{run_id}"


def bury_ids(session: Session, marks: Iterable[str], now: datetime) -> None:
    """Bury marks that stand for ids, many at once; those that are buried already since then."""
    at = plain.as_text(now)
    these = ((digest_of_id(mark), at) for mark in marks)
    insertion = "INSERT OR IGNORE INTO main.tombstone (digest, made_at) VALUES (?, ?)"
    plain.driver(session).executemany(insertion, these)
