"""What is forgotten is nowhere in the data directory any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from companion.clock import FixedClock
from companion.domain import NoteKind, Turn
from companion.encoders.scripted import HashingEmbedder
from companion.events import TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from companion.trash import UNDO_S
from tests.listening import Listener
from tests.traces import Traces

SECRET = "I buried the treasure under Quercus rubra in Xanten"
WORDS = ("treasure", "Quercus", "rubra", "Xanten", "quercus", "xanten", "buri", "treasur", "rubra")
HARMLESS = "I like my green bicycle"

pytestmark = pytest.mark.usefixtures("index_files")


def files(home: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file under a directory."""
    for path in home.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def holds_vector(home: Path) -> set[str]:
    """The files that hold the secret's vector."""
    (row,) = HashingEmbedder().embed_passages([SECRET]).astype(np.float32)
    return {name for name, data in files(home) if row.tobytes() in data}


@pytest.fixture
def said(listener: Listener, model: ScriptedChatModel) -> Turn:
    """The secret was said, answered, asked about, corrected and put into drafts' company."""
    model.replies = ["A fine tree.", "I like bicycles.", "There, I think."]
    listener.say(HARMLESS)
    turn = listener.say(SECRET)
    companion = listener.companion
    (note,) = [n for n in companion.notes("treasure").result() if n.kind is not NoteKind.EPISODE]
    companion.pin_note(note.id, True).result()
    asked = listener.say("Where did I bury it? Under Quercus rubra?", off_the_record=True)
    assert listener.wait(TurnRecalled, turn=asked).recall.items
    companion.delete_conversation(asked.conversation_id).result()
    listener.rest()
    return turn


def test_after_forgetting_and_deleting_no_file_holds_a_word_of_it(
    listener: Listener, said: Turn, home: Path, traces: Traces
) -> None:
    assert traces(WORDS)
    assert holds_vector(home) >= {"companion.db-wal"}
    companion = listener.companion
    notes = companion.notes("treasure").result()
    assert len(notes) == 2
    companion.forget_notes([notes[0].id]).result()
    companion.delete_conversation(said.conversation_id).result()
    listener.close()
    assert traces(WORDS) == set()
    assert holds_vector(home) == set()
    assert any(b"bicycle" in data for _, data in files(home))


def test_it_is_gone_from_the_files_when_the_time_to_undo_has_passed(
    listener: Listener, said: Turn, home: Path, clock: FixedClock, traces: Traces
) -> None:
    companion = listener.companion
    notes = companion.notes("treasure").result()
    companion.forget_notes([notes[0].id]).result()
    companion.delete_conversation(said.conversation_id).result()
    companion._deleting.purge()
    listener.rest()
    assert traces(WORDS), "it can still be undone"
    clock.advance(timedelta(seconds=UNDO_S + 1))
    companion._deleting.purge()
    listener.rest()
    assert traces(WORDS) == set()
    assert holds_vector(home) == set()
    # And memory works on.
    asked = listener.say("which bicycle do I like?")
    recalled = listener.wait(TurnRecalled, turn=asked).recall.items
    assert [item.note.text for item in recalled] == [HARMLESS]


def test_forgetting_a_note_alone_leaves_what_was_said(
    listener: Listener, said: Turn, home: Path, open_companion: Callable[[], Listener]
) -> None:
    companion = listener.companion
    (first, *_) = companion.notes("treasure").result()
    companion.forget_notes([first.id]).result()
    listener.close()
    assert holds_vector(home) == set()
    with closing(sqlite3.connect(home / "companion.db")) as connection:
        ask = "SELECT count(*) FROM {} WHERE text LIKE '%Xanten%'"
        held = [connection.execute(ask.format(t)).fetchone()[0] for t in ("message", "note")]
    assert held == [1, 0]
    again = open_companion()
    again.start()
    again.rest()
    assert again.companion.notes("treasure").result() == []
    thread = again.companion.thread(said.conversation_id).result()
    assert thread.messages[0].message.text == SECRET
    assert thread.messages[1].saved == ()


def test_it_is_gone_from_what_sleep_made_of_it(
    listener: Listener, said: Turn, home: Path, clock: FixedClock, traces: Traces
) -> None:
    companion = listener.companion
    listener.say("My boss gave me the new budget for the office.")
    listener.rest()
    companion.sleep(as_of=clock.now() + timedelta(days=40)).result()
    summaries = [n for n in companion.notes().result() if n.kind is NoteKind.SUMMARY]
    assert any(SECRET in note.text for note in summaries)
    (note, *_) = [n for n in companion.notes("treasure").result() if n not in summaries]
    companion.forget_notes([note.id]).result()
    left = [n for n in companion.notes().result() if n.kind is NoteKind.SUMMARY]
    assert [note.id for note in left] == [note.id for note in summaries], "told without it, at once"
    assert not any("treasure" in note.title + note.text for note in left)
    companion.delete_conversation(said.conversation_id).result()
    listener.close()
    assert traces(WORDS) == set()
    assert any(b"budget" in data for _, data in files(home))
