"""Whether a found note answers a query at all.

Cosine similarities of one embedder crowd together, and how closely depends on the query: a greeting
is 0.73 from everything, a rare question 0.66. So a similarity counts by how far it stands above the
query's mean similarity to a fixed cohort of sentences that have nothing to do with it (the cohort
normalisation of speaker verification: Reynolds, Quatieri and Dunn, 2000).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.encoders.base import Embedder, Vectors

RELEVANT = 0.02
"""The reranker's relevance from which a note is an answer whatever its similarity."""
SURE = 0.5
"""The score from which what was recalled is taken to answer: it does rather than not."""
STANDS_OUT = 0.055
"""How far above its cohort a similarity must stand to be an answer by itself."""
STANDS_OUT_WITH_WORDS = 0.03
"""The same for a note that shares a telling word with the query."""
MAY_STAND_OUT = 0.02
"""The margin under which a note that shares no telling word is not worth the reranker's time."""

COHORT = (
    "I bought a new bicycle last week.",
    "My uncle lives on a farm.",
    "We painted the kitchen yellow.",
    "I don't like crowded trains.",
    "My exam is in two weeks.",
    "I have a headache since yesterday.",
    "My favourite season is autumn.",
    "I used to play the violin at school.",
    "Our neighbour has a very loud lawnmower.",
    "I want to learn how to swim.",
    "I grew up in a small town by the sea.",
    "My boss gave me a difficult project.",
    "I forgot my umbrella on the bus.",
    "We watched a film about astronauts.",
    "I drink tea every morning.",
    "My daughter started kindergarten.",
    "I broke my arm when I was nine.",
    "I'm saving money for a house.",
    "My phone stopped working.",
    "I speak three languages.",
    "My grandmother taught me to knit.",
    "I'm reading a novel about a detective.",
    "We are going to the lake on Saturday.",
    "I hate getting up early.",
    "I sold my old guitar.",
)


def cohort_centre(embedder: Embedder, cohort: Sequence[str] = COHORT) -> Vectors:
    """The mean of the cohort's vectors, of shape (dimensions,): a query's dot product with it is
    the query's mean similarity to the cohort."""
    centre: Vectors = np.mean(embedder.embed_passages(cohort), axis=0, dtype=np.float32)
    return centre


def may_be_relevant(margin: float | None, shares_words: bool) -> bool:
    """Whether the reranker should look at a note."""
    return shares_words or (margin is not None and margin >= MAY_STAND_OUT)


def is_relevant(margin: float | None, shares_words: bool, relevance: float | None) -> bool:
    """Whether a note belongs into an answer.

    `margin` is its similarity less the query's mean similarity to the cohort (None: not found by
    meaning), `relevance` the reranker's verdict (None: not reached in time).
    """
    if relevance is not None and relevance >= RELEVANT:
        return True
    if margin is None:
        return relevance is None and shares_words
    return margin >= (STANDS_OUT_WITH_WORDS if shares_words else STANDS_OUT)
