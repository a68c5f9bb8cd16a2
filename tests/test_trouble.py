"""Trouble with what is kept: one clear sentence each, nothing lost, and the next start works."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from companion.domain import MessageState
from companion.encoders.scripted import ScriptedEncoders
from companion.errors import CompanionError, EncoderError, HomeInUse, NewerDatabase, StoreError
from companion.events import Fault, MemoryDegraded, StartFailed, TurnObserved, TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from companion.store.conversations import Conversations
from companion.store.store import Store
from tests.listening import Listener
from tests.readable import is_readable

pytestmark = pytest.mark.slow

Opener = Callable[..., Listener]
FACT = "I moved to Porto in May with my dog Biscuit"
OTHER = "My sister Ada works at a bakery"


def start_fails(listener: Listener) -> CompanionError:
    """Start, and return what keeps it from starting."""
    listener.start()
    error = listener.wait(StartFailed).error
    assert is_readable(error)
    return error


def knows(listener: Listener, question: str, fact: str) -> None:
    """Ask, and see that the fact is recalled."""
    turn = listener.say(question)
    recalled = listener.wait(TurnRecalled, turn=turn).recall
    assert fact in [item.note.text for item in recalled.items]


@pytest.fixture
def used_home(open_companion: Opener, home: Path) -> Path:
    """A home in which the fact was said, closed again."""
    listener = open_companion()
    listener.start()
    listener.say(FACT)
    listener.close()
    return home


# -- the data directory ---------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="needs a place where nobody may write")
def test_a_home_where_nobody_may_write_is_refused(open_companion: Opener) -> None:
    error = start_fails(open_companion(Path("/sys/companion")))
    assert isinstance(error, StoreError)
    assert "/sys/companion" in error.message
    assert "--home" in error.hint


@pytest.mark.parametrize("below", ["", "home", "some/where"])
def test_a_home_that_cannot_be_a_directory_is_refused(
    open_companion: Opener, tmp_path: Path, below: str
) -> None:
    file = tmp_path / "file"
    file.write_text("a file")
    assert isinstance(start_fails(open_companion(file / below)), StoreError)
    assert file.read_text() == "a file"
    file.unlink()
    listener = open_companion(file / below)
    listener.start()
    listener.reply(listener.say("Hello"))


def test_nothing_can_be_said_or_read_without_a_store_and_it_says_why(
    open_companion: Opener, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    listener = open_companion(tmp_path / "file")
    error = start_fails(listener)
    assert listener.failure(listener.companion.send("Hello")).error is error
    assert listener.companion.notes().exception() is error
    assert listener.companion.remember("I live here").exception() is error


def test_a_home_that_is_open_elsewhere_is_left_alone(
    open_companion: Opener, listener: Listener
) -> None:
    listener.say(FACT)
    second = open_companion()
    assert isinstance(start_fails(second), HomeInUse)
    second.close()
    listener.reply(listener.say("Still there?"))
    listener.close()
    third = open_companion()
    third.start()
    knows(third, "what's my dog called?", FACT)


def test_a_bug_at_the_start_is_reported_and_told_as_such(
    open_companion: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(Conversations, "interrupt_streaming", fail)
    listener = open_companion()
    listener.awaits_fault = True
    start_fails(listener)
    assert "a bug of ours" in listener.fault().report
    listener.close()
    assert len(listener.all(Fault)) == 1
    monkeypatch.undo()
    again = open_companion()
    again.start()
    again.reply(again.say("Hello"))


def test_a_bug_in_storing_is_reported_and_the_turn_fails(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(Conversations, "begin", fail)
    turn = listener.companion.send("Hello")
    assert "a bug of ours" in listener.fault().report
    assert is_readable(listener.failure(turn).error)
    monkeypatch.undo()
    assert listener.reply(listener.say("Hello")) == "All right."


# -- the database ---------------------------------------------------------------------------------


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    open_companion: Opener, used_home: Path
) -> None:
    file = used_home / "companion.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO migration VALUES (999, 'from_the_future', 'later')")
    before = file.read_bytes()
    error = start_fails(open_companion())
    assert isinstance(error, NewerDatabase)
    assert "Update" in error.hint
    assert file.read_bytes() == before
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM migration WHERE version = 999")
    listener = open_companion()
    listener.start()
    knows(listener, "what's my dog called?", FACT)


def garbage(file: Path) -> None:
    """Bytes that are no database."""
    file.write_bytes(b"\x00garbage\xff" * 4096)


def another_format(file: Path) -> None:
    """A file of another program."""
    file.write_text("<html>Not found</html>" * 100)


def damaged_head(file: Path) -> None:
    """A database whose first page was overwritten, all but its first words."""
    data = bytearray(file.read_bytes())
    data[100:4096] = b"\xa5" * 3996
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [garbage, another_format, damaged_head])
def test_a_damaged_database_is_refused_untouched_and_a_backup_takes_its_place(
    open_companion: Opener, used_home: Path, damage: Callable[[Path], None]
) -> None:
    file = used_home / "companion.db"
    backup = file.read_bytes()
    damage(file)
    damaged = file.read_bytes()
    error = start_fails(open_companion())
    assert isinstance(error, StoreError)
    assert "backup" in error.hint
    assert file.read_bytes() == damaged
    file.write_bytes(backup)
    listener = open_companion()
    listener.start()
    knows(listener, "what's my dog called?", FACT)


def test_a_directory_in_place_of_the_database_is_refused(
    open_companion: Opener, home: Path
) -> None:
    (home / "companion.db").mkdir(parents=True)
    assert isinstance(start_fails(open_companion()), StoreError)
    (home / "companion.db").rmdir()
    listener = open_companion()
    listener.start()
    listener.reply(listener.say("Hello"))


@pytest.mark.parametrize("text", ["{", "[]", '{"temperature": 99}', '{"theme": "plaid"}', "\udcff"])
def test_damaged_settings_are_refused_and_left_alone(
    open_companion: Opener, used_home: Path, text: str
) -> None:
    file = used_home / "settings.json"
    file.write_text(text, "utf-8", "surrogateescape")
    error = start_fails(open_companion())
    assert "settings.json" in error.message
    assert file.read_text("utf-8", "surrogateescape") == text
    file.unlink()
    listener = open_companion()
    listener.start()
    knows(listener, "what's my dog called?", FACT)


def test_a_damaged_key_is_refused_before_anything_is_written(
    open_companion: Opener, used_home: Path
) -> None:
    key = used_home / "tombstones.key"
    key.write_text("damaged")
    assert "tombstones.key" in start_fails(open_companion()).message
    key.unlink()
    listener = open_companion()
    listener.start()
    knows(listener, "what's my dog called?", FACT)


# -- a full disk ----------------------------------------------------------------------------------


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow beyond half a kilobyte.

    Python ignores SIGXFSZ, so that the writes fail as they do on a full disk.
    """
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def says_disk_full(error: BaseException | None) -> bool:
    """Whether it is the sentence about the full disk."""
    return isinstance(error, StoreError) and is_readable(error) and "disk is full" in error.message


