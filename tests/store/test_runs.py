"""What background jobs did is kept step by step, and can be undone as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import (
    Claim,
    Entity,
    EntityKind,
    JobRun,
    JobState,
    Link,
    LinkKind,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
    new_id,
)
from companion.errors import NotFound
from companion.store.runs import ACTOR, Edit, JobStep
from companion.store.store import Store
from tests.author import Author

Begin = Callable[..., JobRun]


@pytest.fixture
def begin(store: Store, clock: FixedClock) -> Begin:
    """Begins a run for a year from now."""

    def begin(job: str = "tidy") -> JobRun:
        return store.runs.begin(job, clock.now() + timedelta(days=365), clock.now())

    return begin


@pytest.fixture
def notes(author: Author) -> list[Note]:
    """Three notes from one conversation."""
    first = author.begins("I like tea.")
    second = author.says("I like rum.", after=first)
    return [
        author.notes("I like tea.", first),
        author.notes("I like rum.", second),
        author.notes("I like", first, second),
    ]


def archived(note: Note, run: JobRun) -> Edit:
    """That it is put away."""
    after = replace(note, status=NoteStatus.ARCHIVED, updated_at=run.as_of)
    return Edit(note, after, "it had faded")


def summary(of: Note, clock: FixedClock) -> Edit:
    """A note that a job makes of another one."""
    now = clock.now()
    made = Note(new_id(), NoteKind.FACT, "They like drinks", Origin.RULE, now, now)
    return Edit(
        None,
        made,
        "a summary",
        links=(Link(made.id, of.id, LinkKind.RELATED, "it says so"),),
        entities=(Entity("Rum", EntityKind.OTHER, ("rum",)),),
    )


def everything(store: Store) -> dict[str, object]:
    """All notes with what they rest on and how they are linked, but for their history."""
    return {
        note.id: (note, detail.sources, detail.entities, detail.links)
        for note in store.notes.find()
        for detail in [store.notes.detail(note.id)]
    }


# -- doing ----------------------------------------------------------------------------------------


def test_a_step_changes_notes_and_says_so_in_their_history(
    store: Store, begin: Begin, notes: list[Note]
) -> None:
    run = begin()
    step = JobStep((archived(notes[0], run), archived(notes[1], run)), did={"archived": 2})
    run, changed = store.runs.apply(run, step)
    assert changed == (notes[0].id, notes[1].id)
    assert (run.changed, run.did) == (2, (("archived", 2),))
    detail = store.notes.detail(notes[0].id)
    assert detail.note.status is NoteStatus.ARCHIVED
    last = detail.revisions[-1]
    assert (last.actor, last.reason, last.run_id) == (ACTOR, "it had faded", run.id)
    assert last.changed_at == run.as_of
    assert store.runs.notes_of(run.id) == [notes[0].id, notes[1].id]


def test_what_was_done_is_added_up_over_the_steps(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    for note in notes:
        run, _ = store.runs.apply(run, JobStep((archived(note, run),), did={"archived": 1}))
    run = store.runs.end(run, JobState.DONE, clock.now())
    assert (run.changed, run.did) == (3, (("archived", 3),))
    assert store.runs.run(run.id) == run
    assert store.runs.latest(5) == [run]
    assert store.runs.last_ended("tidy") == run


def test_a_note_that_was_changed_meanwhile_is_left_alone(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    edits = tuple(archived(note, run) for note in notes[:2])
    store.notes.change(notes[0].id, actor="user", reason="pinned", now=clock.now(), pinned=True)
    run, changed = store.runs.apply(run, JobStep(edits))
    assert changed == (notes[1].id,)
    assert store.notes.detail(notes[0].id).note.status is NoteStatus.ACTIVE


def test_a_new_note_comes_with_its_sources_links_and_names(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    edit = summary(notes[1], clock)
    (source,) = store.notes.detail(notes[1].id).sources
    run, changed = store.runs.apply(run, JobStep((replace(edit, sources=(source,)),)))
    detail = store.notes.detail(edit.after.id)
    assert changed == (edit.after.id,)
    assert detail.note == edit.after
    assert [it.quote for it in detail.sources] == ["I like rum."]
    assert [it.name for it in detail.entities] == ["Rum"]
    assert [it.link.kind for it in detail.links] == [LinkKind.RELATED]
    assert store.runs.apply(run, JobStep((edit,)))[1] == (), "and is not made twice"


def test_other_words_get_another_vector(
    store: Store, begin: Begin, author: Author, clock: FixedClock
) -> None:
    note = author.writes([("tea", [author.begins("tea")])], embedded=True)[0]
    step = JobStep((Edit(note, replace(note, text="green tea"), "in full"),))
    store.runs.apply(begin(), step)
    fingerprint = author.embedder.fingerprint
    assert [it.text for it in store.embeddings.missing_notes(fingerprint, 9)] == ["green tea"]


def test_of_the_runs_that_did_nothing_only_the_last_is_kept(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    did = begin()
    did, _ = store.runs.apply(did, JobStep((archived(notes[0], did),)))
    store.runs.end(did, JobState.DONE, clock.now())
    for _ in range(3):
        store.runs.end(begin(), JobState.DONE, clock.now())
    last = begin()
    begin("another")
    kept = [run for run in store.runs.latest(9) if run.job == "tidy"]
    assert len(kept) == 3
    assert (kept[0].id, kept[-1].id) == (last.id, did.id)


def test_what_ran_when_the_process_ended_was_interrupted(store: Store, begin: Begin) -> None:
    run = begin()
    store.runs.interrupt()
    assert store.runs.run(run.id).state is JobState.INTERRUPTED
    assert store.runs.last_ended("tidy") is None


# -- undoing --------------------------------------------------------------------------------------


def test_undone_everything_is_exactly_as_it_was(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    before = everything(store)
    run = begin()
    (source,) = store.notes.detail(notes[1].id).sources
    claimed = replace(notes[2], text="I like drinks", claims=(Claim("likes", "drinks"),))
    step = JobStep(
        (
            archived(notes[0], run),
            Edit(notes[1], replace(notes[1], importance=9), "it matters"),
            Edit(notes[2], claimed, "joined", sources=(source,)),
            summary(notes[1], clock),
        ),
        (Link(notes[2].id, notes[0].id, LinkKind.CAUSES, "why"),),
    )
    run, changed = store.runs.apply(run, step)
    assert len(changed) == 4
    # A second change to the same note, in the same run.
    now = store.notes.detail(notes[1].id).note
    store.runs.apply(run, JobStep((archived(now, run),)))
    assert everything(store) != before
    clock.advance(timedelta(days=2))
    undone = store.runs.undo(run.id, clock.now())
    assert set(undone.note_ids) == set(changed)
    assert everything(store) == before
    assert store.runs.run(run.id).state is JobState.UNDONE
    assert not store.runs.undo(run.id, clock.now()).note_ids, "once is enough"


def test_what_was_undone_is_declined(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    made = summary(notes[1], clock)
    store.runs.apply(run, JobStep((archived(notes[0], run), made)))
    ids = [*(note.id for note in notes), made.after.id]
    assert store.runs.declined("tidy", ids) == set()
    store.runs.undo(run.id, clock.now())
    assert store.runs.declined("tidy", ids) == {notes[0].id, notes[1].id}, "what it was made of"
    assert store.runs.declined("another", ids) == set()
    store.notes.purge([notes[0].id])
    assert store.runs.declined("tidy", ids) == {notes[1].id}


def test_what_was_done_since_stays(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    edits = (archived(notes[0], run), archived(notes[1], run), summary(notes[1], clock))
    run, _ = store.runs.apply(run, JobStep(edits))
    by_hand = {"actor": "user", "reason": "by hand", "now": clock.now()}
    store.notes.change(notes[0].id, status=NoteStatus.RETIRED, **by_hand)
    store.notes.change(notes[1].id, text="I like white rum.", **by_hand)
    store.notes.change(edits[2].after.id, pinned=True, **by_hand)
    store.runs.undo(run.id, clock.now())
    retired, corrected, pinned = (
        store.notes.detail(i).note for i in (notes[0].id, notes[1].id, edits[2].after.id)
    )
    assert retired.status is NoteStatus.RETIRED
    assert (corrected.text, corrected.status) == ("I like white rum.", NoteStatus.ACTIVE)
    assert pinned.text == "They like drinks"


def test_what_is_forgotten_stays_forgotten(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    run, _ = store.runs.apply(run, JobStep(tuple(archived(note, run) for note in notes)))
    store.notes.set_status(
        [notes[0].id], NoteStatus.FORGOTTEN, actor="user", reason="", now=clock.now()
    )
    store.notes.purge([notes[1].id])
    assert store.runs.undo(run.id, clock.now()).note_ids
    assert [note.id for note in store.notes.with_status(NoteStatus.FORGOTTEN)] == [notes[0].id]
    assert [note.id for note in store.notes.find()] == [notes[2].id]


def test_the_history_tells_of_both(
    store: Store, begin: Begin, notes: list[Note], clock: FixedClock
) -> None:
    run = begin()
    store.runs.apply(run, JobStep((archived(notes[0], run),)))
    store.runs.undo(run.id, clock.now())
    told = [(it.actor, it.reason) for it in store.notes.detail(notes[0].id).revisions[1:]]
    assert told == [(ACTOR, "it had faded"), ("user", "undone")]


def test_a_run_that_there_is_not_cannot_be_undone(store: Store, clock: FixedClock) -> None:
    with pytest.raises(NotFound):
        store.runs.undo(new_id(), clock.now())
    with pytest.raises(NotFound):
        store.runs.run(new_id())
