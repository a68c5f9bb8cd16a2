"""What is remembered twice is joined: one note stays, and rests on all that was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Claim, JobRun, JobState, LinkKind, Note, NoteKind, NoteStatus, new_id
from companion.memory.duplicates import SAYS_MORE, THE_SAME, Duplicates, same
from companion.memory.folding import undo
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.desk import Desk

LONG = timedelta(days=30)
Sleep = Callable[[], JobRun]
Told = Callable[..., Note]


@pytest.fixture
def told(author: Author, clock: FixedClock) -> Told:
    """A note of something said in a talk of its own, a month after the one before."""

    def told(text: str, kind: NoteKind = NoteKind.FACT) -> Note:
        clock.advance(LONG)
        return author.notes(text, author.begins(text), kind=kind, embedded=True)

    return told


@pytest.fixture
def sleep(store: Store, clock: FixedClock, author: Author) -> Sleep:
    """Joins what is there twice."""

    def sleep() -> JobRun:
        clock.advance(timedelta(hours=1))
        store.fingerprint = author.embedder.fingerprint
        run = store.runs.begin("duplicates", clock.now(), clock.now())
        for step in Duplicates().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        return store.runs.end(run, JobState.DONE, clock.now())

    return sleep


def active(store: Store) -> list[str]:
    """What is remembered, oldest first."""
    return [note.text for note in store.notes.standing("", 100)]


def test_the_older_of_two_stays_and_has_the_words_of_both(
    store: Store, told: Told, sleep: Sleep
) -> None:
    older = told("I work at the harbour.")
    newer = told("I work at the harbour!")
    run = sleep()
    assert (dict(run.did), run.changed) == ({"joined": 1}, 1)
    kept = store.notes.detail(older.id)
    assert kept.note == older
    assert [it.quote for it in kept.sources] == ["I work at the harbour.", "I work at the harbour!"]
    gone = store.notes.detail(newer.id)
    assert gone.note.status is NoteStatus.RETIRED
    assert (gone.links[0].link.kind, gone.links[0].link.reason) == (LinkKind.RELATED, THE_SAME)


def test_three_become_one(store: Store, told: Told, sleep: Sleep) -> None:
    first = told("I work at the harbour.")
    told("I work at the harbour!")
    told("Well, I really work at the harbour.")
    sleep()
    assert active(store) == [first.text]
    assert len(store.notes.detail(first.id).sources) == 3


def test_what_says_all_of_another_and_more_stays(store: Store, told: Told, sleep: Sleep) -> None:
    less = told("I have a dog.")
    told("I have a dog called Rex.")
    fullest = told("I have a dog called Rex, a beagle.")
    sleep()
    assert active(store) == [fullest.text]
    assert len(store.notes.detail(fullest.id).sources) == 3
    assert store.notes.detail(less.id).links[0].link.reason == SAYS_MORE


@pytest.mark.parametrize(
    "texts",
    [
        ("I like tea.", "I don't like tea."),
        ("I work at the harbour.", "I worked at the harbour."),
        ("I have two sons.", "I have three sons."),
        ("My sister Ada lives in Oslo.", "My sister Eva lives in Oslo."),
        ("I went to the gym today.", "I went to the gym today."),
        ("I live in Porto.", "I live in Porto Alegre."),
        ("I have a dog.", "I have a dog house."),
        ("I like green tea.", "I like black tea."),
    ],
    ids=lambda texts: texts[1],
)
def test_what_only_looks_the_same_is_left(
    store: Store, told: Told, sleep: Sleep, texts: tuple[str, str]
) -> None:
    for text in texts:
        told(text)
    assert sleep().changed == 0
    assert active(store) == list(texts)


def test_two_events_in_the_same_words_are_two(store: Store, told: Told, sleep: Sleep) -> None:
    for _ in range(2):
        told("I ran a marathon.", NoteKind.EVENT)
    assert sleep().changed == 0


def test_wishes_are_left(told: Told, sleep: Sleep) -> None:
    for _ in range(2):
        told("Be brief.", NoteKind.WISH)
    assert sleep().changed == 0


def test_what_its_owner_pinned_stays(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    told("I work at the harbour.")
    newer = told("I work at the harbour!")
    store.notes.change(newer.id, actor="user", reason="", now=clock.now(), pinned=True)
    sleep()
    assert active(store) == ["I work at the harbour!"]
    assert len(store.notes.detail(newer.id).sources) == 2


def test_two_that_its_owner_pinned_both_stay(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    for text in ("I work at the harbour.", "I work at the harbour!"):
        note = told(text)
        store.notes.change(note.id, actor="user", reason="", now=clock.now(), pinned=True)
    assert sleep().changed == 0


def test_a_second_time_nothing_is_left_to_do(told: Told, sleep: Sleep) -> None:
    told("I work at the harbour.")
    told("I work at the harbour!")
    sleep()
    assert sleep().changed == 0


def test_undone_both_are_there_and_stay(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    notes = [told("I work at the harbour."), told("I work at the harbour!")]
    run = sleep()
    assert undo(run.id, store, clock.now()).note_ids == (notes[1].id,)
    assert store.notes.standing("", 10) == notes
    assert [len(store.notes.detail(it.id).sources) for it in notes] == [1, 1]
    assert sleep().changed == 0


def test_where_the_other_was_told_is_not_taken_for_outdated(
    store: Store, told: Told, sleep: Sleep
) -> None:
    told("I work at the harbour.")
    newer = told("I work at the harbour!")
    (source,) = store.notes.detail(newer.id).sources
    sleep()
    assert store.claims.outdated([source.message_id]) == set()
    assert store.claims.over_spans(source.message_id) == []


def test_forgetting_one_forgets_both(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    older = told("I work at the harbour.")
    told("I work at the harbour!")
    sleep()
    Trash(store, clock).forget_notes([older.id])
    assert store.notes.find() == []


@pytest.mark.parametrize(
    ("text", "cosine", "joined"),
    [
        ("I got a cat called Miso from the shelter.", 0.97, True),
        ("I got a cat called Miso from the shelter.", 0.90, False),
        ("I got a cat called Miso from the shelter.", None, False),
        ("I got a cat called Miso from my mother.", 0.97, False),
        ("I got a cat called Miro from the shelter.", 0.97, False),
        ("I never got a cat called Miso from the shelter.", 0.97, False),
    ],
)
def test_other_words_must_claim_the_same_and_mean_nearly_the_same(
    told: Told, text: str, cosine: float | None, joined: bool
) -> None:
    claims = (Claim("pet", "Miso"),)
    one = replace(told("I have got a cat called Miso from the shelter."), claims=claims)
    other = replace(one, id=new_id(), text=text)
    assert same(one, other, cosine) is joined
    assert not same(one, replace(other, claims=()), cosine)
