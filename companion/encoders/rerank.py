"""Reranking as far as a time budget reaches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from companion.encoders.base import Reranker


def rerank_within(
    reranker: Reranker,
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
        (scores[place],) = reranker.score(query, [passage])
    return scores
