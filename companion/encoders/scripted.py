"""Encoders without weights, for tests: texts that share words are near, and nothing else is.

Deterministic over runs and machines, unlike anything built on `hash()`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np

from companion.encoders.base import Bits, Vectors

_WORD = re.compile(r"[^\W_]+")
_EMPTY_WORDS = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his how i if in is "
    "it its me my of on or our she so that the their them they this to was we were what when where "
    "which who why will with you your s t m re ve ll d don".split()
)


def content_words(text: str) -> list[str]:
    """The words that carry meaning, in order: lower case, without punctuation or plural s."""
    words = (_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS)
    return list(words)


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class HashingEmbedder:
    """Counts of words, each hashed into one of `dimensions`; queries and passages alike.

    The first dimension belongs to texts without any word, so that their rows too have length 1.
    """

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"hashing-{dimensions}"

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Float32 array of shape (len(texts), dimensions), rows of length 1."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            for word in content_words(text) or [""]:
                rows[number, self._place(word)] += 1.0
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As `embed_queries`."""
        return self.embed_queries(texts)

    def _place(self, word: str) -> int:
        if not word:
            return 0
        digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        return 1 + int.from_bytes(digest, "big") % (self.dimensions - 1)


class HashingTokens:
    """A vector of random signs for each word, the same for the same word wherever it stands."""

    dimensions = 64
    fingerprint = "hashing-tokens"

    def embed_query(self, text: str) -> Vectors:
        """Float32 array of shape (words, dimensions), rows of length 1, at least one."""
        signs = np.unpackbits(self.embed_passage(text), axis=1).astype(np.float32) * 2.0 - 1.0
        unit: Vectors = signs / np.sqrt(np.float32(self.dimensions))
        return unit

    def embed_passage(self, text: str) -> Bits:
        """uint8 array of shape (words, dimensions / 8)."""
        words = content_words(text) or [""]
        signs = [blake2b(word.encode("utf-8", "replace"), digest_size=8).digest() for word in words]
        return np.frombuffer(b"".join(signs), np.uint8).reshape(len(words), -1)


class OverlapReranker:
    """The share of the query's content words that the passage has."""

    fingerprint = "overlap"

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """A relevance from 0 to 1 for each passage, in their order."""
        wanted = set(content_words(query))
        if not wanted:
            return [0.0] * len(passages)
        return [len(wanted & set(content_words(text))) / len(wanted) for text in passages]


@dataclass(frozen=True, slots=True)
class ScriptedEncoders:
    """All, ready to use."""

    embedder: HashingEmbedder = field(default_factory=HashingEmbedder)
    reranker: OverlapReranker = field(default_factory=OverlapReranker)
    tokens: HashingTokens = field(default_factory=HashingTokens)
