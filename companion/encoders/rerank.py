"""Reranking as far as a time budget reaches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from companion.encoders.base import Embedder, Vectors


class Reader(Protocol):
    """Reads passages for a query, as a reranker does."""

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """A number for each passage, in their order; more is better."""
        ...


class Alike:
    """A reader for talk that asks nothing: how like it a text is, as one of two of a kind.

    The embedder is trained to bring a question to what answers it, two texts of a kind only where
    both are put as queries: MADial's memories are found 0.58 of the time @5 the one way, and 0.63
    the other.
    """

    def __init__(self, embedder: Embedder, talk: Vectors) -> None:
        """`talk` is the vector of what is said, of shape (dimensions,) and length 1."""
        self._embedder = embedder
        self._talk = talk

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """The cosine of each passage with the talk, in their order; `query` is the talk."""
        return [float(it) for it in self._embedder.embed_queries(passages) @ self._talk]


def rerank_within(
    reader: Reader,
    query: str,
    passages: Sequence[str],
    budget_ms: float,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> list[float | None]:
    """Score `passages` in order until `budget_ms` is spent; None where that was not reached.

    Give the most promising first. The clock (seconds) is read before each passage, and none is
    begun that would overrun the budget if it took as long as the longest before it; nothing is
    scored for a budget of 0.
    """
    scores: list[float | None] = [None] * len(passages)
    started = before = monotonic()
    longest_ms = 0.0
    for place, passage in enumerate(passages):
        now = monotonic()
        longest_ms = max(longest_ms, (now - before) * 1000.0)
        if (now - started) * 1000.0 + longest_ms > budget_ms or budget_ms <= 0.0:
            break
        before = now
        (scores[place],) = reader.score(query, [passage])
    return scores