def test_what_cannot_be_kept_on_a_full_disk_is_refused_and_what_was_said_before_is_there(
    open_companion: Opener, listener: Listener
) -> None:
    first = listener.say(FACT)
    with full_disk():
        lost = listener.companion.send("Hello?", conversation_id=first.conversation_id)
        assert says_disk_full(listener.failure(lost).error)
        assert says_disk_full(listener.companion.remember(OTHER).exception())
        (note, *_) = listener.companion.notes().result()
        assert says_disk_full(listener.companion.forget_notes([note.id]).exception())
        deleted = listener.companion.delete_conversation(first.conversation_id)
        assert says_disk_full(deleted.exception())
    shown = listener.companion.thread(first.conversation_id).result().messages
    assert [m.message.text for m in shown] == [FACT, "All right."]
    listener.reply(listener.say("And now?", conversation_id=first.conversation_id))
    listener.close()
    tomorrow = open_companion()
    tomorrow.start()
    knows(tomorrow, "what's my dog called?", FACT)


def test_a_disk_that_fills_during_the_reply_keeps_the_question(
    open_companion: Opener, listener: Listener, model: ScriptedChatModel
) -> None:
    with ExitStack() as disk:

        def reply(_: object) -> str:
            disk.enter_context(full_disk())
            return "Porto is lovely."

        model.replies = reply
        turn = listener.companion.send(FACT)
        error = listener.failure(turn).error
        assert says_disk_full(error)
        # Nobody who waits for the end of the turn waits for ever.
        assert listener.wait(TurnObserved, turn=turn).saved == ()
    model.replies = ["And here I am."]
    thread = listener.companion.thread(turn.conversation_id).result()
    assert thread.messages[0].message.text == FACT
    again = listener.say("Are you there?", conversation_id=turn.conversation_id)
    assert listener.reply(again) == "And here I am."
    listener.close()
    tomorrow = open_companion()
    tomorrow.start()
    shown = tomorrow.companion.thread(turn.conversation_id).result().messages
    assert MessageState.STREAMING not in {m.message.state for m in shown}
    # What could not be observed yesterday is caught up on.
    tomorrow.rest()
    knows(tomorrow, "what's my dog called?", FACT)


def test_undo_can_be_tried_again_when_the_disk_was_full(listener: Listener) -> None:
    listener.say(FACT)
    before = {note.id for note in listener.companion.notes().result()}
    deleted = listener.companion.forget_notes(list(before)).result()
    assert listener.companion.notes().result() == []
    with full_disk():
        assert says_disk_full(listener.companion.undo(deleted.id).exception())
    assert listener.companion.undo(deleted.id).result()
    assert {note.id for note in listener.companion.notes().result()} == before


def test_settings_that_cannot_be_kept_are_not_changed(listener: Listener) -> None:
    listener.companion.change_settings(theme="dark")
    with full_disk():
        with pytest.raises(StoreError) as raised:
            listener.companion.change_settings(theme="light", model_path=Path("x" * 600))
        assert is_readable(raised.value)
    assert listener.companion.settings.theme == "dark"


