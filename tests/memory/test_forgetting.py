"""How memories fade, and what keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import Claim, Note, NoteKind, Origin, Review, Reviewed
from companion.memory.forgetting import (
    DIFFICULTY,
    FADED,
    MATTERS,
    WEIGHT,
    curve,
    first_strength,
    has_faded,
    never_fades,
    retrievability,
    soonest_faded,
    strength,
    strength_factor,
)

WRITTEN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NOTE = Note("n", NoteKind.FACT, "I repaired the shed.", Origin.RULE, WRITTEN, WRITTEN)
DECADES = WRITTEN + timedelta(days=20 * 365)


def after(days: float, what: Review = Review.USED) -> Reviewed:
    """What happened to the note some days after it was written."""
    return Reviewed(WRITTEN + timedelta(days=days), what)


def faded(note: Note, *reviews: Reviewed, at: datetime = DECADES) -> bool:
    """Whether a note with these reviews has faded by then."""
    return has_faded(note, strength(note, reviews), at)


# -- as FSRS has it -------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=12),
    st.integers(1, 10),
    st.integers(0, 3000),
)
def test_strength_is_what_the_scheduler_of_fsrs_makes_of_the_same_reviews(
    gaps: list[tuple[int, bool]], importance: int, later: int
) -> None:
    note = replace(NOTE, importance=importance)
    first = first_strength(note)
    scheduler = Scheduler(enable_fuzzing=False)
    card = Card(
        state=State.Review,
        stability=first.stability,
        difficulty=first.difficulty,
        last_review=WRITTEN,
    )
    reviews, at = [], WRITTEN
    for days, success in gaps:
        at += timedelta(days=days)
        card, _ = scheduler.review_card(card, Rating.Good if success else Rating.Again, at)
        reviews.append(Reviewed(at, Review.USED if success else Review.DISMISSED))
    found = strength(note, reversed(reviews))
    assert (found.stability, found.difficulty) == (card.stability, card.difficulty)
    assert found.reviewed_at == card.last_review
    now = at + timedelta(days=later)
    assert retrievability(found, now) == scheduler.get_card_retrievability(card, now)


def test_after_as_many_days_as_its_stability_nine_of_ten_come_to_mind() -> None:
    first = first_strength(NOTE)
    days = timedelta(days=first.stability)
    assert retrievability(first, WRITTEN + days) == pytest.approx(0.9)
    assert retrievability(first, WRITTEN) == 1.0


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=2).map(sorted))
def test_what_is_left_alone_fades_and_never_comes_back_by_itself(days: list[int]) -> None:
    sooner, later = (
        retrievability(first_strength(NOTE), WRITTEN + timedelta(days=day)) for day in days
    )
    assert 0 < later <= sooner <= 1


# -- what it begins with --------------------------------------------------------------------------


def test_what_matters_more_lasts_longer() -> None:
    stable = [
        first_strength(replace(NOTE, importance=importance)).stability
        for importance in range(1, 11)
    ]
    assert stable == sorted(stable)
    assert stable[0] < stable[-1]


def test_people_last_longer_than_facts_and_facts_than_what_happened() -> None:
    kinds = (NoteKind.RELATIONSHIP, NoteKind.FACT, NoteKind.EVENT)
    stable = [first_strength(replace(NOTE, kind=kind)).stability for kind in kinds]
    assert stable == sorted(stable, reverse=True)
    assert len(set(stable)) == 3


def test_no_note_is_harder_than_another_at_first() -> None:
    assert first_strength(replace(NOTE, importance=9)).difficulty == DIFFICULTY


# -- what happens to it ---------------------------------------------------------------------------


@pytest.mark.parametrize("what", [it for it in Review if it is not Review.DISMISSED])
def test_every_success_strengthens(what: Review) -> None:
    assert strength(NOTE, [after(30, what)]).stability > first_strength(NOTE).stability


def test_not_relevant_is_a_lapse() -> None:
    lapsed = strength(NOTE, [after(30, Review.DISMISSED)])
    assert lapsed.stability < first_strength(NOTE).stability
    assert lapsed.difficulty > DIFFICULTY


def test_the_later_a_success_comes_the_more_it_adds() -> None:
    stable = [strength(NOTE, [after(days)]).stability for days in (2, 20, 200)]
    assert stable == sorted(stable)


def test_what_is_used_again_and_again_in_one_talk_counts_once() -> None:
    talk = [after(30 + minute / 1440) for minute in range(10)]
    assert strength(NOTE, talk) == strength(NOTE, talk[:1])
    other_day = after(31)
    assert strength(NOTE, [*talk, other_day]) != strength(NOTE, talk)


# -- what is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [
        replace(NOTE, pinned=True),
        replace(NOTE, kind=NoteKind.WISH),
        replace(NOTE, claims=(Claim("name", "Mara"),)),
        replace(NOTE, claims=(Claim("birthday", "5 March"),)),
        replace(NOTE, claims=(Claim("allergy", "nuts"),)),
        replace(NOTE, claims=(Claim("home", "Porto"), Claim("likes", "rain"))),
        replace(NOTE, subject="sister Ada", claims=(Claim("work", "nurse"),)),
        replace(NOTE, claims=(Claim("favourite colour", "green"),)),
        replace(NOTE, claims=(Claim("knows", "sister Ada"),)),
        replace(NOTE, kind=NoteKind.PLAN, valid_from=DECADES + timedelta(days=1)),
    ],
    ids=lambda note: f"{note.kind} {[c.attribute for c in note.claims]}",
)
def test_who_somebody_is_what_is_pinned_and_what_is_to_come_never_fades(kept: Note) -> None:
    assert never_fades(kept, DECADES)
    assert not faded(kept)
    assert strength_factor(kept, first_strength(kept), DECADES) == WEIGHT


@pytest.mark.parametrize(
    "let_go",
    [
        NOTE,
        replace(NOTE, kind=NoteKind.EVENT, claims=(Claim("when exam", "Tuesday"),)),
        replace(NOTE, claims=(Claim("home", "Porto", ended_at=WRITTEN),)),
        replace(NOTE, claims=(Claim("knows", "man"), Claim("knows", "Gonna"))),
        replace(NOTE, kind=NoteKind.PLAN, valid_from=WRITTEN + timedelta(days=3)),
    ],
    ids=[
        "a fact",
        "an event with a date",
        "where they lived once",
        "nobody known",
        "a plan whose day has passed",
    ],
)
def test_anything_else_fades_when_it_does_not_come_up(let_go: Note) -> None:
    assert not faded(let_go, at=WRITTEN + timedelta(days=14))
    assert faded(let_go)


def test_what_matters_does_not_go_to_the_archive_however_faint_it_is() -> None:
    note = replace(NOTE, importance=MATTERS)
    assert not faded(note)
    assert not never_fades(note, DECADES)


def test_what_comes_up_now_and_then_does_not_fade() -> None:
    now_and_then = [after(days) for days in range(60, 1500, 120)]
    long_after = WRITTEN + timedelta(days=1800)
    assert faded(NOTE, at=long_after)
    assert not faded(NOTE, *now_and_then, at=long_after)


# -- what recall and the window make of it --------------------------------------------------------


@given(
    st.lists(st.integers(0, 400), max_size=6),
    st.integers(0, MATTERS - 1),
    st.sampled_from([NoteKind.FACT, NoteKind.EVENT, NoteKind.RELATIONSHIP]),
)
def test_without_a_lapse_none_fades_before_the_soonest_of_its_importance(
    used: list[int], importance: int, kind: NoteKind
) -> None:
    note = replace(NOTE, importance=importance, kind=kind)
    before = WRITTEN + soonest_faded(importance) - timedelta(days=1)
    reviews = [after(day) for day in used if WRITTEN + timedelta(days=day) <= before]
    assert not faded(note, *reviews, at=before)


def test_a_faded_note_steps_back_in_recall() -> None:
    fresh, old = (strength_factor(NOTE, first_strength(NOTE), at) for at in (WRITTEN, DECADES))
    assert 0 < old < fresh <= WEIGHT


def test_the_curve_falls_and_jumps_where_the_note_came_up() -> None:
    used = after(100)
    drawn = curve(NOTE, [used], WRITTEN + timedelta(days=200), points=50)
    assert drawn[0] == (WRITTEN, 1.0)
    assert [at for at, _ in drawn] == sorted(at for at, _ in drawn)
    before, behind = [value for at, value in drawn if at == used.at]
    assert before < 0.8
    assert behind == 1.0
    end = WRITTEN + timedelta(days=200)
    assert drawn[-1] == (end, retrievability(strength(NOTE, [used]), end))


def test_a_curve_ends_where_it_is_asked_to() -> None:
    drawn = curve(NOTE, [after(100)], WRITTEN + timedelta(days=50))
    assert drawn == curve(NOTE, [], WRITTEN + timedelta(days=50))
    assert min(value for _, value in drawn) > FADED
