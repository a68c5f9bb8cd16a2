"""Jobs run in the background, give way to the person, and can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import timedelta

import pytest

from companion import sleeping
from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import JobState, Note, NoteStatus, Review
from companion.encoders.base import Encoders
from companion.errors import CompanionError, EncoderError, NotFound
from companion.events import JobProgress, NotesChanged, TurnFinished
from companion.lanes import Cancel, Cancelled
from companion.llm.base import ChatModel
from companion.llm.scripted import ScriptedChatModel
from companion.memory.jobs import Desk, Edit, Job, JobStep
from companion.store import plain
from companion.store.store import Store
from tests.listening import Listener
from tests.readable import is_readable

YEARS = timedelta(days=3 * 365)
PATIENCE_S = 30.0


class Steps:
    """A job whose steps a test writes."""

    name = "decay"

    def __init__(self, steps: Callable[[Desk], Iterator[JobStep]]) -> None:
        self.steps = steps


Put = Callable[[Callable[[Desk], Iterator[JobStep]]], Job]


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Puts a job in place of all others."""

    def put(steps: Callable[[Desk], Iterator[JobStep]]) -> Job:
        job = Steps(steps)
        monkeypatch.setattr(sleeping, "all_jobs", lambda: (job,))
        return job

    return put


def tell(listener: Listener, *texts: str) -> list[Note]:
    """Say things, and wait for their notes; those that are no episodes."""
    for text in texts:
        listener.say(text)
    listener.rest()
    notes = listener.companion.notes().result()
    return [note for note in notes if note.text in texts and note.kind != "episode"]


def emphasised(desk: Desk) -> Iterator[JobStep]:
    """Makes every note matter more, one by one."""
    for note in desk.store.notes.find():
        if note.importance < 7:
            yield JobStep((Edit(note, replace(note, importance=7), "it matters"),), did={"more": 1})


def state(companion: Companion) -> dict[str, object]:
    """All that runs change, but for the history of it."""

    def look(store: Store) -> dict[str, object]:
        notes = {
            note.id: (
                replace(note, updated_at=note.recorded_at),
                set(detail.sources),
                set(detail.entities),
                set(detail.links),
            )
            for note in store.notes.find()
            for detail in [store.notes.detail(note.id)]
        }
        # One that is done again has an id of its own.
        runs = sorted((run.job, run.state) for run in store.runs.latest(100))
        with store.database.read() as session:
            said_no = plain.rows(session, "SELECT job, note_id FROM declined ORDER BY 1, 2")
        return {**notes, "runs": runs, "declined": said_no}

    return companion._runtime.read(look).result(PATIENCE_S)


def statuses(companion: Companion) -> set[NoteStatus]:
    """The statuses of all notes that are no episodes."""
    return {note.status for note in companion.notes().result() if note.kind != "episode"}


# -- running --------------------------------------------------------------------------------------


def test_memories_fade_and_come_back_when_that_is_undone(
    listener: Listener, clock: FixedClock
) -> None:
    companion = listener.companion
    (note,) = tell(listener, "We painted the shed on Monday.")
    assert companion.sleep(as_of=clock.now()).result(PATIENCE_S)[0].changed == 0
    (run,) = companion.sleep(["decay"], as_of=clock.now() + YEARS).result(PATIENCE_S)
    assert (run.job, run.state, run.changed) == ("decay", JobState.DONE, 1)
    assert run.did == (("archived", 1),)
    assert companion.note(note.id).result().note.status is NoteStatus.ARCHIVED
    assert companion.job_runs().result()[0] == run
    assert [it.id for it in companion.notes_of_run(run.id).result()] == [note.id]
    assert companion.acts.undo_run(run.id).result(PATIENCE_S).note_ids == (note.id,)
    assert companion.job_runs().result()[0].state is JobState.UNDONE
    assert companion.note(note.id).result().note == note


def test_that_a_run_was_undone_can_be_undone_as_often_as_one_likes(listener: Listener) -> None:
    companion = listener.companion
    plants = ("mint", "chives", "basil")
    tell(
        listener,
        *(f"I grow {plant} on the balcony of our flat." for plant in plants),
        "I like long walks by the sea.",
        "I really like long walks by the sea.",
        "My sister Ana lives in Braga.",
    )
    then = companion.clock.now() + YEARS
    runs = [run for run in companion.sleep(as_of=then).result(PATIENCE_S) if run.did]
    assert {"decay", "duplicates", "summaries"} <= {run.job for run in runs}
    slept = state(companion)
    acts = [companion.acts.undo_run(run.id).result(PATIENCE_S) for run in reversed(runs)]
    undone = state(companion)
    assert undone != slept
    for _ in range(2):
        acts = [companion.acts.undo(act).result(PATIENCE_S) for act in reversed(acts)]
        assert state(companion) == slept
        acts = [companion.acts.undo(act).result(PATIENCE_S) for act in reversed(acts)]
        assert state(companion) == undone


