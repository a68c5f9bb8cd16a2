"""The stage: a database beside the memory, into which an archive is read before any of it counts.

What does not fit together is found here: the same id twice, and what speaks of something that is
not there. It holds each record with the number of its line, so that a person can be told which.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from companion.store.outgoing import MEMBERS

KEYS: dict[str, tuple[str, ...]] = {
    "personas": ("id",),
    "conversations": ("id",),
    "messages": ("id",),
    "notes": ("id",),
    "sources": ("note_id", "message_id", "start", "end"),
    "links": ("note_id", "to_id", "kind"),
    "unlinked": ("note_id", "to_id", "kind"),
    "revisions": ("id",),
    "entities": ("name", "kind"),
    "mentions": ("note_id", "name", "kind"),
    "recalled": ("reply_id", "rank"),
    "dismissals": ("reply_id", "item_id"),
    "studied": ("note_id", "writer"),
    "job_runs": ("id",),
    "declined": ("job", "note_id"),
    "unsure_joins": ("note_id", "other_id"),
    "saved_filters": ("name",),
    "forgotten": ("digest",),
    "vectors": ("item_id",),
}
"""What tells the records of each member apart."""
FIELDS = {member.name: member.fields for member in MEMBERS} | {
    "vectors": ("item_id",),
}
_AT_ONCE = 100
"""Rows put there by one statement: it takes half the time of one for each."""
_POINTS_TO = (
    ("conversations", "persona_id", "personas"),
    ("conversations", "leaf_id", "messages"),
    ("messages", "conversation_id", "conversations"),
    ("sources", "note_id", "notes"),
    ("links", "note_id", "notes"),
    ("links", "to_id", "notes"),
    ("unlinked", "note_id", "notes"),
    ("unlinked", "to_id", "notes"),
    ("revisions", "note_id", "notes"),
    ("mentions", "note_id", "notes"),
    ("recalled", "reply_id", "messages"),
    ("recalled", "note_id", "notes"),
    ("dismissals", "reply_id", "messages"),
    ("studied", "note_id", "notes"),
    ("declined", "note_id", "notes"),
    ("unsure_joins", "note_id", "notes"),
    ("unsure_joins", "other_id", "notes"),
)
"""Which field of which member holds the id of what."""
_FITS = (
    (
        "messages",
        "parent_id",
        "follows a message of another conversation",
        "o.conversation_id = t.conversation_id",
    ),
    (
        "sources",
        "message_id",
        "cites characters that the message does not have",
        't.start <= t."end" AND t."end" <= length(o.text)',
    ),
)
"""Which field of which member holds the id of a message `o`, how that has to be, and what is said
where it is not: both are looked at with the same look."""
_AMISS = (
    (
        "messages",
        "follows itself, by way of others",
        # All that follow what is older than they are cannot come round to themselves.
        "WHERE EXISTS (SELECT 1 FROM messages o WHERE o.parent_id >= o.id)"
        " AND t.id NOT IN (WITH RECURSIVE tree (id) AS (SELECT id FROM messages"
        " WHERE parent_id IS NULL UNION SELECT m.id FROM tree r JOIN messages m"
        " ON m.parent_id = r.id) SELECT id FROM tree)",
    ),
    (
        "conversations",
        "shows the branch of another conversation",
        "JOIN messages o ON o.id = t.leaf_id WHERE o.conversation_id != t.id",
    ),
    ("links", "links a note to itself", "WHERE t.note_id = t.to_id"),
    (
        "mentions",
        "speaks of an entity that is not in the archive",
        "WHERE NOT EXISTS (SELECT 1 FROM entities o WHERE o.name = t.name AND o.kind = t.kind)",
    ),
    (
        "vectors",
        "is of an item that is not in the archive",
        "WHERE NOT EXISTS (SELECT 1 FROM notes o WHERE o.id = t.item_id)"
        " AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.id = t.item_id)",
    ),
)
"""What else cannot be: of which member, what is said of it, and how it is found."""


class Amiss(Exception):
    """A record cannot stand: its `member`, the number of its `line`, and the `reason` as the end of
    a sentence."""

    def __init__(self, member: str, line: int, reason: str) -> None:
        super().__init__(member, line, reason)
        self.member = member
        self.line = line
        self.reason = reason


def vectors_beside(stage: Path) -> Path:
    """The file with the vectors, 32-bit floats, in the order in which the stage names their items:
    they are most of an archive, and nothing in them is to be looked for."""
    return stage.with_name("vectors")


class Stage:
    """A throw-away database with a table for each member, and a file of vectors beside it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        # One thread at a time, whichever: it is checked while vectors are read.
        self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        # It is thrown away whole, whatever happens.
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -32768"):
            self._connection.execute(f"PRAGMA {pragma}")
        for name, fields in FIELDS.items():
            columns = ", ".join(f'"{field}"' for field in fields)
            self._connection.execute(f"CREATE TABLE {name} (line INTEGER PRIMARY KEY, {columns})")
        self._connection.execute("BEGIN")

    def put(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Take in records, which are on the next lines, each with its fields in order."""
        # What stands there gets the next number by itself.
        one = f"(NULL, {', '.join('?' * len(FIELDS[name]))})"
        many = f"INSERT INTO {name} VALUES {', '.join([one] * _AT_ONCE)}"
        coming = iter(rows)
        while len(some := list(islice(coming, _AT_ONCE))) == _AT_ONCE:
            self._connection.execute(many, list(chain.from_iterable(some)))
        self._connection.executemany(f"INSERT INTO {name} VALUES {one}", some)

    def check(self) -> None:
        """Raises Amiss when a record stands there twice, speaks of something that is not there, or
        cannot be. To be called when all records have been put there."""
        for name, fields in KEYS.items():
            self._index(name, ", ".join(f'"{field}"' for field in fields))
        for name, field, target in _POINTS_TO:
            self._refuse_missing(name, field, target)
        for name, field, reason, fits in _FITS:
            joined = f"LEFT JOIN messages o ON o.id = t.{field} WHERE t.{field} IS NOT NULL"
            line = self._first(name, f"{joined} AND ({fits}) IS NOT TRUE")
            if line:
                self._refuse_missing(name, field, "messages")
                raise Amiss(name, line, reason)
        for name, reason, which in _AMISS:
            self._refuse(name, reason, which)

    def count(self, name: str) -> int:
        """How many records of a member there are."""
        return int(self._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """What a query finds on the stage."""
        yield from self._connection.execute(query, values)

    def close(self) -> None:
        """Write what was taken in, so that another connection sees it."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.close()

    def _index(self, name: str, key: str) -> None:
        """Let records be found by their key; made at once, it takes a third of the time."""
        try:
            self._connection.execute(f"CREATE UNIQUE INDEX key_of_{name} ON {name} ({key})")
        except sqlite3.IntegrityError:
            self._refuse(
                name,
                "stands there for the second time",
                f"WHERE t.line NOT IN (SELECT min(line) FROM {name} GROUP BY {key}) ORDER BY line",
            )

    def _refuse_missing(self, name: str, field: str, target: str) -> None:
        self._refuse(
            name,
            f"speaks of a {target.removesuffix('s')} that is not in the archive",
            f"WHERE t.{field} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {target} o WHERE o.id = t.{field})",
        )

    def _refuse(self, name: str, reason: str, which: str) -> None:
        if line := self._first(name, which):
            raise Amiss(name, line, reason)

    def _first(self, name: str, which: str) -> int:
        """The line of a record of which this holds; 0 if there is none."""
        found = self._connection.execute(f"SELECT t.line FROM {name} t {which} LIMIT 1").fetchone()
        return 0 if found is None else int(found[0])
