"""A full disk: what cannot be kept is said, and what was kept is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from companion.domain import MessageState
from companion.errors import StoreError
from companion.events import TurnObserved
from companion.llm.scripted import ScriptedChatModel
from tests.listening import Listener
from tests.readable import is_readable
from tests.trouble.knowing import FACT, OTHER, Opener, knows, start_fails

pytestmark = pytest.mark.slow


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
