"""An import while somebody talks: they come first, and nothing of either is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from companion.archive.importing import ImportOptions
from companion.lanes import Cancelled
from companion.store.arriving import Arriving
from tests.archive.carrying import Machine
from tests.listening import Listener

WAIT_S = 30


class Doorway:
    """Where an import stops in the middle of its transaction, the first time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.opened, self.times = threading.Event(), threading.Event(), 0
        passing = Arriving.take_in_vectors

        def stop(arriving: Arriving, fingerprint: str) -> int:
            self.times += 1
            self.reached.set()
            assert self.opened.wait(WAIT_S)
            return passing(arriving, fingerprint)

        monkeypatch.setattr(Arriving, "take_in_vectors", stop)


def test_who_says_something_meanwhile_comes_first(
    machine: Callable[[str], Machine], listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = machine("laptop")
    laptop.author.begins("Good morning.")
    file, doorway = laptop.exports(), Doorway(monkeypatch)
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
    file, doorway = laptop.exports(), Doorway(monkeypatch)
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
