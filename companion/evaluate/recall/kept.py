"""Encoders that remember what they have said, so that one text is read once.

An evaluation asks the same of them again and again: the product and the baselines read the same
turns, and so does the next run. What is kept is numbers under hashes, no text.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from companion.encoders.base import (
    Bits,
    Embedder,
    Encoders,
    Reranker,
    TokenEmbedder,
    Vectors,
)
from companion.errors import CompanionError


@contextmanager
def keeping(encoders: Encoders, file: Path | None = None) -> Iterator[KeptEncoders]:
    """The encoders with a memory: that of `file`, or one that is gone with the block.

    Raises CompanionError when the file cannot be used, or holds something else.
    """
    name = ":memory:" if file is None else str(file)
    with closing(_opened(name)) as database:
        kept = _Kept(database)
        yield KeptEncoders(
            KeptEmbedder(encoders.embedder, kept),
            KeptReranker(encoders.reranker, kept),
            KeptTokens(encoders.tokens, kept),
        )
        database.commit()


def _opened(name: str) -> sqlite3.Connection:
    """A database with a table for what is kept, and with nothing else: it may be its owner's."""
    refused = CompanionError(f"The file {name} cannot keep what the encoders say.")
    try:
        database = sqlite3.connect(name, check_same_thread=False)
    except sqlite3.Error as error:
        raise refused from error
    try:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if tables not in ([], [("kept",)]):
            raise refused
        database.execute("CREATE TABLE IF NOT EXISTS kept (asked BLOB PRIMARY KEY, said BLOB)")
    except sqlite3.Error as error:
        database.close()
        raise refused from error
    except CompanionError:
        database.close()
        raise
    return database


class _Kept:
    """Rows of numbers by what they were computed from. Any thread may ask."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._lock = threading.Lock()
        self._database = database

    def of(
        self, asked: Sequence[bytes], compute: Callable[[list[int]], Sequence[Vectors]]
    ) -> list[Vectors]:
        """The row of each; those that are not there are computed, by their places."""
        there = {key: row for key in asked if (row := self._get(key)) is not None}
        places = {key: place for place, key in enumerate(asked) if key not in there}
        computed = compute(list(places.values())) if places else ()
        for key, row in zip(places, computed, strict=True):
            there[key] = row
            self._put(key, row)
        return [there[key] for key in asked]

    def _get(self, key: bytes) -> Vectors | None:
        with self._lock:
            row = self._database.execute("SELECT said FROM kept WHERE asked = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float32)

    def _put(self, key: bytes, row: Vectors) -> None:
        values = (key, np.asarray(row, np.float32).tobytes())
        with self._lock:
            self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", values)
            # An evaluation that is broken off has not worked for nothing.
            if not self._database.total_changes % 1000:
                self._database.commit()


class KeptEmbedder:
    """An embedder that embeds each text once."""

    def __init__(self, embedder: Embedder, kept: _Kept) -> None:
        self._embedder = embedder
        self._kept = kept
        self.fingerprint = embedder.fingerprint
        self.dimensions = embedder.dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As the embedder does."""
        return self._embed("query", self._embedder.embed_queries, texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As the embedder does."""
        return self._embed("passage", self._embedder.embed_passages, texts)

    def _embed(
        self, kind: str, embed: Callable[[Sequence[str]], Vectors], texts: Sequence[str]
    ) -> Vectors:
        keys = [_key(self.fingerprint, kind, text) for text in texts]
        rows = self._kept.of(keys, lambda missing: list(embed([texts[n] for n in missing])))
        return np.stack(rows) if rows else np.empty((0, self.dimensions), np.float32)


class KeptTokens:
    """A token embedder that reads each text once."""

    def __init__(self, tokens: TokenEmbedder, kept: _Kept) -> None:
        self._tokens = tokens
        self._kept = kept
        self.fingerprint = tokens.fingerprint
        self.dimensions = tokens.dimensions

    def embed_query(self, text: str) -> Vectors:
        """As the token embedder does."""
        key = _key(self.fingerprint, "query", text)
        (row,) = self._kept.of([key], lambda _: [self._tokens.embed_query(text).ravel()])
        return row.reshape(-1, self.dimensions)

    def embed_passage(self, text: str) -> Bits:
        """As the token embedder does; bytes are kept as the numbers they would be."""
        key = _key(self.fingerprint, "passage", text)
        (row,) = self._kept.of(
            [key], lambda _: [self._tokens.embed_passage(text).ravel().view(np.float32)]
        )
        return row.view(np.uint8).reshape(-1, self.dimensions // 8)


class KeptReranker:
    """A reranker that reads each pair once."""

    def __init__(self, reranker: Reranker, kept: _Kept) -> None:
        self._reranker = reranker
        self._kept = kept
        self.fingerprint = reranker.fingerprint

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """As the reranker does, to seven digits."""
        keys = [_key(self.fingerprint, query, passage) for passage in passages]

        def compute(missing: list[int]) -> list[Vectors]:
            scores = self._reranker.score(query, [passages[place] for place in missing])
            return [np.array([score], np.float32) for score in scores]

        return [float(row[0]) for row in self._kept.of(keys, compute)]


@dataclass(frozen=True, slots=True)
class KeptEncoders:
    """All, with one memory."""

    embedder: KeptEmbedder
    reranker: KeptReranker
    tokens: KeptTokens


def _key(*parts: str) -> bytes:
    hashed = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "replace")
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.digest()
