"""Deleting and forgetting: out of sight at once, undone for a while, then gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from companion.clock import FixedClock
from companion.domain import NoteStatus
from companion.errors import NotFound
from companion.events import ConversationsChanged, NotesChanged, TurnRecalled
from companion.store.store import Store
from companion.trash import UNDO_S
from tests.listening import Listener
from tests.past import lived

FACT = "I moved to Porto in June with my dog Biscuit."
OTHER = "My sister Ada works at a bakery."


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two things were said, in two conversations."""

    def live(listener: Listener) -> None:
        listener.say(FACT)
        listener.say(OTHER)

    return lived(tmp_path_factory.mktemp("past") / "home", live)


@pytest.fixture
def talked(past: Path, home: Path, open_companion: Callable[[], Listener]) -> Listener:
    """A Companion on this past."""
    shutil.copytree(past, home)
    listener = open_companion()
    listener.start()
    return listener


def notes(listener: Listener) -> list[str]:
    """What can be seen."""
    return sorted(note.text for note in listener.companion.notes().result())


def titles(listener: Listener) -> list[str]:
    """The conversations that can be seen."""
    return sorted(c.title for c in listener.companion.conversations().result())


def ids(listener: Listener, query: str) -> list[str]:
    """The notes that hold some words."""
    return [note.id for note in listener.companion.notes(query).result()]


def conversation(listener: Listener, words: str) -> str:
    """The conversation in which something was said."""
    (found,) = listener.companion.conversations(words).result()
    return found.id


def in_database(listener: Listener) -> int:
    """How many notes the database holds, seen or not."""
    store = listener.companion._runtime.store()
    return sum(len(store.notes.with_status(status)) for status in NoteStatus)


def let_pass(listener: Listener, clock: FixedClock, seconds: float) -> None:
    """Time passes, and what is due is done."""
    clock.advance(timedelta(seconds=seconds))
    listener.companion._deleting.purge()
    listener.rest()


def test_a_forgotten_note_is_out_of_sight_at_once_and_comes_back_as_it_was(
    talked: Listener,
) -> None:
    listener = talked
    companion = listener.companion
    before = companion.notes().result()
    (fact, episode) = ids(listener, "Biscuit")
    companion.pin_note(fact, True).result()
    deleted = companion.forget_notes([fact]).result()
    assert deleted.what == "1 memory forgotten"
    assert deleted.seconds == UNDO_S
    assert set(listener.all(NotesChanged)[-1].ids) == {fact, episode}
    assert notes(listener) == [OTHER, OTHER]
    assert ids(listener, "Biscuit") == []
    for note_id in (fact, episode):
        assert isinstance(companion.note(note_id).exception(), NotFound)
    asked = listener.say("what's my dog called?", off_the_record=True)
    assert listener.wait(TurnRecalled, turn=asked).recall.items == ()

    assert companion.undo(deleted.id).result()
    assert [note.id for note in companion.notes().result()] == [note.id for note in before]
    detail = companion.note(fact).result()
    assert detail.note.pinned
    assert [revision.reason for revision in detail.revisions][-2:] == [
        "you asked to forget it",
        "undone",
    ]
    asked = listener.say("what's my dog called?", off_the_record=True)
    assert listener.wait(TurnRecalled, turn=asked).recall.items


def test_a_note_that_was_archived_comes_back_archived(talked: Listener, clock: FixedClock) -> None:
    companion = talked.companion
    (note_id, _) = ids(talked, "Biscuit")

    def archive(store: Store) -> None:
        now, archived = clock.now(), NoteStatus.ARCHIVED
        store.notes.set_status([note_id], archived, actor="user", reason="archived", now=now)

    companion._write(archive).result()
    deleted = companion.forget_notes([note_id]).result()
    companion.undo(deleted.id).result()
    assert companion.note(note_id).result().note.status is NoteStatus.ARCHIVED


def test_after_its_time_a_note_is_gone_for_good(talked: Listener, clock: FixedClock) -> None:
    listener = talked
    deleted = listener.companion.forget_notes(ids(listener, "Biscuit")).result()
    assert deleted.what == "2 memories forgotten"
    let_pass(listener, clock, UNDO_S - 1)
    assert in_database(listener) == 4
    let_pass(listener, clock, 2)
    assert in_database(listener) == 2
    assert not listener.companion.undo(deleted.id).result()
    assert notes(listener) == [OTHER, OTHER]
    # The message itself was not deleted.
    assert len(listener.companion.conversations("Biscuit").result()) == 1


def test_what_can_still_be_undone_is_not_purged_with_what_cannot(
    talked: Listener, clock: FixedClock
) -> None:
    listener = talked
    listener.companion.forget_notes(ids(listener, "Biscuit")).result()
    clock.advance(timedelta(seconds=UNDO_S / 2))
    second = listener.companion.forget_notes(ids(listener, "Ada")).result()
    let_pass(listener, clock, UNDO_S / 2)
    assert in_database(listener) == 2
    assert listener.companion.undo(second.id).result()
    assert notes(listener) == [OTHER, OTHER]


