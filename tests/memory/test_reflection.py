"""Insights are written when enough was told, cite what they rest on, and fall with it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobState, LinkKind, Note, NoteKind, NoteStatus
from companion.memory.branches import follow
from companion.memory.jobs import Edit, JobStep
from companion.memory.observe import write_notes
from companion.memory.reflection import ENOUGH, Reflection
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk
from tests.past import Past, written

CLIMBING = "I went climbing with my sister Ada at the hall number {}."
Reflect = Callable[[], int]
Weeks = Callable[..., None]


def tell_a_week(author: Author, halls: Iterator[int]) -> None:
    """Tell six new things of climbing, and let a week pass."""
    for _ in range(6):
        message = author.begins(CLIMBING.format(next(halls)))
        write_notes(message, author.store, None, author.clock, lambda work: work())
    author.clock.advance(timedelta(weeks=1) - timedelta(minutes=6))


@pytest.fixture(scope="module")
def six_weeks(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Enough to reflect on."""

    def write(author: Author) -> None:
        halls = itertools.count(1)
        for _ in range(6):
            tell_a_week(author, halls)

    return written(tmp_path_factory.mktemp("weeks") / "home", write)


@pytest.fixture
def weeks(six_weeks: Past, store: Store, author: Author, clock: FixedClock) -> Weeks:
    """Tells something new of climbing each week, at first enough of it to reflect on."""
    halls = itertools.count(1)

    def weeks(count: int = 6) -> None:
        if count >= 6 and not store.notes.count():
            six_weeks.put_into(store, clock)
            count -= 6
            for _ in range(36):
                next(halls)
        for _ in range(count):
            tell_a_week(author, halls)

    return weeks


@pytest.fixture
def reflect(store: Store, clock: FixedClock) -> Reflect:
    """Runs the job; gives how many notes it has changed."""

    def reflect() -> int:
        clock.advance(timedelta(minutes=1))
        run = store.runs.begin("reflection", clock.now(), clock.now())
        for step in Reflection().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        store.runs.end(run, JobState.DONE, clock.now())
        return run.changed

    return reflect


def insights(store: Store, *, active: bool = True) -> dict[str, Note]:
    """The insights, by title."""
    return {note.title: note for note in store.derived.of_kind(NoteKind.INSIGHT, active=active)}


def support(store: Store, insight: Note) -> Note:
    """The first note that an insight rests on."""
    note_id, _ = store.derived.cited([insight.id])[insight.id][0]
    return store.notes.detail(note_id).note


def climbing(store: Store) -> Note:
    """The insight that climbing keeps coming up."""
    return insights(store)["climbing, week by week"]


# -- written --------------------------------------------------------------------------------------


def test_an_insight_cites_what_it_rests_on(store: Store, weeks: Weeks, reflect: Reflect) -> None:
    weeks()
    assert reflect() > 0
    insight = climbing(store)
    assert (
        insight.text == "Climbing came up in 6 of the 8 weeks from 27 April 2026 to 15 June 2026."
    )
    detail = store.notes.detail(insight.id)
    assert {linked.link.kind for linked in detail.links} == {LinkKind.SUPPORTS}
    assert all("climbing" in linked.text for linked in detail.links)
    assert len(detail.links) >= 6


def test_until_enough_was_told_there_is_none(store: Store, weeks: Weeks, reflect: Reflect) -> None:
    weeks(4)
    assert store.reflections.importance_since(None) < ENOUGH
    assert reflect() == 0


def test_with_nothing_new_nothing_changes(store: Store, weeks: Weeks, reflect: Reflect) -> None:
    weeks()
    reflect()
    before = insights(store)
    assert reflect() == 0
    assert insights(store) == before


def test_what_goes_on_is_told_anew_in_the_same_insight(
    store: Store, weeks: Weeks, reflect: Reflect
) -> None:
    weeks()
    reflect()
    before = climbing(store)
    weeks(8)
    reflect()
    after = climbing(store)
    assert after.id == before.id
    assert "in 7 of the 8 weeks" in after.text, "this one has begun"


