"""One Chroma in memory, in which every index of a test is a collection.

Chroma on a directory of its own begins eight threads and makes a database. A thousand tests have an
index, and few look at its files: those take the fixture `index_files`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = "chroma.sqlite3"
Opened = tuple[Any, Any]
"""A client of Chroma, and its collection of notes."""


@cache
def _shared() -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.EphemeralClient(Settings.model_construct(anonymized_telemetry=False))


class Borrowed:
    """The client that all share: it stays open."""

    def close(self) -> None:
        """Leave it to the others."""


class SharedChroma:
    """Opens the indexes of one test; their directories are there, and empty."""

    def __init__(self, open_files: Callable[[Path], Opened]) -> None:
        self._open_files = open_files
        self._names: set[str] = set()

    def open(self, directory: Path) -> Opened:
        """What was put into this directory before, in this test. Where there are files, and where
        none can be, the files are opened."""
        if (directory / FILE).exists() or not _make(directory):
            return self._open_files(directory)
        name = sha256(str(directory).encode()).hexdigest()[:32]
        self._names.add(name)
        collection = _shared().get_or_create_collection(
            name,
            configuration={"hnsw": {"space": "cosine"}, "embedding_function": None},
            embedding_function=None,
        )
        return Borrowed(), collection

    def forget(self) -> None:
        """Drop what was put into all of them."""
        for name in self._names:
            _shared().delete_collection(name)


def _make(directory: Path) -> bool:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True
