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

from sqlmodel import Session, select

from companion.secrets import digest, tombstone_key
from companion.store import plain
from companion.store.database import Database
from companion.store.tables import TombstoneRow

OF_AN_ID = "id:"
"""What the digest of an id begins with."""
_AN_ID = re.compile(r"(?:id|conversation|message|filter|run|undone)\n[0-9A-HJKMNP-TV-Z]{26}")


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
        names = dict.fromkeys(self._digest(mark) for mark in marks)
        with self._database.write() as session:
            since = _since(session, names)
            before = {name: since.get(name) for name in names if anew or name not in since}
            _put(session, dict.fromkeys(before, now))
        return before

    def lift(self, marks: Iterable[str]) -> None:
        """Let these marks be buried no longer."""
        with self._database.write() as session:
            gone = [(self._digest(mark),) for mark in marks]
            plain.driver(session).executemany("DELETE FROM tombstone WHERE digest = ?", gone)

    def put_back(self, before: Mapping[str, datetime | None]) -> None:
        """Make tombstones what they were before a `bury`."""
        gone = [(name,) for name, made_at in before.items() if made_at is None]
        with self._database.write() as session:
            plain.driver(session).executemany("DELETE FROM tombstone WHERE digest = ?", gone)
            _put(session, {name: at for name, at in before.items() if at is not None})

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
            _put(session, buried)

    def any(self) -> bool:
        """Whether anything is buried."""
        with self._database.read() as session:
            return bool(plain.rows(session, "SELECT 1 FROM tombstone LIMIT 1"))

    def buried_at(self, marks: Iterable[str]) -> dict[str, datetime]:
        """Since when each of these marks is buried, of those that are; none is looked at where
        nothing was ever forgotten."""
        with self._database.read() as session:
            if not plain.rows(session, "SELECT 1 FROM tombstone LIMIT 1"):
                return {}
            named = {self._digest(mark): mark for mark in set(marks)}
            return {named[name]: at for name, at in _since(session, named).items()}

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


def undone_mark(revision_id: str) -> str:
    """What a tombstone keeps of the writing of a note that was undone, by the revision that tells
    of it: written again, it is told of by another one."""
    return f"undone\n{revision_id}"


def bury_ids(session: Session, marks: Iterable[str], now: datetime) -> None:
    """Bury marks that stand for ids, many at once; those that are buried already since then."""
    at = plain.as_text(now)
    these = ((digest_of_id(mark), at) for mark in marks)
    insertion = "INSERT OR IGNORE INTO main.tombstone (digest, made_at) VALUES (?, ?)"
    plain.driver(session).executemany(insertion, these)


def _since(session: Session, names: Collection[str]) -> dict[str, datetime]:
    """Since when those of these digests are buried that are."""
    found = plain.rows(
        session,
        "SELECT digest, made_at FROM tombstone WHERE digest IN (SELECT value FROM json_each(?))",
        [plain.among(list(names))],
    )
    return {name: datetime.fromisoformat(made_at) for name, made_at in found}


def _put(session: Session, buried: Mapping[str, datetime]) -> None:
    made = [{"digest": name, "made_at": at} for name, at in buried.items()]
    plain.insert(session, "tombstone", made, "OR REPLACE")
