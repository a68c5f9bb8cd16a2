"""Encoders that go by words alone, for tests: quick, deterministic, without weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from companion.encoders.base import Vectors

_WORD = re.compile(r"\w+")
_COMMON = frozenset("a an and are did do i in is it my of on s the to was what where who".split())


class HashingEmbedder:
    """Texts that share words are near each other."""

    fingerprint = "hashing-64-v1"
    dimensions = 64

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in _content(text) or [text]:
                vectors[row, crc32(word.encode()) % self.dimensions] += 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)


class OverlapReranker:
    """The share of the query's words that the passage holds."""

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        asked = set(_content(query))
        return [len(asked & set(_content(text))) / (len(asked) or 1) for text in passages]


class ScriptedEncoders:
    """Both of them."""

    def __init__(self) -> None:
        self.embedder = HashingEmbedder()
        self.reranker = OverlapReranker()


def _content(text: str) -> list[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return [word.rstrip("s") or word for word in words if word not in _COMMON]
