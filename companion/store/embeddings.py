"""Vectors of notes, and the outbox that keeps the index in step with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from sqlmodel import Session, col, delete, select

from companion.domain import Note, NoteStatus
from companion.encoders.base import Vectors
from companion.store.database import Database
from companion.store.rows import notes_from
from companion.store.tables import EmbeddingRow, NoteRow, OutboxRow


class Embeddings:
    """Reads and writes vectors; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, note_ids: Sequence[str], fingerprint: str, vectors: Vectors) -> None:
        """Store the vectors of notes that are still there."""
        with self._database.write() as session:
            for note_id, vector in zip(note_ids, vectors, strict=True):
                if session.get(NoteRow, note_id) is not None:
                    put_vector(session, note_id, fingerprint, vector)

    def missing(self, fingerprint: str, limit: int) -> list[Note]:
        """Notes that have no vector of this embedder."""
        with self._database.read() as session:
            rows = session.exec(
                select(NoteRow)
                .join(
                    EmbeddingRow,
                    (col(EmbeddingRow.note_id) == NoteRow.id)
                    & (col(EmbeddingRow.fingerprint) == fingerprint),
                    isouter=True,
                )
                .where(col(EmbeddingRow.note_id).is_(None), NoteRow.status != NoteStatus.FORGOTTEN)
                .order_by(NoteRow.id)
                .limit(limit)
            )
            return notes_from(session, rows)

    def batches(self, fingerprint: str, batch: int = 500) -> Iterator[tuple[list[str], Vectors]]:
        """Every vector of this embedder, in batches of ids and an array of shape (ids, dimensions).

        Each batch is a read of its own, so that nothing is held up by a slow consumer.
        """
        after = ""
        while True:
            with self._database.read() as session:
                rows = session.exec(
                    select(EmbeddingRow.note_id, EmbeddingRow.vector)
                    .where(EmbeddingRow.fingerprint == fingerprint, EmbeddingRow.note_id > after)
                    .order_by(EmbeddingRow.note_id)
                    .limit(batch)
                ).all()
            if not rows:
                return
            yield [row[0] for row in rows], _stack([row[1] for row in rows])
            after = rows[-1][0]

    def ids(self, fingerprint: str) -> set[str]:
        """The notes that have a vector of this embedder."""
        with self._database.read() as session:
            return set(
                session.exec(
                    select(EmbeddingRow.note_id).where(EmbeddingRow.fingerprint == fingerprint)
                )
            )

    def outbox(self, fingerprint: str, limit: int) -> tuple[int, dict[str, Vectors | None]]:
        """What the index has yet to take in (a vector) or drop (None), and up to which entry."""
        with self._database.read() as session:
            entries = session.exec(select(OutboxRow).order_by(col(OutboxRow.id)).limit(limit)).all()
            ids = [entry.note_id for entry in entries]
            rows = session.exec(
                select(EmbeddingRow.note_id, EmbeddingRow.vector).where(
                    EmbeddingRow.fingerprint == fingerprint, col(EmbeddingRow.note_id).in_(ids)
                )
            ).all()
        vectors: Mapping[str, Vectors] = {row[0]: _stack([row[1]])[0] for row in rows}
        last = entries[-1].id if entries else 0
        return last or 0, {note_id: vectors.get(note_id) for note_id in ids}

    def clear_outbox(self, up_to: int) -> None:
        """Drop the entries that the index has taken in."""
        with self._database.write() as session:
            session.exec(delete(OutboxRow).where(col(OutboxRow.id) <= up_to))


def put_vector(session: Session, note_id: str, fingerprint: str, vector: Vectors) -> None:
    """Store one vector inside a transaction, and tell the index of it."""
    session.merge(
        EmbeddingRow(
            note_id=note_id,
            fingerprint=fingerprint,
            vector=np.asarray(vector, np.float32).tobytes(),
        )
    )
    session.add(OutboxRow(note_id=note_id))


def _stack(blobs: Sequence[bytes]) -> Vectors:
    return np.stack([np.frombuffer(blob, np.float32) for blob in blobs])
