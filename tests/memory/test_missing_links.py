"""Links that were missed when notes were written are added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Claim, JobRun, JobState, LinkKind, Note, NoteStatus
from companion.memory.folding import undo
from companion.memory.missing_links import Links
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk

Sleep = Callable[[], JobRun]
Told = Callable[..., Note]


@pytest.fixture
def told(author: Author, store: Store, clock: FixedClock) -> Told:
    """A note that was written without a look at any other."""

    def told(text: str, **fields: object) -> Note:
        clock.advance(timedelta(days=10))
        note = author.notes(text, author.begins(text), embedded=True)
        if fields:
            return store.notes.change(note.id, actor="t", reason="", now=clock.now(), **fields)
        return note

    return told


@pytest.fixture
def sleep(store: Store, clock: FixedClock) -> Sleep:
    """Adds links."""

    def sleep() -> JobRun:
        clock.advance(timedelta(hours=1))
        run = store.runs.begin("links", clock.now(), clock.now())
        for step in Links().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        return store.runs.end(run, JobState.DONE, clock.now())

    return sleep


def links(store: Store, note: Note) -> list[tuple[LinkKind, str]]:
    """How a note bears on others."""
    return [
        (it.link.kind, it.link.to_id)
        for it in store.notes.detail(note.id).links
        if it.link.note_id == note.id
    ]


def test_a_reason_that_was_given_is_linked(store: Store, told: Told, sleep: Sleep) -> None:
    cause = told("My knee injury is back.")
    note = told("I stopped running because of my knee injury.")
    assert dict(sleep().did) == {"linked": 1}
    assert links(store, note) == [(LinkKind.CAUSES, cause.id)]


def test_what_cannot_both_be_so_is_linked_and_stays(store: Store, told: Told, sleep: Sleep) -> None:
    one = told("My birthday is on 3 May.", claims=(Claim("birthday", "3 May"),))
    other = told("I was born on 9 June.", claims=(Claim("birthday", "9 June"),))
    sleep()
    assert links(store, other) == [(LinkKind.CONTRADICTS, one.id)]
    assert store.notes.standing("", 10) == [one, other]


def test_what_is_so_now_is_linked_to_what_had_ended(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    before = told("I live in Porto.", claims=(Claim("home", "Porto", clock.now()),))
    ended = {"status": NoteStatus.SUPERSEDED, "valid_to": clock.now()}
    store.notes.change(before.id, actor="observe", reason="", now=clock.now(), **ended)
    assert store.candidates.successors([before.id]) == {}
    now = told("I live in Oslo.", claims=(Claim("home", "Oslo"),))
    sleep()
    assert links(store, now) == [(LinkKind.UPDATES, before.id)]
    assert store.candidates.successors([before.id]) == {before.id: now.id}


@pytest.mark.parametrize(
    "texts",
    [
        ("I like green tea.", "I like black tea."),
        ("My sister lives in Oslo.", "I flew to Oslo."),
        ("I stopped running.", "I stopped smoking because of my doctor."),
    ],
    ids=lambda texts: texts[1],
)
def test_what_is_merely_alike_is_not_linked(
    store: Store, told: Told, sleep: Sleep, texts: tuple[str, str]
) -> None:
    for text in texts:
        told(text)
    assert sleep().did == ()


def test_a_second_time_and_after_undoing_nothing_is_left_to_do(
    store: Store, told: Told, sleep: Sleep, clock: FixedClock
) -> None:
    told("My knee injury is back.")
    note = told("I stopped running because of my knee injury.")
    run = sleep()
    assert sleep().did == ()
    undo(run.id, store, clock.now())
    assert links(store, note) == []
    assert sleep().did == ()


def test_a_run_that_only_linked_can_still_be_undone_later(
    store: Store, told: Told, sleep: Sleep
) -> None:
    told("My knee injury is back.")
    told("I stopped running because of my knee injury.")
    run = sleep()
    sleep()
    sleep()
    assert run.id in [it.id for it in store.runs.latest(10)]
