"""Which notes belong to one topic: leader clustering of their vectors, a level at a time. Pure.

MemTree (Rezazadeh et al., 2025) lets a note down a tree as long as something there is similar
enough, and asks for more the deeper it is. Here a topic is stood for by the note it began with, and
not by a mean that moves: so it does not matter in which order notes come, nor where it was cut
short. Similarity is the cosine of what sets each vector apart from all others (“all-but-the-top”,
Mu and Viswanath, 2018: their mean taken off), as those of one embedder lie close together.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from companion.encoders.base import Vectors

LEAST = 3
"""Notes that make a topic."""
SPLIT = 12
"""Notes of a topic from which it may have topics of its own."""
DEPTH = 3
"""How deep topics may lie in each other."""
BASE, STEEPER = 0.25, 0.5
"""The similarity asked for at the top, where of notes that have nothing to do with each other one
pair in several hundred reaches it, and how much more is asked below, as MemTree does."""


def threshold(depth: int) -> float:
    """The cosine from which two notes belong together, at this depth below the top (0)."""
    return BASE * math.exp(STEEPER * depth / DEPTH)


@dataclass(frozen=True, slots=True)
class Joined:
    """A note that becomes part of a topic; the topic is named by the note it began with."""

    note_id: str
    founder_id: str


def set_apart(vectors: Mapping[str, Vectors]) -> dict[str, Vectors]:
    """These vectors less their mean, of length 1."""
    if not vectors:
        return {}
    ids = list(vectors)
    rows = np.stack([vectors[it] for it in ids])
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    rows = rows - rows.mean(axis=0)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return dict(zip(ids, rows, strict=True))


def grouped(
    loose: Sequence[str], founders: Collection[str], vectors: Mapping[str, Vectors], least: float
) -> list[Joined]:
    """Which of the notes that are in no topic yet become part of one: of the nearest that there is,
    or of a new one, which the note that stands first founds with at least two others near it."""
    ids = [note_id for note_id in loose if note_id in vectors]
    founders = sorted(it for it in founders if it in vectors)
    if not ids:
        return []
    rows = np.stack([vectors[it] for it in ids])
    best = np.full(len(ids), -1.0)
    nearest = [""] * len(ids)

    for founder in founders:
        alike = rows @ vectors[founder]
        for nearer in np.flatnonzero(alike > best):
            best[nearer], nearest[nearer] = alike[nearer], founder
    for at, note_id in enumerate(ids):
        alike = rows @ rows[at]
        near = np.flatnonzero((alike >= least) & (best < least))
        # Whom it is founded with stays with it, whatever is founded next.
        if best[at] < least and len(near) >= LEAST:
            for other in near:
                best[other], nearest[other] = alike[other], note_id
    return [Joined(note_id, nearest[at]) for at, note_id in enumerate(ids) if best[at] >= least]
