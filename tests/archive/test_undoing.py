"""An import can be taken back, without what was said and done since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.archive.importing import Mode
from companion.archive.undoing import undo_import
from companion.domain import NoteStatus
from companion.errors import NotFound
from companion.lanes import Cancel
from companion.memory.branches import follow
from companion.trash import Trash
from tests.archive.carrying import Machine
from tests.archive.conftest import live_a_little
from tests.archive.reading import records

Make = Callable[[str], Machine]


def undo(machine: Machine) -> None:
    """Take the last import back."""
    undo_import(machine.store, machine.clock.now(), Cancel())


def test_at_once_all_is_as_it_was(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    desktop.author.notes("I like jazz", desktop.author.begins("I like jazz"), embedded=True)
    before = desktop.exports().read_bytes()
    live_a_little(laptop.author)
    desktop.imports(laptop.exports())
    undo(desktop)
    assert desktop.exports().read_bytes() == before
    assert desktop.store.notes.find("Biscuit") == []
    with pytest.raises(NotFound, match="no import"):
        undo(desktop)


def test_what_it_changed_is_what_it_was(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    author = laptop.author
    first = author.begins("I live in Porto")
    home = author.notes("I live in Porto", first)
    tea = author.notes("I like tea", author.begins("I like tea"))
    desktop.imports(laptop.exports())
    before = desktop.exports().read_bytes()
    now = laptop.clock.now() + timedelta(days=1)
    laptop.store.notes.change(home.id, actor="user", reason="so", now=now, text="I live in Lyon")
    author.rewrites("I live in Ghent", first)
    follow(laptop.store, author.moved, now)
    laptop.store.conversations.rename(first.conversation_id, "Homes", now)
    trash = Trash(laptop.store, laptop.clock)
    trash.forget_notes([tea.id])
    list(trash.purge(everything=True))
    desktop.imports(laptop.exports())
    assert desktop.store.notes.detail(home.id).note.status is NoteStatus.RETIRED
    assert desktop.texts() == {"I live in Lyon"}
    undo(desktop)
    assert desktop.exports().read_bytes() == before


def test_what_was_said_since_stays(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    first = laptop.author.begins("I live in Porto")
    laptop.author.notes("I live in Porto", first)
    answer = laptop.author.replies("Porto is lovely.", first)
    other = laptop.author.begins("I like tea")
    tea = laptop.author.notes("I like tea", other)
    jazz = laptop.author.notes("I like jazz", laptop.author.begins("I like jazz"))
    desktop.imports(laptop.exports())
    since = desktop.author.says("I work as a baker", answer)
    work = desktop.author.notes("I work as a baker", since)
    mine = desktop.author.notes("I own a bicycle", desktop.author.begins("I own a bicycle"))
    desktop.store.notes.change(
        jazz.id, actor="user", reason="so", now=desktop.clock.now(), text="I like bebop"
    )
    undo(desktop)
    assert desktop.texts() == {work.text, mine.text, "I like bebop"}
    said = [it[0].text for it in desktop.store.conversations.branch(first.conversation_id)]
    assert said == [first.text, answer.text, since.text]
    assert other.conversation_id not in desktop.store.conversations.standing()
    # And it can be imported again.
    desktop.imports(laptop.exports())
    assert tea.text in desktop.texts()


def test_of_what_it_changed_what_was_changed_since_stays(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    note = laptop.author.notes("I live in Porto", laptop.author.begins("I live in Porto"))
    desktop.imports(laptop.exports())
    for here, fields in ((laptop, {"text": "I live in Lyon"}), (desktop, {"pinned": True})):
        here.clock.advance(timedelta(days=1))
        now = here.clock.now()
        here.store.notes.change(note.id, actor="user", reason="so", now=now, **fields)
        if here is laptop:
            desktop.imports(laptop.exports())
    undo(desktop)
    it = desktop.store.notes.detail(note.id).note
    assert (it.text, it.pinned) == ("I live in Porto", True)


def test_what_was_forgotten_for_good_leaves_nothing_to_take_back(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    said = laptop.author.begins("My doctor found a lump")
    note = laptop.author.notes(said.text, said)
    desktop.imports(laptop.exports())
    now = laptop.clock.now() + timedelta(days=1)
    laptop.store.notes.change(note.id, actor="user", reason="so", now=now, text="It is private")
    desktop.imports(laptop.exports())
    trash = Trash(desktop.store, desktop.clock)
    trash.delete_conversation(said.conversation_id)
    list(trash.purge(everything=True))
    with pytest.raises(NotFound):
        undo(desktop)
    assert b"lump" not in (desktop.home / "companion.db").read_bytes()


def test_what_took_the_place_of_all_has_its_backup(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    laptop.author.begins("Good morning")
    desktop.imports(laptop.exports(), mode=Mode.REPLACE)
    with pytest.raises(NotFound):
        undo(desktop)
    assert records(desktop.exports())["messages"]
