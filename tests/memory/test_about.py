"""What is told of one person in many notes is one readable note, which stands on all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobRun, JobState, Note, NoteStatus
from companion.memory.folding import undo
from companion.memory.observe import write_notes
from companion.memory.telling import ABOUT, quoted
from companion.memory.topics import Topics
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.desk import Desk

ADA = (
    "My sister Ada works as a nurse.",
    "Ada plays the tuba in a band.",
    "Ada wants to buy a boat.",
)
Tell = Callable[..., None]
Sleep = Callable[[], JobRun]


@pytest.fixture
def tell(store: Store, author: Author, clock: FixedClock) -> Tell:
    def tell(*texts: str) -> None:
        for text in texts:
            write_notes(author.begins(text), store, None, clock, lambda work: work())

    return tell


@pytest.fixture
def sleep(store: Store, clock: FixedClock) -> Sleep:
    def sleep() -> JobRun:
        clock.advance(timedelta(hours=1))
        run = store.runs.begin("topics", clock.now(), clock.now())
        for step in Topics().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        return store.runs.end(run, JobState.DONE, clock.now())

    return sleep


def abouts(store: Store) -> list[Note]:
    return store.summaries.all(ABOUT)


def parts(store: Store, summary: Note) -> set[str]:
    return {note.text for note in store.summaries.parts([summary.id])[summary.id]}


def test_what_is_told_of_one_stands_in_one_note(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*ADA, "I have a cold.", "My boss Tom is ill.")
    sleep()
    (ada,) = abouts(store)
    assert ada.title == "Ada"
    assert set(quoted(ada.text)) == parts(store, ada) == set(ADA)
    assert {it.text for it in store.notes.standing("", 100)} >= set(ADA), "each can end by itself"


def test_two_fragments_are_not_enough(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*ADA[:2])
    sleep()
    assert abouts(store) == []


def test_what_is_told_later_joins_it_and_nothing_new_changes_nothing(
    store: Store, tell: Tell, sleep: Sleep
) -> None:
    tell(*ADA)
    sleep()
    assert sleep().changed == 0
    tell("Ada broke her arm.")
    assert dict(sleep().did) == {"told anew": 1}
    (ada,) = abouts(store)
    assert "“Ada broke her arm.”" in ada.text


def test_what_mentions_two_is_told_of_both(store: Store, tell: Tell, sleep: Sleep) -> None:
    both = "Ada and Ben went sailing."
    tell(*ADA, both, "My friend Ben sold a canoe.", "Ben paints churches.")
    sleep()
    told = [parts(store, it) for it in abouts(store)]
    assert len(told) == 2
    assert all(both in it for it in told)


def test_what_is_over_or_forgotten_is_told_no_more(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*ADA, "Ada broke her arm.")
    sleep()
    nurse, tuba = (it for it in store.notes.standing("", 100) if it.text in ADA[:2])
    ids, over = [nurse.id], NoteStatus.SUPERSEDED
    store.notes.set_status(ids, over, actor="observe", reason="", now=clock.now())
    assert "nurse" not in abouts(store)[0].text
    Trash(store, clock).forget_notes([tuba.id])
    assert "tuba" not in abouts(store)[0].text
    sleep()
    (ada,) = abouts(store)
    assert set(quoted(ada.text)) == {ADA[2], "Ada broke her arm."}


def test_undone_it_is_gone_and_does_not_come_back(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*ADA)
    undo(sleep().id, store, clock.now())
    assert abouts(store) == []
    tell("Ada broke her arm.")
    assert sleep().changed == 0
