"""The job that lets memories fade: what it archives, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from companion.clock import FixedClock
from companion.domain import (
    Link,
    LinkKind,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    RecalledNote,
)
from companion.memory import decay
from companion.memory.branches import follow
from companion.memory.decay import Decay
from companion.memory.forgetting import soonest_faded
from companion.memory.jobs import EDITS, JobStep
from companion.memory.observe import write_notes
from companion.memory.strengths import strength_factors
from companion.store.runs import ACTOR
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk

LONG = timedelta(days=3 * 365)
Sleep = Callable[..., list[str]]


@pytest.fixture
def sleep(store: Store, clock: FixedClock) -> Sleep:
    """Lets memories fade as of three years from now; gives the texts of what was archived."""

    def sleep(after: timedelta = LONG) -> list[str]:
        run = store.runs.begin("decay", clock.now() + after, clock.now())
        for step in Decay().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        return [store.notes.detail(note_id).note.text for note_id in store.runs.notes_of(run.id)]

    return sleep


@pytest.fixture
def shed(author: Author) -> Note:
    """A note of no great weight."""
    return author.notes("I painted the shed.", author.begins("I painted the shed."))


def given(author: Author, note: Note, question: Message, used: bool = True) -> Message:
    """A reply that was given a note and used it, or not."""
    reply = author.replies("It is red now.", after=question)
    author.store.recalled.add(reply.id, [RecalledNote(note, 0.9, "it fits")])
    author.store.reviews.decide({reply.id: {note.id} if used else set()})
    return reply


def test_what_was_not_relevant_fades_sooner_than_any_that_is_left_alone(
    sleep: Sleep, shed: Note, store: Store, author: Author
) -> None:
    reply = given(author, shed, author.begins("What colour is the shed?"), used=False)
    early = soonest_faded(shed.importance) - timedelta(days=10)
    assert sleep(early) == []
    store.dismissals.add(reply.id, shed.id, author.clock.now())
    assert sleep(early) == ["I painted the shed."]


def test_what_has_not_come_up_for_long_is_archived(
    sleep: Sleep, shed: Note, store: Store, clock: FixedClock
) -> None:
    assert sleep() == ["I painted the shed."]
    detail = store.notes.detail(shed.id)
    assert detail.note.status is NoteStatus.ARCHIVED
    assert detail.note.updated_at == clock.now() + LONG
    assert (detail.revisions[-1].actor, detail.revisions[-1].reason) == (ACTOR, decay.FADED)
    assert [it.quote for it in detail.sources] == ["I painted the shed."]
    assert store.notes.find() == [detail.note], "the list still shows it"


def test_it_takes_a_while(sleep: Sleep, shed: Note) -> None:
    assert sleep(timedelta(days=30)) == []


def test_a_second_time_nothing_is_left_to_do(sleep: Sleep, shed: Note) -> None:
    sleep()
    assert sleep() == []


def test_what_is_used_in_replies_stays(
    sleep: Sleep, shed: Note, author: Author, clock: FixedClock
) -> None:
    question = author.begins("What about the shed?")
    for _ in range(9):
        clock.advance(timedelta(days=100))
        given(author, shed, question)
    assert sleep(timedelta(days=150)) == []


def test_what_was_only_given_to_replies_fades(
    sleep: Sleep, shed: Note, author: Author, clock: FixedClock
) -> None:
    question = author.begins("What about the shed?")
    for _ in range(9):
        clock.advance(timedelta(days=100))
        given(author, shed, question, used=False)
    assert sleep(timedelta(days=150)) == ["I painted the shed."]


@pytest.mark.parametrize(
    "fields",
    [{"pinned": True}, {"importance": 8}, {"status": NoteStatus.SUPERSEDED}],
    ids=lambda it: next(iter(it)),
)
def test_what_is_pinned_matters_or_is_over_anyway_is_left(
    sleep: Sleep, shed: Note, store: Store, clock: FixedClock, fields: dict[str, object]
) -> None:
    store.notes.change(shed.id, actor="t", reason="r", now=clock.now(), **fields)
    assert sleep() == []


@pytest.mark.parametrize("kind", [NoteKind.WISH, NoteKind.EPISODE])
def test_wishes_and_episodes_are_left(sleep: Sleep, author: Author, kind: NoteKind) -> None:
    author.notes("Be brief.", author.begins("Be brief."), kind=kind)
    assert sleep() == []


@pytest.mark.parametrize("kind", LinkKind)
def test_a_note_that_another_one_needs_is_left(
    sleep: Sleep, shed: Note, author: Author, store: Store, kind: LinkKind
) -> None:
    other = author.notes("It was rotten.", author.begins("It was rotten."))
    store.notes.change(other.id, actor="t", reason="r", now=author.clock.now(), pinned=True)
    store.claims.link([Link(other.id, shed.id, kind, "because")], author.clock.now())
    needed = kind in (LinkKind.CAUSES, LinkKind.CONTRADICTS)
    assert sleep() == ([] if needed else ["I painted the shed."])


def test_what_is_brought_back_by_hand_does_not_fade_the_next_night(
    sleep: Sleep, shed: Note, store: Store, clock: FixedClock
) -> None:
    sleep()
    clock.advance(LONG)
    store.notes.change(
        shed.id, actor="user", reason="it is so", now=clock.now(), status=NoteStatus.ACTIVE
    )
    assert sleep(timedelta(days=60)) == []


def test_what_is_undone_does_not_fade_the_next_night(
    sleep: Sleep, shed: Note, store: Store, clock: FixedClock
) -> None:
    sleep()
    clock.advance(LONG)
    store.runs.undo(store.runs.latest(1)[0].id, clock.now())
    assert store.notes.detail(shed.id).note == shed
    assert sleep(timedelta(days=60)) == []


def test_what_has_faded_falls_with_its_words_and_comes_back_with_them(
    sleep: Sleep, shed: Note, store: Store, author: Author
) -> None:
    sleep()
    (source,) = store.notes.detail(shed.id).sources
    said = store.conversations.message(source.message_id)
    author.rewrites("I painted the fence.", instead_of=said)
    follow(store, author.moved, author.clock.now())
    assert store.notes.detail(shed.id).note.status is NoteStatus.RETIRED
    back = store.conversations.choose_branch(said.id, author.clock.now())
    follow(store, back, author.clock.now())
    assert store.notes.detail(shed.id).note.status is NoteStatus.ARCHIVED


def test_what_has_faded_can_be_asked_to_be_forgotten(
    sleep: Sleep, shed: Note, store: Store, author: Author, clock: FixedClock
) -> None:
    sleep()
    asked = author.begins("Please forget what I said about the shed.")
    write_notes(asked, store, None, clock, lambda work: work())
    assert store.notes.detail(shed.id).note.status is NoteStatus.RETIRED


@pytest.mark.parametrize("survived", range(5))
def test_killed_after_any_step_and_run_again_it_comes_to_the_same_end(
    sleep: Sleep, author: Author, store: Store, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    monkeypatch.setattr(decay, "EDITS", 2)
    message = author.begins(" ".join(f"thing{number}." for number in range(7)))
    author.writes([(f"thing{number}.", [message]) for number in range(7)])
    now = author.clock.now()
    run = store.runs.begin("decay", now + LONG, now)
    for step in islice(Decay().steps(Desk(store, run.as_of)), survived):
        run, _ = store.runs.apply(run, step)
    store.runs.interrupt()
    assert len(sleep()) == max(0, 7 - 2 * survived)
    for number, note in enumerate(reversed(store.notes.find())):
        assert (note.text, note.status) == (f"thing{number}.", NoteStatus.ARCHIVED)
        assert note.updated_at == now + LONG
        assert len(store.notes.detail(note.id).revisions) == 2


def test_it_goes_in_small_steps_and_looks_at_all(
    author: Author, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decay, "PAGE", 40)
    message = author.begins(" ".join(f"thing{number}." for number in range(100)))
    author.writes([(f"thing{number}.", [message]) for number in range(100)])
    steps: list[JobStep] = list(Decay().steps(Desk(store, clock.now() + LONG)))
    assert max(len(step.edits) for step in steps) == EDITS
    assert sum(step.did.get("archived", 0) for step in steps) == 100
    assert len({edit.after.id for step in steps for edit in step.edits}) == 100
    early = replace(steps[0].edits[0].after, status=NoteStatus.ACTIVE)
    assert early.id == store.notes.find(offset=99)[0].id, "the oldest comes first"


def test_of_two_notes_the_one_that_came_up_gains_more_in_recall(
    shed: Note, store: Store, author: Author, clock: FixedClock
) -> None:
    fence = author.notes("I painted the fence.", author.begins("I painted the fence."))
    clock.advance(timedelta(days=200))
    given(author, fence, author.begins("What about the fence?"))
    factors = strength_factors([shed, fence], store, clock.now())
    assert 0 < factors[shed.id] < factors[fence.id]
