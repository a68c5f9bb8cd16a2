"""Reranking against the clock."""

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
    batch: int = 4,
    monotonic: Callable[[], float] = time.monotonic,
) -> list[float | None]:
    """Score passages in their order until `budget_ms` milliseconds are over.

    None stands where the time did not reach. A batch that was begun is finished.
    """
    until = monotonic() + budget_ms / 1000.0
    scores: list[float | None] = []
    for start in range(0, len(passages), batch):
        if monotonic() >= until:
            break
        scores += reranker.score(query, passages[start : start + batch])
    return scores + [None] * (len(passages) - len(scores))