def test_undone_there_are_none_and_none_come_back_until_enough_is_told_again(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    reflect()
    store.runs.undo(store.runs.latest(1)[0].id, clock.now())
    assert insights(store, active=False) == {}
    assert reflect() == 0
    weeks()
    assert reflect() > 0


def test_what_is_hushed_is_not_brought_into_it(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    for note in store.notes.find(limit=200):
        store.notes.change(note.id, actor="user", reason="r", now=clock.now(), hushed=True)
    assert reflect() == 0


# -- and falling ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [NoteStatus.RETIRED, NoteStatus.SUPERSEDED])
def test_it_is_retired_with_what_it_rests_on(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock, status: NoteStatus
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    rests_on = support(store, insight)
    store.claims.apply(
        replace(rests_on, status=status),
        rests_on.id,
        LinkKind.UPDATES,
        "you took it back",
        actor="observe",
        message_id="",
        now=clock.now(),
    )
    fallen = store.notes.detail(insight.id)
    assert fallen.note.status is NoteStatus.RETIRED
    last = fallen.revisions[-1]
    assert (last.actor, last.changed_at) == ("support", clock.now())


def test_what_has_faded_still_supports_it(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    faded = [support(store, insight).id]
    store.notes.set_status(faded, NoteStatus.ARCHIVED, actor="sleep", reason="", now=clock.now())
    assert climbing(store) == insight


def test_it_comes_back_with_a_branch_that_is_taken_again(
    store: Store, weeks: Weeks, reflect: Reflect, author: Author, clock: FixedClock
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    rests_on = support(store, insight)
    taken_back = author.begins("That was not so.")
    store.claims.apply(
        replace(rests_on, status=NoteStatus.RETIRED),
        rests_on.id,
        LinkKind.UPDATES,
        "you took it back",
        actor="observe",
        message_id=taken_back.id,
        now=clock.now(),
    )
    assert "climbing, week by week" not in insights(store)
    author.rewrites("Never mind.", instead_of=taken_back)
    follow(store, author.moved, clock.now())
    assert climbing(store).text == insight.text


def test_when_what_it_rests_on_says_something_else_it_goes_with_the_old_words(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    rests_on = support(store, insight)
    by_hand = {"actor": "user", "reason": "corrected", "now": clock.now()}
    store.notes.change(rests_on.id, text=f"{rests_on.text} It was late.", **by_hand)
    assert climbing(store) == insight, "nothing of it is gone"
    store.notes.change(rests_on.id, text="I went rowing with Ada.", **by_hand)
    assert insight.id in {note.id for note in store.notes.with_status(NoteStatus.FORGOTTEN)}


def test_what_its_owner_has_edited_stands_and_is_not_written_again(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    by_hand = {"actor": "user", "reason": "corrected", "now": clock.now()}
    store.notes.change(insight.id, text="I climb all the time.", **by_hand)
    rests_on = support(store, insight)
    store.notes.set_status(
        [rests_on.id], NoteStatus.RETIRED, actor="observe", reason="", now=clock.now()
    )
    weeks()
    reflect()
    assert climbing(store).text == "I climb all the time."


def test_with_what_is_forgotten_it_goes_for_good(
    store: Store, weeks: Weeks, reflect: Reflect
) -> None:
    weeks()
    reflect()
    insight = climbing(store)
    store.notes.purge([support(store, insight).id])
    assert insight.id not in {note.id for note in store.notes.find(limit=500)}
    assert store.notes.with_status(NoteStatus.FORGOTTEN) == []


def test_what_changes_while_it_is_written_is_not_concluded_from(
    store: Store, weeks: Weeks, clock: FixedClock
) -> None:
    weeks()
    run = store.runs.begin("reflection", clock.now(), clock.now())
    step = next(it for it in Reflection().steps(Desk(store, run.as_of)) if it.edits)
    one = step.edits[0].made_of[0].id
    store.notes.set_status(
        [one], NoteStatus.RETIRED, actor="user", reason="by hand", now=clock.now()
    )
    store.runs.apply(run, JobStep(step.edits[:1]))
    assert store.derived.of_kind(NoteKind.INSIGHT) == []


def test_an_insight_rests_on_what_a_duplicate_was_joined_to(
    store: Store, weeks: Weeks, reflect: Reflect, clock: FixedClock
) -> None:
    weeks()
    reflect()
    insight, *others = store.derived.of_kind(NoteKind.INSIGHT, active=True)
    cited = [note_id for note_id, _ in store.derived.cited([insight.id])[insight.id]]
    other = next(it for it in store.notes.standing("", 1000) if it.id not in cited)
    gone = store.notes.detail(cited[0]).note
    retired = replace(gone, status=NoteStatus.RETIRED)
    edit = Edit(gone, retired, "it says the same", made_of=(other,), told_by=other.id)
    run = store.runs.begin("duplicates", clock.now(), clock.now())
    store.runs.apply(run, JobStep((edit,)))
    assert store.derived.of_kind(NoteKind.INSIGHT, active=True) == [insight, *others]
    rests_on = [note_id for note_id, _ in store.derived.cited([insight.id])[insight.id]]
    assert sorted(rests_on) == sorted([*cited[1:], other.id])
