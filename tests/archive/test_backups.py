"""Backups: made by themselves, gone back to, and without what was forgotten since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.acts import Passage
from companion.archive.backing import clean_all, make, restore
from companion.archive.retention import to_remove
from companion.backup import Backup, Why
from companion.domain import NoteKind
from companion.errors import NewerDatabase, NotFound, StoreError
from companion.lanes import Cancel, Cancelled
from companion.store import database
from companion.store.backups import backup_file, backups
from companion.trash import Trash
from tests.archive.carrying import Machine
from tests.archive.conftest import live_a_little
from tests.commanding import Run
from tests.listening import Listener

Make = Callable[[str], Machine]
SECRET = "My doctor found a lump"


def backed_up(machine: Machine, why: Why = Why.BY_HAND) -> str:
    """The name of a backup that is made now."""
    machine.clock.advance(timedelta(minutes=1))
    return make(machine.store, why, machine.clock.now(), Cancel()).name


def goes_back(machine: Machine, name: str) -> Backup:
    """Restore a backup."""
    machine.clock.advance(timedelta(minutes=1))
    return restore(machine.store, name, machine.clock.now(), Cancel())


def everywhere(folder: Path) -> bytes:
    """The bytes of all files below a folder."""
    return b"\n".join(it.read_bytes() for it in folder.rglob("*") if it.is_file())


def test_going_back_and_forth(machine: Make) -> None:
    laptop = machine("laptop")
    live_a_little(laptop.author)
    then = laptop.exports().read_bytes()
    name = backed_up(laptop)
    laptop.author.notes("I like jazz", laptop.author.begins("I like jazz"))
    since = laptop.exports().read_bytes()
    first = goes_back(laptop, name)
    assert laptop.exports().read_bytes() == then
    assert laptop.store.notes.find("jazz") == []
    goes_back(laptop, first.name)
    assert laptop.exports().read_bytes() == since
    assert {it.why for it in backups(laptop.home)} == {Why.BY_HAND, Why.RESTORE}


@pytest.mark.parametrize("blanked", [False, True], ids=["note", "words too"])
def test_what_is_forgotten_leaves_the_backups(machine: Make, blanked: bool) -> None:
    laptop = machine("laptop")
    said = laptop.author.begins(f"{SECRET}. I like tea.", title="A talk")
    lump, _ = laptop.author.writes([(SECRET, [said]), ("I like tea", [said])])
    laptop.author.notes(said.text, said, kind=NoteKind.EPISODE)
    name = backed_up(laptop)
    passage = Passage(
        said.id, said.conversation_id, 0, len(SECRET), SECRET, said.role, said.created_at,
        is_source=True, sure=True,
    )  # fmt: skip
    trash = Trash(laptop.store, laptop.clock)
    trash.forget_notes([lump.id], [passage] if blanked else [])
    list(trash.purge(everything=True))
    assert clean_all(laptop.store, Cancel()) == 1
    assert clean_all(laptop.store, Cancel()) == 0
    if blanked:
        laptop.store.database.scrub()
        assert SECRET.encode() not in everywhere(laptop.home)
    goes_back(laptop, name)
    assert SECRET not in laptop.texts()
    assert "I like tea" in laptop.texts()
    assert laptop.store.tombstones.any()


def test_a_conversation_that_was_deleted_leaves_the_backups(machine: Make) -> None:
    laptop = machine("laptop")
    said = laptop.author.begins(SECRET)
    laptop.author.notes(SECRET, said)
    backed_up(laptop)
    trash = Trash(laptop.store, laptop.clock)
    trash.delete_conversation(said.conversation_id)
    list(trash.purge(everything=True))
    clean_all(laptop.store, Cancel())
    laptop.store.database.scrub()
    assert SECRET.encode() not in everywhere(laptop.home)


def test_a_backup_that_is_damaged_newer_or_not_there_changes_nothing(machine: Make) -> None:
    laptop = machine("laptop")
    laptop.author.notes("I like tea", laptop.author.begins("I like tea"))
    name = backed_up(laptop)
    with pytest.raises(NotFound):
        goes_back(laptop, "../../companion.db")
    file = backup_file(laptop.home, name)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError):
        goes_back(laptop, name)
    file.write_bytes(b"no database")
    with pytest.raises(StoreError):
        goes_back(laptop, name)
    file.write_bytes(whole)
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'later', 'later')")
    connection.close()
    with pytest.raises(NewerDatabase):
        goes_back(laptop, name)
    assert laptop.texts() == {"I like tea"}


def test_a_cancelled_backup_leaves_no_file(machine: Make) -> None:
    cancel = Cancel()
    cancel.set()
    laptop = machine("laptop")
    with pytest.raises(Cancelled):
        make(laptop.store, Why.DAILY, laptop.clock.now(), cancel)
    assert list((laptop.home / "backups").iterdir()) == []


# -- which are kept -------------------------------------------------------------------------------

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def made(ago: timedelta, size: int = 1) -> Backup:
    """A backup of some time ago."""
    return Backup(f"{NOW - ago:%Y%m%dT%H%M%S}", NOW - ago, Why.DAILY, size)


def test_days_weeks_and_months_are_kept() -> None:
    daily = [made(timedelta(days=number)) for number in range(800)]
    gone = {it.name for it in to_remove(daily)}
    kept = [it.made_at for it in daily if it.name not in gone]
    assert kept[:7] == [NOW - timedelta(days=number) for number in range(7)]
    assert len({at.isocalendar()[:2] for at in kept[:9]}) == 4
    assert len({(at.year, at.month) for at in kept}) == 12
    # The first of the days, the weeks and the months are the same one.
    assert len(kept) <= 7 + 4 + 12 - 2


def test_who_was_away_for_a_year_loses_nothing() -> None:
    old = [made(timedelta(days=400 + number)) for number in range(5)]
    assert to_remove(old) == []


def test_of_an_earlier_day_the_last_is_kept_and_of_today_all() -> None:
    today = [made(timedelta(minutes=number)) for number in range(5)]
    earlier = [made(timedelta(days=2, minutes=number)) for number in range(5)]
    assert to_remove([*today, *earlier]) == earlier[1:]


def test_a_size_is_not_exceeded_but_by_the_latest() -> None:
    daily = [made(timedelta(days=number), size=10) for number in range(5)]
    assert to_remove(daily, most_bytes=30) == daily[3:]
    assert to_remove(daily, most_bytes=5) == daily[1:]


# -- by themselves --------------------------------------------------------------------------------


def test_one_is_made_each_day(listener: Listener) -> None:
    companion, clock = listener.companion, listener.companion.clock
    archive = companion.archive
    archive.look_after().result(30)
    assert archive.backups().result() == []
    companion.remember("I like tea").result()
    for _ in range(2):
        archive.look_after().result(30)
    assert [it.why for it in archive.backups().result()] == [Why.DAILY]
    clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    archive.look_after().result(30)
    assert len(archive.backups().result()) == 2


def test_going_back_in_a_running_companion(listener: Listener) -> None:
    companion = listener.companion
    companion.remember("I like tea").result()
    name = companion.archive.back_up().result(30).name
    listener.say("I moved to Porto in June with my dog Biscuit.")
    listener.rest()
    companion.archive.restore(name).result(30)
    listener.rest()
    assert [note.text for note in companion.notes().result()] == ["I like tea"]
    assert companion.conversations().result() == []
    listener.reply(listener.say("Do you know me?"))


def test_from_the_shell(home: Path, machine: Make, run_companion: Run) -> None:
    def run(*arguments: str) -> object:
        return run_companion("--home", str(home), *arguments)

    run("remember", "I like tea")
    name = run("backup", "make").out.strip()
    laptop = machine("laptop")
    laptop.author.notes("I like jazz", laptop.author.begins("I like jazz"))
    done = run("import", str(laptop.exports()), "--json").json
    assert "I like jazz" in run("memories").out
    assert run("backup", "list", "--json").json[0]["name"] == done["backup"]
    assert run("backup", "restore", done["backup"]).code == 0
    assert "I like jazz" not in run("memories").out
    assert run("backup", "restore", "nonsense").code == 1
    assert name.endswith("-by-hand.db")


def test_going_back_can_be_cancelled_halfway(
    machine: Callable[[str], Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PAGES", 10)
    laptop = machine("laptop")
    laptop.author.notes("I like plums", laptop.author.begins("I like plums"))
    name = backed_up(laptop)
    laptop.author.notes("I like pears", laptop.author.begins("I like pears"))
    told, cancel = laptop.texts(), Cancel()

    def halfway(done: int, total: int) -> None:
        if done > total // 2:
            cancel.set()

    with pytest.raises(Cancelled):
        restore(laptop.store, name, laptop.clock.now(), cancel, halfway)
    assert laptop.texts() == told
    assert [it.why for it in backups(laptop.home)] == [Why.BY_HAND]
    restore(laptop.store, name, laptop.clock.now(), Cancel())
    assert laptop.texts() == {"I like plums"}
