"""How fresh many notes are at once: most were never reviewed, and then their age tells it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from companion.domain import Note, NoteKind, Origin, Reviewed
from companion.filters import Filter, Freshness
from companion.memory.forgetting import FADED, first_strength, never_fades, retrievability, strength
from companion.store.store import Store
from companion.store.timelines import Keeps

FRESH = 0.9
"""The retrievability down to which a note is fresh: one stability after its last review."""
_LONG = 1 << 20
"""More days than anything is remembered."""
_STEP = 2_000


def freshness(note: Note, reviews: Sequence[Reviewed], now: datetime) -> Freshness:
    """How fresh a note is; what is kept for good is always fresh."""
    if never_fades(note, now):
        return Freshness.FRESH
    return _step(retrievability(strength(note, reviews), now))


def of_freshness(
    note_ids: Sequence[str], wanted: Collection[Freshness], store: Store, now: datetime
) -> set[str]:
    """Those of these notes that are as fresh as wanted. What tells again what others say, or is no
    longer so, is none of it: it does not fade."""
    found: set[str] = set()
    looked_at: list[str] = []
    # Of few notes it is sooner read what came to each than to which of all notes something did.
    reviewed = store.reviews.reviewed() if len(note_ids) > _STEP else set(note_ids)
    for note_id, kind, importance, recorded_at, may_stay in store.reviews.aging(note_ids):
        if may_stay or note_id in reviewed:
            looked_at.append(note_id)
            continue
        days = (now - datetime.fromisoformat(recorded_at)).days
        fresh, fading = _lasts(NoteKind(kind), importance)
        step = Freshness.FRESH if days <= fresh else Freshness.FADING
        if (step if days <= fading else Freshness.FADED) in wanted:
            found.add(note_id)
    for start in range(0, len(looked_at), _STEP):
        notes = store.notes.these(looked_at[start : start + _STEP])
        reviews = store.reviews.of([note.id for note in notes if note.id in reviewed])
        found |= {n.id for n in notes if freshness(n, reviews.get(n.id, ()), now) in wanted}
    return found


def keeps(filter: Filter, store: Store, now: datetime) -> Keeps | None:
    """What of a filter is not for the store to say."""
    if not filter.freshness:
        return None
    return lambda note_ids: of_freshness(note_ids, filter.freshness, store, now)


def _step(retrievability: float) -> Freshness:
    if retrievability >= FRESH:
        return Freshness.FRESH
    return Freshness.FADING if retrievability >= FADED else Freshness.FADED


@cache
def _lasts(kind: NoteKind, importance: int) -> tuple[int, int]:
    """For how many days a note of which nothing has come since is fresh, and then fading."""
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
