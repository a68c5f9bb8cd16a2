"""Scores of several views made one. Pure: arrays in, arrays out.

On LoCoMo summed scores beat reciprocal ranks. Each view is brought to a common scale first: a
similarity by how far it stands above the query's mean similarity to what has nothing to do with it,
relative to the best, and BM25 relative to the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
NEIGHBOURS = {1: 0.4, 2: 0.2}
"""How much of a score the messages beside one get, by their distance: an answer is often given in
the message after the words that it answers."""
INDIFFERENT = -4.0
"""The reranker's logit under which it only says no: more and less of no tell nothing apart."""
LATE = 0.5
"""What nearness token by token counts beside a fused score: that knows nearness of meaning, too."""
EPISODE = 0.2
"""What it counts how well all that was found of its episode answers."""
BESIDES = 0.5
"""What a fused score counts beside how like the talk a find is."""
UNJUDGED = -0.5
"""Where what the reranker did not reach stands, in standard deviations from what it judged."""


def above_mean(similarity: Scores, mean: float) -> Scores:
    """Similarities from `mean` (0) to the best (1); what is below the mean is below 0."""
    if not similarity.size:
        return similarity
    span = max(float(similarity.max()) - mean, 1e-6)
    scaled: Scores = (similarity - mean) / span
    return scaled


def relative(scores: Scores) -> Scores:
    """Scores of 0 and above, the best 1."""
    best = float(scores.max()) if scores.size else 0.0
    return scores / best if best > 0.0 else scores


def smoothed(
    scores: Scores, near: Sequence[Mapping[int, int]], share: Mapping[int, float]
) -> Scores:
    """Each score with a share of its neighbours'; `near` gives the places of each one's neighbours
    with their distance."""
    given: list[float] = scores.tolist()
    found = [*given]
    for place, beside in enumerate(near):
        for other, distance in beside.items():
            found[place] += share.get(distance, 0.0) * given[other]
    return np.array(found)


def standardised(scores: Scores) -> Scores:
    """Each in standard deviations from the mean; 0 where all are the same."""
    deviation = float(scores.std()) if scores.size else 0.0
    return (scores - scores.mean()) / deviation if deviation > 1e-9 else np.zeros_like(scores)


def with_late(fused: Scores, late: Scores) -> Scores:
    """The fused scores, standardised, and with them how near each find is token by token: as near
    as the mean where that is not a number."""
    known = ~np.isnan(late)
    beside = np.zeros(len(fused))
    beside[known] = standardised(late[known])
    return standardised(fused) + LATE * beside


def judged(fused: Scores, logits: Sequence[float | None], late: Scores | None = None) -> Scores:
    """The fused scores, best first, with nearness token by token, and with the reranker's verdicts
    on as many of them as it reached.

    Scores and verdicts are standardised and count alike; what was not judged takes its score and
    UNJUDGED.
    """
    sure = [None if it is None else float(np.logaddexp(0.0, it - INDIFFERENT)) for it in logits]
    before = standardised(fused) if late is None else with_late(fused, late)
    return before + _verdicts(sure)


def with_episodes(scores: Scores, episodes: Sequence[str]) -> Scores:
    """The scores, and with them how well all of each one's episode does: where one message answers,
    those beside it are likelier to than the same words elsewhere (a session prior)."""
    if not scores.size:
        return scores
    _, at = np.unique(np.array(episodes), return_inverse=True)
    together: Scores = np.bincount(at, np.exp(scores - scores.max())).astype(np.float64)
    return scores + EPISODE * standardised(together[at])


def likened(fused: Scores, alike: Sequence[float | None]) -> Scores:
    """The same, while the talk goes on, with how like it each one is that was reached: that counts
    for most, and the fused score for what it knows besides, shared words."""
    read = any(it is not None for it in alike)
    return standardised(fused) * (BESIDES if read else 1.0) + _verdicts(alike)


def _verdicts(given: Sequence[float | None]) -> Scores:
    reached = np.array([it is not None for it in given], bool)
    verdicts = np.zeros(len(given))
    if reached.sum() > 1:
        verdicts[~reached] = UNJUDGED
        verdicts[reached] = standardised(np.array([it for it in given if it is not None], float))
    return verdicts
