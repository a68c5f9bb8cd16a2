"""An import, or its undoing, while somebody talks: they come first, and nothing of either is
lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from companion.archive.importing import ImportOptions
from companion.lanes import Cancelled
from companion.store.arriving import Arriving
from companion.store.imports import Imports
from tests.archive.carrying import Machine
from tests.listening import Listener

WAIT_S = 30


class Doorway:
    """Where what is under way stops in the middle of its transaction, the first time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, of: type, step: str) -> None:
        self.reached, self.opened, self.times = threading.Event(), threading.Event(), 0
        passing = getattr(of, step)

        def stop(*given: Any) -> Any:
            self.times += 1
            self.reached.set()
            assert self.opened.wait(WAIT_S)
            return passing(*given)

        monkeypatch.setattr(of, step, stop)


def test_who_says_something_meanwhile_comes_first(
    machine: Callable[[str], Machine], listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins("Good morning.")
    file, doorway = laptop.exports(), Doorway(monkeypatch, Arriving, "take_in_vectors")
    companion = listener.companion
    archive = companion.archive
    prepared = archive.read(file).result(WAIT_S)
    importing = archive.take_in(prepared, ImportOptions())
    assert doorway.reached.wait(WAIT_S)
    turn = companion.send("Hello.")
    doorway.opened.set()
    done = importing.result(WAIT_S)
    prepared.close()
    listener.rest()
    assert doorway.times > 1
    assert len(done.conversation_ids) == 1
    titles = {talk.title for talk in companion.conversations().result(WAIT_S)}
    assert titles == {"Hello.", "Good morning."}
    assert companion.thread(turn.conversation_id).result(WAIT_S).messages


def test_cancelled_it_does_not_begin_anew(
    machine: Callable[[str], Machine], listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins("my dog Biscuit")
    file, doorway = laptop.exports(), Doorway(monkeypatch, Arriving, "take_in_vectors")
    archive = listener.companion.archive
    prepared = archive.read(file).result(WAIT_S)
    importing = archive.take_in(prepared, ImportOptions())
    assert doorway.reached.wait(WAIT_S)
    archive.cancel()
    doorway.opened.set()
    with pytest.raises(Cancelled):
        importing.result(WAIT_S)
    prepared.close()
    assert doorway.times == 1
    assert listener.companion.conversations().result(WAIT_S) == []


def test_who_says_something_while_an_import_is_taken_back_comes_first(
    machine: Callable[[str], Machine], listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins("Good morning.")
    companion = listener.companion
    archive = companion.archive
    prepared = archive.read(laptop.exports()).result(WAIT_S)
    archive.take_in(prepared, ImportOptions()).result(WAIT_S)
    prepared.close()
    listener.rest()
    doorway = Doorway(monkeypatch, Imports, "forget")
    undoing = archive.undo_import()
    assert doorway.reached.wait(WAIT_S)
    companion.send("Hello.")
    doorway.opened.set()
    undoing.result(WAIT_S)
    listener.rest()
    assert doorway.times > 1
    titles = {talk.title for talk in companion.conversations().result(WAIT_S)}
    assert titles == {"Hello."}
