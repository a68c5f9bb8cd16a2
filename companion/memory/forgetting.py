"""How memories fade, and what keeps them: FSRS-6 over the reviews a note had. Pure.

MemoryBank (Zhong et al., 2023) lets memories fade along Ebbinghaus's curve and strengthens those
that come up. The shape here is the better founded one of FSRS-6, as the `fsrs` package has it: a
power curve, whose stability (the days until retrievability is 0.9) grows with each success the
more, the later it came, and falls with a lapse. Whole days count, as there.

A note is a card that was learned when it was written. How stable it is then tells how much it
matters and what kind it is; what happened to it since is its reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import translate
from functools import cache
from typing import TYPE_CHECKING

from companion.domain import Fading, Note, NoteKind, Review, Reviewed, Strength
from companion.memory.claims import KNOWS, PECULIAR, SINGLE

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

BASE_DAYS = 10.0
"""The first stability, in days, of a fact of middling importance."""
MIDDLING = 5
PER_IMPORTANCE = 1.5
"""By what each point of importance multiplies it: from 2 days at 1 to 76 at 10."""
OF_KIND = {NoteKind.EVENT: 0.6, NoteKind.PLAN: 0.6, NoteKind.RELATIONSHIP: 2.0}
"""What lasts less than a fact, or longer: what happened is over, people remain."""
DIFFICULTY = 5.0
"""That of every note at first, on FSRS's scale from 1 to 10: nothing tells one from another."""
FADED = 0.6
"""The retrievability below which a note has faded: some 27 of its stabilities after its last
review (a plain fact after nine months, an event after five): the curve has a long tail."""
_WHO = "[a-zà-þ]* [A-ZÀ-Þ]*"
"""Who somebody is: “sister Ada”, and not “a man”, or one “Gonna” that was taken for a name."""
KEEPS = (
    *((attribute, "*") for attribute in (*sorted(SINGLE), "pet", "allergy")),
    *((f"{beginning}*", "*") for beginning in PECULIAR),
    (KNOWS, _WHO),
)
"""Patterns, as file names have them, of the attribute and the value of claims that say who the
person and theirs are: a note with one is kept for good. SQLite reads them, too (GLOB)."""
_KEEPS = re.compile("|".join(translate(f"{attribute}\n{value}") for attribute, value in KEEPS))
MATTERS = 7
"""The importance from which a note never goes to the archive."""
AHEAD = timedelta(days=90)
"""How far into the future a curve is drawn."""
WEIGHT = 0.2
"""What the freshest note gains over one that is wholly gone, in standard deviations of relevance.
A tie is decided by it; what answers better is found however faded it is."""


def first_strength(note: Note) -> Strength:
    """The strength of a note when it is written."""
    stability = _first_stability(note.importance, OF_KIND.get(note.kind, 1.0))
    return Strength(stability, DIFFICULTY, note.recorded_at)


def _first_stability(importance: int, of_kind: float) -> float:
    return float(BASE_DAYS * PER_IMPORTANCE ** (importance - MIDDLING) * of_kind)


def strength(note: Note, reviews: Iterable[Reviewed]) -> Strength:
    """The strength of a note after all its reviews, in any order."""
    return _after(first_strength(note), tuple(occasions(reviews)))


def occasions(reviews: Iterable[Reviewed]) -> list[Reviewed]:
    """The reviews in their order, of the same sort on the same day (UTC) the first one: a talk in
    which a memory is used ten times is one occasion."""
    kept: dict[tuple[object, ...], Reviewed] = {}
    for review in sorted(reviews, key=lambda it: it.at):
        kept.setdefault((review.at.date(), review.what), review)
    return list(kept.values())


def retrievability(strength: Strength, now: datetime) -> float:
    """How likely a note still comes to mind, from 1 down to 0, by FSRS-6's power curve."""
    return float(_scheduler().get_card_retrievability(_card(strength), now))


