"""Forgetting everything: nothing is left in any file, but the backup its owner wants to keep."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from companion.archive.backing import prune
from companion.archive.forgetting_all import forget_all
from companion.archive.sweeping import sweep
from companion.backup import Why
from companion.domain import Conversation, Message, Role, new_id
from companion.events import ConversationsChanged, NotesChanged, TurnFinished
from companion.filters import Filter, SavedFilter
from companion.lanes import Cancel, Cancelled
from companion.llm.scripted import ScriptedChatModel
from companion.store import emptying
from companion.store.backups import FOLDER, backups
from companion.store.bulk import put_talk
from companion.store.store import Store
from companion.trash import Trash
from tests.archive.carrying import Machine
from tests.author import Author
from tests.commanding import Run
from tests.listening import Listener
from tests.traces import Traces

SECRET = "I buried the treasure in Xanten with my dog Biscuit."
WORDS = ("treasure", "Xanten", "xanten", "Biscuit", "biscuit", "buri")


@pytest.fixture
def told(listener: Listener, model: ScriptedChatModel, traces: Traces) -> Listener:
    """The secret was told, answered, drafted, backed up, and looked for."""
    model.replies = ["The treasure in Xanten!"]
    companion = listener.companion
    said = listener.say(SECRET)
    companion.save_draft(None, "treasure").result()
    companion.save_draft(said.conversation_id, "Biscuit").result()
    companion.exploring.save(SavedFilter("Xanten", Filter(words="Xanten"))).result()
    companion.archive.back_up().result()
    assert traces(WORDS)
    return listener


def is_empty(listener: Listener) -> bool:
    """Whether nothing is there."""
    companion = listener.companion
    lists = (companion.conversations(), companion.notes(), companion.exploring.saved())
    return [it.result() for it in lists] == [[], [], []] and companion.new_draft().result() == ""


def test_nothing_is_left_in_any_file(told: Listener, traces: Traces) -> None:
    companion = told.companion
    assert companion.archive.forget_all(keep_backup=False).result() is None
    assert is_empty(told)
    assert companion.archive.backups().result() == []
    assert traces(WORDS) == set()
    told.close()
    assert traces(WORDS) == set()


def test_whoever_shows_them_is_told_and_life_goes_on(told: Listener) -> None:
    (conversation,) = told.companion.conversations().result()
    before = told.companion.notes().result()
    told.events.clear()
    told.companion.archive.forget_all(keep_backup=False).result()
    assert told.all(ConversationsChanged)[-1].ids == (conversation.id,)
    assert {note.id for note in before} <= set(told.all(NotesChanged)[-1].ids)
    # It was not one thing that was to be forgotten: said anew, it is noted again.
    told.say(SECRET)
    assert {note.text for note in told.companion.notes().result()} == {it.text for it in before}


def test_a_backup_brings_all_of_it_back(told: Listener, traces: Traces) -> None:
    companion = told.companion
    before = {note.text for note in companion.notes().result()}
    made = companion.archive.forget_all(keep_backup=True).result()
    assert made is not None
    assert is_empty(told)
    # The one that was made by hand is gone with the rest.
    assert [it.name for it in companion.archive.backups().result()] == [made.name]
    assert {it.split(" in ")[1].split("/")[0] for it in traces(WORDS)} == {FOLDER}
    companion.archive.restore(made.name).result()
    assert {note.text for note in companion.notes().result()} == before


def test_what_was_forgotten_before_stays_forgotten(told: Listener) -> None:
    companion = told.companion
    (note, *_) = companion.notes("treasure").result()
    companion.forget_notes([note.id]).result()
    made = companion.archive.forget_all(keep_backup=True).result()
    assert made is not None
    companion.archive.restore(made.name).result()
    assert companion.notes("treasure").result() == []


def test_the_backup_is_gone_after_thirty_days(machine: Callable[[str], Machine]) -> None:
    laptop = machine("laptop")
    laptop.author.begins(SECRET)
    now = laptop.clock.now()
    made = forget_all(laptop.store, now, True, Cancel())
    assert made is not None
    assert made.why is Why.FORGETTING
    prune(laptop.home, now + timedelta(days=29))
    assert backups(laptop.home) == [made]
    prune(laptop.home, now + timedelta(days=30))
    assert backups(laptop.home) == []


def test_a_reply_under_way_ends(told: Listener, model: ScriptedChatModel, traces: Traces) -> None:
    begun = threading.Event()

    def slowly(_: object) -> str:
        begun.set()
        return "The treasure " * 50

    model.replies = slowly
    turn = told.companion.send("Where is it?")
    begun.wait(10)
    told.companion.archive.forget_all(keep_backup=False).result()
    told.wait(TurnFinished, turn=turn)
    assert is_empty(told)
    assert traces(WORDS) == set()


def test_cancelled_before_it_begins_nothing_has_changed(machine: Callable[[str], Machine]) -> None:
    laptop = machine("laptop")
    laptop.author.begins(SECRET)
    before, cancel = laptop.exports().read_bytes(), Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        forget_all(laptop.store, laptop.clock.now(), True, cancel)
    assert laptop.exports().read_bytes() == before
    assert backups(laptop.home) == []


def test_a_failure_half_way_changes_nothing(
    machine: Callable[[str], Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins(SECRET)
    before = laptop.exports().read_bytes()
    monkeypatch.setattr(emptying, "PERSONA", ("INSERT INTO nowhere VALUES (?)", (1,)))
    with pytest.raises(Exception, match="nowhere"):
        forget_all(laptop.store, laptop.clock.now(), True, Cancel())
    assert laptop.exports().read_bytes() == before


def test_the_next_start_goes_on_with_removing_backups(
    machine: Callable[[str], Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins(SECRET)
    (laptop.home / FOLDER).mkdir()
    older = laptop.home / FOLDER / "20260101T000000.000000Z-daily.db"
    older.write_bytes(b"treasure")

    def killed(_: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("companion.archive.forgetting_all.remove_other_backups", killed)
        with pytest.raises(KeyboardInterrupt):
            forget_all(laptop.store, laptop.clock.now(), True, Cancel())
    assert older.exists()
    sweep(laptop.store)
    assert [it.why for it in backups(laptop.home)] == [Why.FORGETTING]


def test_a_long_conversation_goes_as_a_whole(author: Author) -> None:
    """SQLite follows what hangs on a row for a thousand levels, and no further."""
    store, clock = author.store, author.clock
    for forget in (
        lambda: list(Trash(store, clock).purge(everything=True)),
        lambda: forget_all(store, clock.now(), False, Cancel()),
    ):
        now, parent, said = clock.now(), None, []
        talk = Conversation(new_id(), store.conversations.persona().id, "Long", now, now)
        for number in range(1100):
            message = Message(new_id(), talk.id, parent, Role.USER, f"{number}", now)
            said.append(message)
            parent = message.id
        put_talk(store.database, talk, said, [])
        store.conversations.set_deleted(talk.id, now)
        forget()
        assert store.conversations.count() == (0, 0)


# -- from the shell -------------------------------------------------------------------------------


@pytest.mark.slow
def test_from_the_shell(
    home: Path, run_companion: Run, monkeypatch: pytest.MonkeyPatch, traces: Traces
) -> None:
    run_companion("--home", str(home), "remember", SECRET)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "yes")
    refused = run_companion("--home", str(home), "forget", "--all")
    assert refused.code != 0
    assert "1 note" in refused.err
    assert run_companion("--home", str(home), "memories", "--json").json
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "forget everything")
    done = run_companion("--home", str(home), "forget", "--all")
    assert done.code == 0
    name = done.out.split("restore ")[1].split("`")[0]
    assert run_companion("--home", str(home), "memories", "--json").json == []
    assert run_companion("--home", str(home), "backup", "restore", name).code == 0
    assert run_companion("--home", str(home), "memories", "--json").json
    assert run_companion("--home", str(home), "forget", "--all", "--no-backup", "--yes").code == 0
    assert traces(WORDS) == set()
    assert run_companion("--home", str(home), "forget").code == 2
    assert run_companion("--home", str(home), "forget", "x", "--all").code == 2