def test_a_start_on_a_full_disk_says_so_and_works_once_there_is_space(
    open_companion: Opener, used_home: Path, tmp_path: Path
) -> None:
    with full_disk():
        assert says_disk_full(start_fails(open_companion()))
        assert says_disk_full(start_fails(open_companion(tmp_path / "fresh")))
    fresh = open_companion(tmp_path / "fresh")
    fresh.start()
    fresh.reply(fresh.say("Hello"))
    listener = open_companion(used_home)
    listener.start()
    knows(listener, "what's my dog called?", FACT)


# -- the index ------------------------------------------------------------------------------------


def lost(index: Path) -> None:
    """The whole index was deleted."""
    shutil.rmtree(index)


def emptied(index: Path) -> None:
    """Its files were deleted."""
    for directory in index.iterdir():
        shutil.rmtree(directory)
        directory.mkdir()


def overwritten(index: Path) -> None:
    """Every file of it is garbage."""
    for file in files_of(index):
        file.write_bytes(b"\x00garbage\xff" * 100)


def cut_short(index: Path) -> None:
    """Half of every file is missing."""
    for file in files_of(index):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def a_file(index: Path) -> None:
    """There is a file in place of the directory."""
    shutil.rmtree(index)
    index.write_text("what is this?")


def files_inside(index: Path) -> None:
    """There are files in place of the directories inside it."""
    for directory in list(index.iterdir()):
        shutil.rmtree(directory)
        directory.write_text("what is this?")


def files_of(index: Path) -> list[Path]:
    """Every file of an index; there are some."""
    files = [file for file in index.rglob("*") if file.is_file()]
    assert files
    return files


def in_step(store: Store) -> bool:
    """Whether the index holds just the vectors that the database holds, and nothing waits."""
    wanted = store.embeddings.ids(store.fingerprint)
    return (
        store.index is not None
        and store.index.ids() == wanted
        and store.embeddings.outbox(store.fingerprint, 1) == (0, {})
    )


@pytest.mark.parametrize(
    "damage",
    [lost, emptied, overwritten, cut_short, a_file, files_inside],
    ids=lambda d: d.__name__,
)
@pytest.mark.parametrize(
    "forgotten",
    [False, True],
    ids=["", "while_forgotten_notes_wait"],
)
def test_an_index_that_is_lost_or_damaged_is_made_anew(
    open_companion: Opener,
    listener: Listener,
    home: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    forgotten: bool,
) -> None:
    listener.say(FACT)
    listener.say(OTHER)
    companion = listener.companion
    if forgotten:
        companion.forget_notes([note.id for note in companion.notes("Ada").result()]).result()
    listener.rest()
    # A copy of a running home is what is there after a crash.
    shutil.copytree(home, tmp_path / "crashed")
    damage(tmp_path / "crashed" / "index")
    tomorrow = open_companion(tmp_path / "crashed")
    tomorrow.start()
    tomorrow.rest()
    assert tomorrow.all(MemoryDegraded) == []
    assert in_step(tomorrow.companion._runtime.store())
    knows(tomorrow, "what's my dog called?", FACT)
    texts = [note.text for note in tomorrow.companion.notes().result()]
    assert (OTHER in texts) is not forgotten


def test_an_index_damaged_while_it_is_open_is_mended_by_the_next_start(
    open_companion: Opener, listener: Listener, home: Path
) -> None:
    listener.say(FACT)
    listener.rest()
    overwritten(home / "index")
    # Words still find it, whatever the index makes of this.
    knows(listener, "what's my dog called?", FACT)
    listener.say(OTHER)
    listener.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    assert in_step(tomorrow.companion._runtime.store())
    knows(tomorrow, "what's my dog called?", FACT)
    knows(tomorrow, "where does my sister work?", OTHER)


# -- the encoders ---------------------------------------------------------------------------------


def no_encoders() -> ScriptedEncoders:
    """Encoders that were not installed."""
    raise EncoderError("The encoders are not installed.", "Install them with `uv sync`.")


def test_without_encoders_memory_works_by_words_and_catches_up_when_they_are_there(
    open_companion: Opener,
) -> None:
    today = open_companion(load_encoders=no_encoders)
    today.start()
    assert is_readable(today.wait(MemoryDegraded).error)
    today.say(FACT)
    knows(today, "what's my dog called?", FACT)
    today.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    store = tomorrow.companion._runtime.store()
    assert store.embeddings.missing_notes(store.fingerprint, 1) == []
    assert store.embeddings.missing_messages(store.fingerprint, 1) == []
    assert in_step(store)


class FailingReranker:
    """Is found damaged when it is first needed."""

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        raise EncoderError("The reranker is damaged.", "Install it again.")


def test_a_reply_comes_even_when_an_encoder_fails(open_companion: Opener) -> None:
    encoders = ScriptedEncoders(reranker=FailingReranker())  # type: ignore[arg-type]
    listener = open_companion(load_encoders=lambda: encoders)
    listener.start()
    listener.say(FACT)
    turn = listener.say("what's my dog Biscuit called?")
    assert listener.reply(turn) == "All right."
    assert is_readable(listener.wait(MemoryDegraded).error)