def test_a_second_night_with_nothing_new_changes_nothing(
    listener: Listener, clock: FixedClock
) -> None:
    companion = listener.companion
    for _ in range(3):
        tell(
            listener,
            "We painted the kitchen walls of our flat green.",
            "The kitchen walls of our flat have a window.",
            "I stopped running because of my knee.",
        )
        clock.advance(timedelta(days=12))
    first = companion.sleep().result(PATIENCE_S)
    assert [run.job for run in first] == [*sleeping.JOBS]
    assert sum(run.changed for run in first) > 0
    notes = companion.notes(limit=1000).result()
    second = companion.sleep().result(PATIENCE_S)
    assert [(run.changed, run.did) for run in second] == [(0, ())] * len(first)
    assert companion.notes(limit=1000).result() == notes


def test_it_is_told_while_it_goes_on(listener: Listener, put: Put) -> None:
    put(emphasised)
    notes = tell(listener, "We painted the shed on Monday.")
    listener.events.clear()
    (run,) = listener.companion.sleep().result(PATIENCE_S)
    told = [event.run for event in listener.all(JobProgress)]
    assert [it.state for it in told] == [JobState.RUNNING] * 3 + [JobState.DONE]
    assert [it.changed for it in told] == [0, 1, 2, 2]
    assert told[-1] == run
    changed = {i for event in listener.all(NotesChanged) for i in event.ids}
    assert {note.id for note in notes} <= changed
    listener.rest()
    assert {(event.number, event.of) for event in listener.all(JobProgress)} == {(1, 1)}


def test_a_dry_run_counts_and_stores_nothing(listener: Listener, clock: FixedClock) -> None:
    companion = listener.companion
    tell(listener, "We painted the shed on Monday.")
    (run,) = companion.sleep(["decay"], as_of=clock.now() + YEARS, dry_run=True).result(PATIENCE_S)
    assert (run.id, run.changed, run.did) == ("", 1, (("archived", 1),))
    assert statuses(companion) == {NoteStatus.ACTIVE}
    assert companion.job_runs().result() == []


def test_who_asks_while_jobs_run_is_given_these(listener: Listener, put: Put) -> None:
    go_on = threading.Event()

    def slow(_: Desk) -> Iterator[JobStep]:
        go_on.wait(PATIENCE_S)
        yield JobStep()

    put(slow)
    one, other = listener.companion.sleep(), listener.companion.sleep()
    go_on.set()
    assert one.result(PATIENCE_S) == other.result(PATIENCE_S)
    assert len(listener.companion.job_runs().result()) == 1


def test_there_must_be_such_a_job(companion: Companion) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        companion.sleep(["nonsense"])


def test_there_must_be_such_a_run(companion: Companion) -> None:
    with pytest.raises(NotFound):
        companion.acts.undo_run("nonsense").result(PATIENCE_S)


def test_what_still_runs_must_be_paused_before_it_is_undone(listener: Listener, put: Put) -> None:
    begun = threading.Event()

    def endless(_: Desk) -> Iterator[JobStep]:
        while True:
            begun.set()
            yield JobStep()

    put(endless)
    done = listener.companion.sleep()
    assert begun.wait(PATIENCE_S)
    (run,) = listener.companion.job_runs().result()
    with pytest.raises(CompanionError) as raised:
        listener.companion.acts.undo_run(run.id).result(PATIENCE_S)
    assert is_readable(raised.value)
    listener.companion.pause_sleep()
    done.result(PATIENCE_S)
    listener.companion.acts.undo_run(run.id).result(PATIENCE_S)
    assert listener.companion.job_runs().result()[0].state is JobState.UNDONE


def test_a_job_with_a_bug_fails_and_keeps_what_it_did(listener: Listener, put: Put) -> None:
    def broken(desk: Desk) -> Iterator[JobStep]:
        yield from emphasised(desk)
        raise RuntimeError("a bug")

    put(broken)
    tell(listener, "We painted the shed on Monday.")
    with pytest.raises(RuntimeError):
        listener.companion.sleep().result(PATIENCE_S)
    assert "a bug" in listener.fault().report
    (run,) = listener.companion.job_runs().result()
    assert (run.state, run.changed) == (JobState.FAILED, 2)
    listener.companion.acts.undo_run(run.id).result(PATIENCE_S)


def test_how_a_memory_fades_can_be_drawn(listener: Listener, clock: FixedClock) -> None:
    companion = listener.companion
    (note,) = tell(listener, "We painted the shed on Monday.")
    clock.advance(timedelta(days=100))
    companion.correct_note(note.id, "We painted the shed red on Monday.").result(PATIENCE_S)
    clock.advance(timedelta(days=10))
    fading = companion.fading(note.id).result(PATIENCE_S)
    assert [it.what for it in fading.reviews] == [Review.EDITED]
    assert not fading.never_fades
    (first, whole), (last, _) = fading.points[0], fading.points[-1]
    assert (first, whole) == (note.recorded_at, 1.0)
    assert last > clock.now()
    assert 0.9 < fading.retrievability < 1.0
    assert fading.strength.reviewed_at == fading.reviews[0].at
    with pytest.raises(NotFound):
        companion.fading("nonsense").result(PATIENCE_S)


