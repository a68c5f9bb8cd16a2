"""How fresh many notes are at once: most were never reviewed, and then their age tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from companion.domain import Note, NoteKind, Origin, Reviewed
from companion.filters import Filter, Freshness
from companion.memory.forgetting import (
    FADED,
    KEEPS,
    first_strength,
    never_fades,
    retrievability,
    strength,
)
from companion.store.aging import Aging, Days
from companion.store.store import Store

FRESH = 0.9
"""The retrievability down to which a note is fresh: one stability after its last review."""
_LONG = 1 << 17
"""More days than anything is remembered."""
_IMPORTANCES = 11
_KEPT = timedelta(hours=1)


def freshness(note: Note, reviews: Sequence[Reviewed], now: datetime) -> Freshness:
    """How fresh a note is; what is kept for good is always fresh."""
    if never_fades(note, now):
        return Freshness.FRESH
    return _step(retrievability(strength(note, reviews), now))


class Freshnesses:
    """How fresh notes are; what had to be worked out for that is kept until something is written,
    or an hour has passed."""

    def __init__(self) -> None:
        self._of: tuple[int, datetime] | None = None
        self._undecided: frozenset[str] = frozenset()
        self._known: dict[str, Freshness] = {}

    def aging(self, filter: Filter, store: Store, now: datetime) -> Aging | None:
        """Which notes are as fresh as a filter asks, for the store to look up; None if it does
        not."""
        wanted = filter.freshness
        if not wanted:
            return None
        if self._of is None or self._of[0] != store.database.writes or now - self._of[1] > _KEPT:
            self._of, self._known = (store.database.writes, now), {}
            self._undecided = frozenset(store.reviews.reviewed())
        known = self._known

        def decides(note_ids: Sequence[str]) -> set[str]:
            new = [note_id for note_id in note_ids if note_id not in known]
            notes, reviews = store.notes.these(new), store.reviews.of(new)
            known.update({it.id: freshness(it, reviews.get(it.id, ()), now) for it in notes})
            return {note_id for note_id in note_ids if known.get(note_id) in wanted}

        return Aging(wanted, now, _lasts(), KEEPS, self._undecided, decides)


def _step(retrievability: float) -> Freshness:
    if retrievability >= FRESH:
        return Freshness.FRESH
    return Freshness.FADING if retrievability >= FADED else Freshness.FADED


@cache
def _lasts() -> dict[NoteKind, tuple[Days, ...]]:
    """By kind and importance for how many days a note of which nothing has come since is fresh, and
    then fading."""
    return {kind: tuple(_lasting(kind, it) for it in range(_IMPORTANCES)) for kind in NoteKind}


def _lasting(kind: NoteKind, importance: int) -> Days:
    then = datetime(2000, 1, 1, tzinfo=UTC)
    first = first_strength(Note("", kind, "", Origin.RULE, then, then, importance=importance))

    def last(above: float) -> int:
        low, high = 0, _LONG
        while low < high:
            middle = (low + high + 1) // 2
            if retrievability(first, then + timedelta(days=middle)) >= above:
                low = middle
            else:
                high = middle - 1
        return low

    return last(FRESH), last(FADED)
