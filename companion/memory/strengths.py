"""What strength adds to the rank of notes in recall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from companion.domain import Note
from companion.memory.forgetting import strength, strength_factor
from companion.store.store import Store


def strength_factors(notes: Sequence[Note], store: Store, now: datetime) -> dict[str, float]:
    """By the id of each note what its strength adds to its rank, in standard deviations of
    relevance: less than a millisecond for a hundred notes, and a few for each that was reviewed
    hundreds of times."""
    reviews = store.reviews.of([note.id for note in notes])
    return {
        note.id: strength_factor(note, strength(note, reviews.get(note.id, ())), now)
        for note in notes
    }