# -- giving way -----------------------------------------------------------------------------------


def test_paused_it_stops_after_the_step_under_way_and_goes_on_the_next_time(
    listener: Listener, put: Put
) -> None:
    def pausing(desk: Desk) -> Iterator[JobStep]:
        for number, step in enumerate(emphasised(desk)):
            if number == 1:
                listener.companion.pause_sleep()
            yield step

    put(pausing)
    tell(listener, "We painted the shed on Monday.", "We went to the lake on Sunday.")
    (run,) = listener.companion.sleep().result(PATIENCE_S)
    assert (run.state, run.changed) == (JobState.STOPPED, 2)
    put(emphasised)
    (rest,) = listener.companion.sleep().result(PATIENCE_S)
    assert rest.state is JobState.DONE
    left = [it for it in listener.companion.notes().result() if it.importance < 7]
    assert (rest.changed > 0, left) == (True, [])


def test_a_reply_comes_before_the_next_step(
    listener: Listener, put: Put, model: ScriptedChatModel
) -> None:
    talking = threading.Event()

    def steps(_: Desk) -> Iterator[JobStep]:
        yield JobStep()
        talking.wait(PATIENCE_S)
        yield JobStep()
        assert listener.all(TurnFinished), "the person was kept waiting"

    put(steps)
    model.replies = ["word " * 200]
    model.delay_s = 0.002
    done = listener.companion.sleep()
    turn = listener.companion.send("Hello")
    talking.set()
    listener.reply(turn)
    assert done.result(PATIENCE_S)[0].state is JobState.DONE


def test_the_model_is_given_back_as_soon_as_the_person_talks(
    listener: Listener, put: Put, model: ScriptedChatModel
) -> None:
    begun = threading.Event()
    asked: list[bool] = []

    def think(_: ChatModel, cancel: Cancel) -> bool:
        begun.set()
        for _ in range(3000):
            if cancel:
                return False
            threading.Event().wait(0.01)
        return True

    def steps(desk: Desk) -> Iterator[JobStep]:
        asked.append(bool(desk.with_model(think)))
        yield JobStep()

    put(steps)
    model.replies = ["Hello."]
    done = listener.companion.sleep()
    assert begun.wait(PATIENCE_S)
    assert listener.reply(listener.companion.send("Hi")) == "Hello."
    done.result(PATIENCE_S)
    assert asked == [False]


def test_a_pause_ends_what_the_model_does(listener: Listener, put: Put) -> None:
    begun = threading.Event()

    def think(_: ChatModel, cancel: Cancel) -> None:
        begun.set()
        while not cancel:
            threading.Event().wait(0.01)
        with pytest.raises(Cancelled):
            cancel.check()

    def steps(desk: Desk) -> Iterator[JobStep]:
        desk.with_model(think)
        raise AssertionError("it went on")
        yield

    put(steps)
    done = listener.companion.sleep()
    assert begun.wait(PATIENCE_S)
    listener.companion.pause_sleep()
    assert done.result(PATIENCE_S)[0].state is JobState.STOPPED


def test_a_job_that_closing_interrupts_is_known_as_such_at_the_next_start(
    open_companion: Callable[[], Listener], put: Put
) -> None:
    listener = open_companion()
    listener.start()
    begun = threading.Event()

    def endless(_: Desk) -> Iterator[JobStep]:
        while True:
            begun.set()
            yield JobStep()

    put(endless)
    done = listener.companion.sleep()
    assert begun.wait(PATIENCE_S)
    listener.close()
    states: set[JobState] = set()
    try:
        states = {run.state for run in done.result(PATIENCE_S)}
    except CancelledError:
        states = {JobState.INTERRUPTED}
    again = open_companion()
    again.start()
    (run,) = again.companion.job_runs().result()
    assert {run.state} == states


# -- what it works with ---------------------------------------------------------------------------


def test_without_models_a_job_is_told_so(open_companion: Callable[..., Listener], put: Put) -> None:
    def no_encoders() -> Encoders:
        raise EncoderError("There are no encoders.", "There is nothing to be done.")

    listener = open_companion(load_encoders=no_encoders)
    listener.start()
    found: list[object] = []

    def steps(desk: Desk) -> Iterator[JobStep]:
        found.append(desk.with_encoders(lambda encoders: encoders))
        found.append(desk.with_model(lambda model, _: model))
        yield JobStep()

    put(steps)
    listener.companion.sleep().result(PATIENCE_S)
    encoders, model = found
    assert encoders is None
    assert model is not None
