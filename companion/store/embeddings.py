"""Vectors of notes and of the messages of episodes, and the outbox that keeps the index in step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sqlmodel import Session

from companion.domain import Message, Note
from companion.encoders.base import Vectors
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import EPISODE_OF, IS_STATEMENT, found_messages, found_notes

_AMONG = "IN (SELECT value FROM json_each(?))"
_HELD = "NOT EXISTS (SELECT 1 FROM withheld w WHERE w.message_id = e.item_id)"
"""What holds for a row `e` of `embedding` that the index is to hold."""


class Embeddings:
    """Reads and writes vectors; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, item_ids: Sequence[str], fingerprint: str, vectors: Vectors) -> None:
        """Store the vectors of notes and messages that are still there."""
        these = plain.among(item_ids)
        with self._database.write() as session:
            found = plain.rows(
                session,
                "SELECT id FROM note WHERE id IN (SELECT value FROM json_each(?))"
                " UNION ALL SELECT id FROM message WHERE id IN (SELECT value FROM json_each(?))",
                [these, these],
            )
            there = {item_id for (item_id,) in found}
            for item_id, vector in zip(item_ids, vectors, strict=True):
                if item_id in there:
                    put_vector(session, item_id, fingerprint, vector)

    def missing_notes(self, fingerprint: str, limit: int) -> list[Note]:
        """Notes, no episodes and no portrait, that have no vector of this embedder."""
        with self._database.read() as session:
            return found_notes(
                session,
                f"WHERE n.{IS_STATEMENT} AND n.status != 'forgotten' AND NOT EXISTS (SELECT 1"
                " FROM embedding e WHERE e.item_id = n.id AND e.fingerprint = ?)"
                " ORDER BY n.id LIMIT ?",
                [fingerprint, limit],
            )

    def missing_messages(self, fingerprint: str, limit: int) -> list[Message]:
        """Messages of episodes, replies too, that have no vector of this embedder."""
        with self._database.read() as session:
            return found_messages(
                session,
                f"WHERE m.id IN (SELECT m.id FROM message m {EPISODE_OF}"
                " WHERE n.status != 'forgotten' AND NOT EXISTS (SELECT 1 FROM embedding e"
                " WHERE e.item_id = m.id AND e.fingerprint = ?) ORDER BY m.id LIMIT ?)"
                " ORDER BY m.id",
                [fingerprint, limit],
            )

    def notes(self, item_ids: Sequence[str]) -> list[Note]:
        """Those of these items that are notes, as they read now."""
        with self._database.read() as session:
            return found_notes(session, f"WHERE n.id {_AMONG}", [plain.among(item_ids)])

    def messages(self, item_ids: Sequence[str]) -> list[Message]:
        """Those of these items that are messages, as they read now."""
        with self._database.read() as session:
            return found_messages(session, f"WHERE m.id {_AMONG}", [plain.among(item_ids)])

    def batches(self, fingerprint: str, batch: int = 500) -> Iterator[tuple[list[str], Vectors]]:
        """Every vector of this embedder that the index is to hold, in batches of ids and an array
        of shape (ids, dimensions).

        Each batch is a read of its own, so that nothing is held up by a slow consumer.
        """
        after = ""
        while True:
            with self._database.read() as session:
                rows = plain.rows(
                    session,
                    # In the order of the ids, instead of sorting all of the embedder's each time.
                    "SELECT e.item_id, e.vector FROM embedding e WHERE +e.fingerprint = ?"
                    f" AND e.item_id > ? AND {_HELD} ORDER BY e.item_id LIMIT ?",
                    [fingerprint, after, batch],
                )
            if not rows:
                return
            yield [row[0] for row in rows], _stack([row[1] for row in rows])
            after = rows[-1][0]

    def ids(self, fingerprint: str) -> set[str]:
        """The notes and messages whose vectors of this embedder the index is to hold."""
        these = f"SELECT e.item_id FROM embedding e WHERE e.fingerprint = ? AND {_HELD}"
        with self._database.read() as session:
            return {item_id for (item_id,) in plain.rows(session, these, [fingerprint])}

    def outbox(self, fingerprint: str, limit: int) -> tuple[int, dict[str, Vectors | None]]:
        """What the index has yet to take in (a vector) or drop (None), and up to which entry."""
        with self._database.read() as session:
            entries = plain.rows(
                session, "SELECT id, item_id FROM outbox ORDER BY id LIMIT ?", [limit]
            )
            if not entries:
                return 0, {}
            ids = [item_id for _, item_id in entries]
            held = f"SELECT e.item_id FROM embedding e WHERE e.item_id {_AMONG} AND {_HELD}"
            wanted = [item_id for (item_id,) in plain.rows(session, held, [plain.among(ids)])]
            vectors = vectors_of(session, wanted, fingerprint)
        return entries[-1][0], {item_id: vectors.get(item_id) for item_id in ids}

    def clear_outbox(self, up_to: int) -> None:
        """Drop the entries that the index has taken in."""
        with self._database.write() as session:
            plain.run(session, "DELETE FROM outbox WHERE id <= ?", [up_to])

    def of(self, item_ids: Sequence[str], fingerprint: str) -> dict[str, Vectors]:
        """Those of these notes' and messages' vectors that this embedder made, each of shape
        (dimensions,)."""
        with self._database.read() as session:
            return vectors_of(session, item_ids, fingerprint)


def put_vector(session: Session, item_id: str, fingerprint: str, vector: Vectors) -> None:
    """Store one vector inside a transaction, and tell the index of it."""
    blob = np.asarray(vector, np.float32).tobytes()
    made = {"item_id": item_id, "fingerprint": fingerprint, "vector": blob}
    plain.insert(session, "embedding", [made], "OR REPLACE")
    plain.insert(session, "outbox", [{"item_id": item_id}])


def vectors_of(session: Session, item_ids: Sequence[str], fingerprint: str) -> dict[str, Vectors]:
    """Those of these items' vectors that this embedder made."""
    found = plain.rows(
        session,
        "SELECT item_id, vector FROM embedding"
        " WHERE +fingerprint = ? AND item_id IN (SELECT value FROM json_each(?))",
        [fingerprint, plain.among(item_ids)],
    )
    if not found:
        return {}
    return dict(zip((row[0] for row in found), _stack([row[1] for row in found]), strict=True))


def _stack(blobs: Sequence[bytes]) -> Vectors:
    return np.frombuffer(b"".join(blobs), np.float32).reshape(len(blobs), -1)