def curve(
    note: Note, reviews: Sequence[Reviewed], until: datetime, *, points: int = 120
) -> list[tuple[datetime, float]]:
    """The retrievability of a note from its writing `until` then: `points` times (two at least)
    evenly apart, and before and after each review, where it jumps."""
    told = occasions(it for it in reviews if note.recorded_at <= it.at <= until)
    span, steps = until - note.recorded_at, points - 1
    times = {note.recorded_at + span * step / steps for step in range(points)}
    times |= {review.at for review in told}
    drawn = []
    now, left = first_strength(note), list(told)
    for time in sorted(times):
        while left and left[0].at <= time:
            review = left.pop(0)
            drawn.append((review.at, retrievability(now, review.at)))
            now = _after(now, (review,))
        drawn.append((time, retrievability(now, time)))
    return drawn


def fading(note: Note, reviews: Sequence[Reviewed], now: datetime) -> Fading:
    """All there is to tell, and to draw, of how a note fades; the curve goes on AHEAD of now."""
    strong = strength(note, reviews)
    points = tuple(curve(note, reviews, now + AHEAD))
    times = {at for at, _ in points}
    told = tuple(review for review in occasions(reviews) if review.at in times)
    return Fading(strong, retrievability(strong, now), points, told, never_fades(note, now))


def never_fades(note: Note, now: datetime) -> bool:
    """Whether a note is kept whatever becomes of its strength: what is pinned, how to be answered,
    who the person and theirs are (names, birthdays, allergies, home, work, partner, pets), and what
    is still to come."""
    if note.pinned or note.kind in (NoteKind.WISH, NoteKind.PORTRAIT):
        return True
    if note.kind is NoteKind.PLAN and note.valid_from is not None and note.valid_from > now:
        return True
    current = (claim for claim in note.claims if claim.ended_at is None)
    return any(_KEEPS.match(f"{claim.attribute}\n{claim.value}") for claim in current)


def has_faded(note: Note, strength: Strength, now: datetime) -> bool:
    """Whether a note is to go to the archive, if nothing rests on it."""
    if note.importance >= MATTERS or never_fades(note, now):
        return False
    return retrievability(strength, now) < FADED


@cache
def soonest_faded(importance: int) -> timedelta:
    """How long after it was written a note of this importance fades at the soonest, of whatever
    kind, if it was never found irrelevant: all else that happens to it makes it last longer."""
    at, days = datetime(2000, 1, 1, tzinfo=UTC), 0
    first = Strength(_first_stability(importance, min(OF_KIND.values())), DIFFICULTY, at)
    while retrievability(first, at + timedelta(days=days)) >= FADED:
        days += 1
    return timedelta(days=days)


def strength_factor(note: Note, strength: Strength, now: datetime) -> float:
    """What strength adds to a note's rank in recall, in standard deviations of relevance, from 0 to
    WEIGHT."""
    return WEIGHT * (1.0 if never_fades(note, now) else retrievability(strength, now))


def prepare() -> None:
    """Load what computes the curves, a tenth of a second, before anybody waits for it."""
    _scheduler()


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Cards are never due here, so nothing is learned in minutes and nothing is left to chance.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _card(strength: Strength) -> Card:
    from fsrs import Card, State

    return Card(
        card_id=0,
        state=State.Review,
        stability=strength.stability,
        difficulty=strength.difficulty,
        due=strength.reviewed_at,
        last_review=strength.reviewed_at,
    )


def _after(first: Strength, reviews: Sequence[Reviewed]) -> Strength:
    from fsrs import Rating

    if not reviews:
        return first
    card = _card(first)
    for review in reviews:
        rating = Rating.Again if review.what is Review.DISMISSED else Rating.Good
        card, _ = _scheduler().review_card(card, rating, review.at)
    assert card.stability is not None
    assert card.difficulty is not None
    return Strength(card.stability, card.difficulty, reviews[-1].at)
