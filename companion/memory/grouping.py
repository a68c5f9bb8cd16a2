"""Which notes belong to one topic: leader clustering of their vectors, a level at a time. Pure.

MemTree (Rezazadeh et al., 2025) lets a note down a tree as long as something there is similar
enough, and asks for more the deeper it is. Here a topic is stood for by the note it began with, and
not by a mean that moves: so it does not matter in which order notes come, nor where it was cut
short. Similarity is the cosine of what sets each vector apart from all others (“all-but-the-top”,
Mu and Viswanath, 2018: a mean taken off), as those of one embedder lie close together; the mean is
that of a fixed cohort, so that what was compared once need not be compared again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.encoders.base import Vectors

LEAST = 3
"""Notes that make a topic."""
SPLIT = 12
"""Notes of a topic from which it may have topics of its own."""
DEPTH = 3
"""How deep topics may lie in each other."""
BLOCK = 256
"""Notes that are compared with all others at once."""
BASE, STEEPER = 0.3, 0.25
"""The similarity asked for at the top, and how much more is asked below, as MemTree does. Of a
hundred and twenty made-up notes about ten parts of a life one pair in 140 of two parts reaches it,
and one in seven of the same."""


def threshold(depth: int) -> float:
    """The cosine from which two notes belong together, at this depth below the top (0)."""
    return BASE * math.exp(STEEPER * depth / DEPTH)


@dataclass(frozen=True, slots=True)
class Joined:
    """A note that becomes part of a topic; the topic is named by the note it began with."""

    note_id: str
    founder_id: str


def set_apart(vectors: Mapping[str, Vectors], centre: Vectors) -> dict[str, Vectors]:
    """These vectors less what they have in common with all others, of length 1."""
    if not vectors:
        return {}
    rows = np.stack([*vectors.values()])
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    rows = rows - centre
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return dict(zip(vectors, rows, strict=True))


def grouped(
    new: Mapping[str, Vectors],
    old: Mapping[str, Vectors],
    founders: Mapping[str, Vectors],
    least: float,
) -> Iterator[list[Joined]]:
    """Which notes that are in no topic yet become part of one, some at a time: a new note of the
    nearest that there is; or, with older ones, of a new one, which the note that stands first
    founds with at least two others near it. The `old` were compared with each other, and with all
    `founders`, before. All vectors have length 1."""
    ids = sorted([*new, *old])
    if not new:
        return
    rows = np.stack([new[it] if it in new else old[it] for it in ids])
    is_new = np.array([it in new for it in ids])
    joined = _nearest(ids, rows, is_new, founders, least)
    yield joined
    free = ~np.isin(ids, [it.note_id for it in joined])
    fresh = rows[is_new & free]
    for start in range(0, len(ids), BLOCK):
        block = rows[start : start + BLOCK]
        # An older note can found something only with a new one near it.
        may = (block @ fresh.T >= least).any(axis=1) & free[start : start + BLOCK]
        alike = block[may] @ rows.T
        joined = []
        for at, near_all in zip(
            (start + np.flatnonzero(may)).tolist(), alike >= least, strict=True
        ):
            near = np.flatnonzero(near_all & free)
            # Whom it is founded with stays with it, whatever is founded next.
            if free[at] and len(near) >= LEAST:
                free[near] = False
                joined += [Joined(ids[other], ids[at]) for other in near.tolist()]
        yield joined


def _nearest(
    ids: Sequence[str],
    rows: Vectors,
    is_new: NDArray[np.bool_],
    founders: Mapping[str, Vectors],
    least: float,
) -> list[Joined]:
    """The new notes that are near enough to a topic there is, each with the nearest."""
    if not founders:
        return []
    names = sorted(founders)
    alike = rows[is_new] @ np.stack([founders[it] for it in names]).T
    nearest = alike.argmax(axis=1)
    return [
        Joined(ids[at], names[nearest[number]])
        for number, at in enumerate(np.flatnonzero(is_new).tolist())
        if alike[number, nearest[number]] >= least
    ]
