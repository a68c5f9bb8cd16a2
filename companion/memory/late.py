"""How near finds are to a query token by token: late interaction.

Query and find are read apart, as an embedder reads them, but each token keeps a vector of its own,
and a find is as near as the best of its tokens is to each token of the query, on the average
(MaxSim: Khattab and Zaharia, 2020, ColBERT). The finds were read when nobody waited, so that all of
them are compared in the time in which the reranker reads one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.encoders.base import Bits, Encoders, Vectors
from companion.memory.fusion import Scores, with_late
from companion.memory.gather import Find, Found
from companion.memory.query import Query
from companion.store.store import Store

_PART = 4096
"""Tokens that are unpacked at a time: 6 MB."""


def compare(asked: Query, found: Found, store: Store, encoders: Encoders) -> None:
    """Say of each find that has token vectors how near it is, and rank all of them by that, too."""
    ids = [find.id for find in found.finds]
    passages = store.token_vectors.of(ids, encoders.tokens.fingerprint)
    if not passages:
        return
    query = encoders.tokens.embed_query(asked.told)
    near = max_sim(query, list(passages.values()))
    by_id = dict(zip(passages, near.tolist(), strict=True))
    for find in found.finds:
        find.late = by_id.get(find.id)
    scores = with_late(np.array([find.score for find in found.finds]), lates(found.finds))
    ranked = sorted(zip(scores.tolist(), found.finds, strict=True), key=lambda it: -it[0])
    found.finds = [find for _, find in ranked]


def lates(finds: Sequence[Find]) -> Scores:
    """How near each find is token by token; not a number where that is not known."""
    return np.array([np.nan if find.late is None else find.late for find in finds], float)


def max_sim(query: Vectors, passages: Sequence[Bits]) -> Scores:
    """For each passage the mean, over the query's tokens, of the greatest dot product with one of
    its own, whose signs stand for them.

    `query` is of shape (tokens, dimensions), each passage of (its tokens * dimensions / 8).
    """
    width = query.shape[1] // 8
    near = np.empty(len(passages))
    lengths = np.array([passage.size // width for passage in passages])
    # With b of 0 or 1 for a sign, a dot product is 2 q·b less the sum of q.
    doubled, sums = 2.0 * query.T, query.sum(axis=1)
    start = 0
    while start < len(passages):
        within = np.cumsum(lengths[start:]) <= _PART
        end = start + max(1, int(within.sum()))
        signs = np.concatenate([passage.ravel() for passage in passages[start:end]])
        bits = np.unpackbits(signs.reshape(-1, width), axis=1).astype(np.float32)
        products = bits @ doubled - sums
        firsts = np.concatenate([[0], np.cumsum(lengths[start : end - 1])])
        near[start:end] = np.maximum.reduceat(products, firsts, axis=0).mean(axis=1)
        start = end
    return near
