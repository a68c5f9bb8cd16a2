"""The vector index in Chroma: ids and vectors, never text. The only importer of chromadb.

Chroma does not forget on delete: what was removed stays in its files. So forgetting, repairing and
changing the embedder are one act: a new directory is built from the vectors in SQLite, takes the
place of the old one, and the old one is removed.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from companion.domain import new_id
from companion.encoders.base import Vectors
from companion.errors import StoreError
from companion.store.blank import blank_memory

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

log = logging.getLogger(__name__)
T = TypeVar("T")

DIRECTORY = "index"
BATCH = 1000


class IndexDamaged(StoreError):
    """The index cannot be read; it can be built anew."""


class VectorIndex:
    """The nearest notes to a vector. Writes belong on the data lane; queries may come from any."""

    def __init__(self, home: Path, fingerprint: str, *, anew: bool = False) -> None:
        """Open the newest index of one embedder; with `anew`, or when there is none, an empty one.

        Raises IndexDamaged when the one there is cannot be read, StoreError when none can be made.
        """
        self._root = home / DIRECTORY
        self._stem = sha256(fingerprint.encode()).hexdigest()[:12]
        there = sorted(self._root.glob(f"{self._stem}-*"))
        # A fresh name each time: Chroma keeps a damaged directory in mind for the whole process.
        self.directory = self._root / f"{self._stem}-{new_id()}" if anew or not there else there[-1]
        self._client, self._notes = _open(self.directory)

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Take in vectors of shape (ids, dimensions). Raises IndexDamaged."""
        _put(self._notes, ids, vectors)

    def remove(self, ids: Sequence[str]) -> None:
        """Drop ids, known or not. Raises IndexDamaged."""
        _guarded(lambda: self._notes.delete(ids=list(ids)))

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` ids with their cosine similarity, nearest first. Raises IndexDamaged."""
        notes = self._notes
        found = _guarded(
            lambda: notes.query(
                query_embeddings=np.asarray(vector, np.float32)[None, :],
                n_results=limit,
                include=["distances"],
            )
        )
        distances = (found["distances"] or [[]])[0]
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

    def ids(self) -> set[str]:
        """Every id the index knows. Raises IndexDamaged."""
        return set(_guarded(lambda: self._notes.get(include=[]))["ids"])

    def remove_others(self) -> None:
        """Remove every other directory: older indexes, and those of other embedders."""
        for found in self._root.iterdir():
            if found.is_dir() and found != self.directory:
                shutil.rmtree(found, ignore_errors=True)
            elif found != self.directory:
                found.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def discard(self) -> None:
        """Let go of the files, and remove them."""
        self.close()
        shutil.rmtree(self.directory, ignore_errors=True)


def remove_all(home: Path) -> None:
    """Remove every index of a data directory; none may be open."""
    shutil.rmtree(home / DIRECTORY, ignore_errors=True)


def _open(directory: Path) -> tuple[Client, Collection]:
    import chromadb
    from chromadb.config import Settings

    def opened() -> tuple[Client, Collection]:
        if directory.parent.is_file():
            directory.parent.unlink()
        directory.mkdir(parents=True, exist_ok=True)
        # Made by the book, they are read from the environment, too, and from a file `.env` where
        # the person happens to be: those could send every vector to another machine.
        settings = Settings.model_construct(anonymized_telemetry=False)
        client = cast("Client", chromadb.PersistentClient(str(directory), settings=settings))
        try:
            notes = client.get_or_create_collection(
                "notes",
                configuration={"hnsw": {"space": "cosine"}, "embedding_function": None},
                embedding_function=None,
            )
            # A damaged file shows itself only when something is read.
            notes.peek(1)
        except BaseException:
            client.close()
            raise
        return client, notes

    return _guarded(opened)


def _put(notes: Collection, ids: Sequence[str], vectors: Vectors) -> None:
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        _guarded(
            lambda part=part: notes.upsert(  # type: ignore[misc]
                ids=list(ids[part]), embeddings=np.asarray(vectors[part], np.float32)
            )
        )


def _guarded(work: Callable[[], T]) -> T:
    try:
        with blank_memory():
            return work()
    except (KeyboardInterrupt, SystemExit, StoreError):
        raise
    # Chroma's Rust core panics with an exception that is no Exception.
    except BaseException as error:
        log.warning("the vector index failed: %r", error)
        raise IndexDamaged(
            "The search index of the memories is damaged.",
            "Companion builds it anew from the database; nothing is lost.",
        ) from error