def test_a_deleted_conversation_takes_its_notes_along_and_brings_them_back(
    talked: Listener,
) -> None:
    listener = talked
    companion = listener.companion
    conversation_id = conversation(listener, "Biscuit")
    deleted = companion.delete_conversation(conversation_id).result()
    assert "2 memories" in deleted.what
    assert listener.all(ConversationsChanged)[-1].ids == (conversation_id,)
    assert titles(listener) == [OTHER]
    assert notes(listener) == [OTHER, OTHER]
    assert isinstance(companion.thread(conversation_id).exception(), NotFound)
    assert companion.undo(deleted.id).result()
    assert len(titles(listener)) == 2
    assert notes(listener) == [FACT, FACT, OTHER, OTHER]
    assert not companion.undo(deleted.id).result(), "once is enough"


def test_a_conversation_deleted_for_good_leaves_nothing(
    talked: Listener, clock: FixedClock
) -> None:
    listener = talked
    listener.companion.delete_conversation(conversation(listener, "Biscuit")).result()
    let_pass(listener, clock, UNDO_S + 1)
    assert listener.companion._runtime.store().conversations.count() == (1, 2)
    assert in_database(listener) == 2


def test_a_note_that_rests_on_another_conversation_too_stays(
    talked: Listener, clock: FixedClock
) -> None:
    listener = talked
    listener.say(f"Once more. {FACT}")
    fact = next(
        detail
        for note_id in ids(listener, "Biscuit")
        if len((detail := listener.companion.note(note_id).result()).sources) == 2
    )
    first = fact.sources[0].conversation_id
    listener.companion.delete_conversation(first).result()
    let_pass(listener, clock, UNDO_S + 1)
    (source,) = listener.companion.note(fact.note.id).result().sources
    assert source.conversation_id != first


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after another"])
def test_no_note_outlives_all_it_rests_on(
    talked: Listener, clock: FixedClock, at_once: bool
) -> None:
    listener = talked
    listener.say(f"Once more. {FACT}")
    for found in listener.companion.conversations("Biscuit").result():
        listener.companion.delete_conversation(found.id).result()
        if not at_once:
            let_pass(listener, clock, UNDO_S + 1)
    let_pass(listener, clock, UNDO_S + 1)
    assert notes(listener) == [OTHER, OTHER]
    assert in_database(listener) == 2


def test_a_note_brought_back_alone_goes_with_its_conversation(
    talked: Listener, clock: FixedClock
) -> None:
    listener = talked
    forgotten = listener.companion.forget_notes(ids(listener, "Biscuit")).result()
    listener.companion.delete_conversation(conversation(listener, "Biscuit")).result()
    listener.companion.undo(forgotten.id).result()
    let_pass(listener, clock, UNDO_S + 1)
    assert notes(listener) == [OTHER, OTHER]
    assert in_database(listener) == 2


def test_a_conversation_brought_back_leaves_forgotten_what_was_forgotten_before(
    talked: Listener,
) -> None:
    listener = talked
    forgotten = listener.companion.forget_notes(ids(listener, "Biscuit")).result()
    deleted = listener.companion.delete_conversation(conversation(listener, "Biscuit")).result()
    assert listener.companion.undo(deleted.id).result()
    assert notes(listener) == [OTHER, OTHER]
    assert listener.companion.undo(forgotten.id).result()
    assert notes(listener) == [FACT, FACT, OTHER, OTHER]


def test_what_is_deleted_while_it_is_answered_leaves_no_notes(
    talked: Listener, clock: FixedClock
) -> None:
    listener = talked
    turn = listener.companion.send("I bought a boat.")
    listener.companion.delete_conversation(turn.conversation_id).result()
    listener.observed(turn)
    let_pass(listener, clock, UNDO_S + 1)
    assert notes(listener) == [FACT, FACT, OTHER, OTHER]
    assert in_database(listener) == 4


def test_what_is_deleted_while_it_is_answered_gets_its_notes_when_it_comes_back(
    talked: Listener,
) -> None:
    listener = talked
    turn = listener.companion.send("I bought a boat.")
    deleted = listener.companion.delete_conversation(turn.conversation_id).result()
    listener.observed(turn)
    assert listener.companion.undo(deleted.id).result()
    listener.companion.catch_up().result()
    assert "I bought a boat." in notes(listener)


def test_closing_ends_the_time_to_undo(
    talked: Listener, open_companion: Callable[[], Listener], home: Path
) -> None:
    listener = talked
    deleted = listener.companion.forget_notes(ids(listener, "Biscuit")).result()
    listener.close()
    # The index is not built anew while the person waits for the window to go.
    assert not (home / "index").exists()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    assert (home / "index").exists()
    assert in_database(tomorrow) == 2
    assert not tomorrow.companion.undo(deleted.id).result()


def test_unknown_notes_and_conversations_cannot_be_deleted(talked: Listener) -> None:
    companion = talked.companion
    assert isinstance(companion.delete_conversation("unknown").exception(), NotFound)
    assert not companion.undo("unknown").result()
    assert companion.forget_notes(["unknown"]).exception() is None
    assert notes(talked) == [FACT, FACT, OTHER, OTHER]
