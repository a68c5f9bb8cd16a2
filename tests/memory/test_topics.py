"""All that is told of a topic is one readable note, which stands on the notes it tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobRun, JobState, Note, NoteKind, NoteStatus
from companion.encoders.scripted import ScriptedEncoders
from companion.llm.scripted import ScriptedChatModel
from companion.memory.folding import undo
from companion.memory.grouping import SPLIT
from companion.memory.model_prompt import WRITER as PROBED
from companion.memory.probe import model_key
from companion.memory.summariser import WRITER as MODEL_WRITER
from companion.memory.telling import TOPIC, quoted
from companion.memory.topics import Topics
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.desk import Desk

KITCHEN = (
    "We painted the kitchen walls of our flat dark green with Tom.",
    "The kitchen of our flat has walls with a window.",
    "The kitchen of our flat needs a sink near the walls.",
)
CELLO = (
    "I play cello music in the city orchestra.",
    "My cello has new strings for the orchestra music.",
    "The orchestra plays cello music in the church.",
)
ALONE = ("I am allergic to peanuts.", "My passport expires in March.")
Sleep = Callable[[], JobRun]
Tell = Callable[..., list[Note]]


@pytest.fixture
def tell(author: Author) -> Tell:
    """Notes of these texts, each said in a message of its own."""
    return lambda *texts: [author.notes(it, author.begins(it), embedded=True) for it in texts]


@pytest.fixture
def sleep(store: Store, author: Author, clock: FixedClock) -> Sleep:
    """Brings notes into topics."""

    def sleep() -> JobRun:
        clock.advance(timedelta(hours=1))
        store.fingerprint = author.embedder.fingerprint
        run = store.runs.begin("topics", clock.now(), clock.now())
        for step in Topics().steps(Desk(store, run.as_of, encoders=ScriptedEncoders())):
            run, _ = store.runs.apply(run, step)
        return store.runs.end(run, JobState.DONE, clock.now())

    return sleep


def topics(store: Store) -> list[set[str]]:
    """What each topic tells, the oldest first."""
    found = (it for it in reversed(store.notes.find(limit=1000)) if it.tags == (TOPIC,))
    return [set(quoted(it.text)) for it in sorted(found, key=lambda it: it.id)]


def members(store: Store) -> list[set[str]]:
    """The notes that each topic is made of, the oldest topic first."""
    ids = [it.id for it in store.summaries.all(TOPIC)]
    parts = store.summaries.parts(ids)
    return [{it.text for it in parts[i] if it.kind is not NoteKind.SUMMARY} for i in ids]


def test_notes_of_one_topic_are_told_together(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*KITCHEN, *ALONE, *CELLO)
    run = sleep()
    assert members(store) == [set(KITCHEN), set(CELLO)]
    assert all(told <= of for told, of in zip(topics(store), members(store), strict=True))
    assert dict(run.did) == {"written": 2}


def test_a_topic_is_called_by_what_its_notes_are_found_by(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    for note, words in zip(tell(*KITCHEN), (("kitchen", "paint"), ("kitchen",), ()), strict=True):
        store.notes.change(note.id, actor="t", reason="", now=clock.now(), keywords=words)
    tell(*ALONE, *CELLO)
    sleep()
    assert store.summaries.all(TOPIC)[0].title == "Kitchen"


def test_a_second_time_nothing_is_left_to_do(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*KITCHEN, *ALONE, *CELLO)
    sleep()
    before = store.notes.find(limit=1000)
    assert sleep().changed == 0
    assert store.notes.find(limit=1000) == before


def test_what_is_told_later_joins_its_topic(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*KITCHEN, *ALONE, *CELLO)
    sleep()
    later = "The kitchen walls of our flat got a clock."
    tell(later)
    assert dict(sleep().did) == {"told anew": 1}
    assert members(store) == [{*KITCHEN, later}, set(CELLO)]


@pytest.mark.parametrize("done", range(5))
def test_cut_short_it_comes_to_the_same_end(
    store: Store, author: Author, tell: Tell, sleep: Sleep, clock: FixedClock, done: int
) -> None:
    tell(*KITCHEN, *ALONE, *CELLO)
    store.fingerprint = author.embedder.fingerprint
    run = store.runs.begin("topics", clock.now(), clock.now())
    for _, step in zip(
        range(done),
        Topics().steps(Desk(store, run.as_of, encoders=ScriptedEncoders())),
        strict=False,
    ):
        run, _ = store.runs.apply(run, step)
    sleep()
    assert members(store) == [set(KITCHEN), set(CELLO)]


def test_a_large_topic_has_topics_of_its_own(store: Store, tell: Tell, sleep: Sleep) -> None:
    rooms = ("sink stove", "sofa lamp", "bath mirror")
    of_the_flat = [
        f"Our flat upstairs has white walls near the {rooms[at % 3]} since {2000 + at}."
        for at in range(SPLIT + 3)
    ]
    of_all_else = [f"word{at} thing{at} place{at} person{at} colour{at}" for at in range(40)]
    tell(*of_the_flat, *of_all_else)
    sleep()
    whole, *others = members(store)
    assert whole == set(of_the_flat)
    below = [it for it in others if it < whole]
    assert [len(it) for it in below] == [5, 5, 5]
    assert set().union(*below) == whole
    assert sleep().changed == 0


def test_undone_there_are_no_topics(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*KITCHEN, *ALONE, *CELLO)
    before = store.notes.find()
    undo(sleep().id, store, clock.now())
    assert store.notes.find() == before


def test_what_is_no_longer_so_is_in_no_topic_from_that_moment_on(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    green, *_ = tell(*KITCHEN, *ALONE, *CELLO)
    sleep()
    assert any(green.text in told for told in topics(store))
    ids, over = [green.id], NoteStatus.SUPERSEDED
    store.notes.set_status(ids, over, actor="observe", reason="", now=clock.now())
    assert not any(green.text in told for told in topics(store))
    sleep()
    assert members(store) == [set(KITCHEN) - {green.text}, set(CELLO)]


def test_what_is_forgotten_is_told_by_no_topic_and_again_when_that_is_undone(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    green, *_ = tell(*KITCHEN, *ALONE, *CELLO)
    sleep()
    before = topics(store)
    trash = Trash(store, clock)
    deleted, _ = trash.forget_notes([green.id])
    assert len(topics(store)) == 2, "told without it at once"
    assert not any(green.text in told for told in topics(store))
    trash.undo(deleted.id)
    assert topics(store) == before


def test_a_topic_that_is_forgotten_is_not_written_again_and_its_notes_stay(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    notes = tell(*KITCHEN, *ALONE, *CELLO)
    sleep()
    trash = Trash(store, clock)
    trash.forget_notes([store.summaries.all(TOPIC)[0].id])
    for _ in trash.purge(everything=True):
        pass
    assert sleep().changed == 0
    assert members(store) == [set(CELLO)]
    assert store.notes.standing("", 100) == notes


def test_undone_they_do_not_come_back_and_what_is_told_later_makes_others(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*KITCHEN, *ALONE)
    undo(sleep().id, store, clock.now())
    assert sleep().changed == 0
    tell(*CELLO)
    sleep()
    assert members(store) == [set(CELLO)]


def test_an_able_model_tells_a_topic_shorter(
    store: Store, author: Author, tell: Tell, clock: FixedClock
) -> None:
    tell(*KITCHEN, *ALONE)
    store.fingerprint = author.embedder.fingerprint
    model = ScriptedChatModel(["The kitchen of our flat has walls.\nIt has a ghost."])
    store.studies.put_score(model_key(model.info), PROBED, 1.0, clock.now())
    run = store.runs.begin("topics", clock.now(), clock.now())
    for step in Topics().steps(Desk(store, run.as_of, model, ScriptedEncoders())):
        run, _ = store.runs.apply(run, step)
    (topic,) = store.summaries.all(TOPIC)
    assert (topic.text, topic.writer) == ("The kitchen of our flat has walls.", MODEL_WRITER)
    undo(run.id, store, clock.now())
    assert store.summaries.all(TOPIC) == []
