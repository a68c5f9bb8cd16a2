"""The measures of a ranking: how much of what answers a question it has, and how high.

Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002 (NDCG); Fawcett,
"An introduction to ROC analysis", 2006 (the area under the curve).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def recall_at(k: int, ranking: Sequence[T], wanted: Collection[T]) -> float:
    """The share of `wanted` among the first `k`; `wanted` must not be empty."""
    return len(set(ranking[:k]) & set(wanted)) / len(wanted)


def ndcg_at(k: int, ranking: Sequence[T], wanted: Collection[T]) -> float:
    """The discounted gain of the first `k`, as a share of what the best ranking has."""
    gain = sum(1.0 / math.log2(place + 2) for place, it in enumerate(ranking[:k]) if it in wanted)
    best = sum(1.0 / math.log2(place + 2) for place in range(min(k, len(wanted))))
    return gain / best


def area_under_roc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, equal scores counting half; None where
    there are none of either."""
    if not positives or not negatives:
        return None
    scored = sorted([(score, True) for score in positives] + [(s, False) for s in negatives])
    below, won = 0, 0.0
    for _, tied in groupby(scored, key=lambda entry: entry[0]):
        kinds = [positive for _, positive in tied]
        here = kinds.count(False)
        won += kinds.count(True) * (below + here / 2)
        below += here
    return won / (len(positives) * len(negatives))
