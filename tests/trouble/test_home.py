"""Trouble with the data directory: it says why it does not start, and leaves everything alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.errors import HomeInUse, StoreError
from companion.events import Fault
from companion.store.conversations import Conversations
from tests.listening import Listener
from tests.readable import is_readable
from tests.trouble.knowing import FACT, Opener, knows, start_fails

pytestmark = pytest.mark.slow


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
    def fail(*_: object) -> None:
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
