"""What replies were given and was not relevant to them, with the vectors of the questions."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from companion.encoders.base import Vectors
from companion.errors import NotFound
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import GIVEN

LATEST = 1000
"""How many dismissals count in a recall: it reads them all, some 1.5 kB each."""


class Dismissals:
    """Reads and writes dismissals; each call is one transaction, or part of the one it is in.

    An item is a note, by its id, or a message of an episode, by its own.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reply_id: str, item_id: str, now: datetime) -> str:
        """Keep that an item which a reply was given was not relevant to it; returns the id of the
        item's note. Raises NotFound when the reply was not given it, or it is gone."""
        with self._database.write() as session:
            found = plain.rows(
                session,
                f"SELECT note_id FROM recalled r WHERE reply_id = ? AND {GIVEN} = ?",
                [reply_id, item_id],
            )
            if not found:
                raise NotFound("This memory is no longer there.")
            made = {"reply_id": reply_id, "item_id": item_id, "made_at": now}
            empty = {"fingerprint": "", "vector": b""}
            plain.insert(session, "dismissal", [made | empty], "OR IGNORE")
            return str(found[0][0])

    def remove(self, reply_id: str, item_id: str) -> None:
        """Take a dismissal back; harmless when there is none."""
        with self._database.write() as session:
            this = "DELETE FROM dismissal WHERE reply_id = ? AND item_id = ?"
            plain.run(session, this, [reply_id, item_id])

    def put_vector(self, reply_id: str, item_id: str, fingerprint: str, vector: Vectors) -> None:
        """Give a dismissal the vector, of shape (dimensions,), of the question it is about; one
        that was taken back meanwhile stays so."""
        with self._database.write() as session:
            plain.run(
                session,
                "UPDATE dismissal SET fingerprint = ?, vector = ?"
                " WHERE reply_id = ? AND item_id = ?",
                [fingerprint, np.asarray(vector, np.float32).tobytes(), reply_id, item_id],
            )

    def latest(self, fingerprint: str, limit: int = LATEST) -> list[tuple[str, Vectors]]:
        """Items that were dismissed, each with the vector that this embedder made of the question,
        the latest first. None from conversations that are deleted or off the record."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT d.item_id, d.vector FROM dismissal d JOIN message m ON m.id = d.reply_id"
                " JOIN conversation c ON c.id = m.conversation_id"
                " WHERE d.fingerprint = ? AND d.vector != x''"
                " AND c.deleted_at IS NULL AND NOT c.off_the_record"
                " ORDER BY d.made_at DESC LIMIT ?",
                [fingerprint, limit],
            )
        return [(item_id, np.frombuffer(vector, np.float32)) for item_id, vector in found]
