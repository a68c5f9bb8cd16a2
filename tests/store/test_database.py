"""Transactions, the lock, and the errors of the world in plain words."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from companion.clock import FixedClock
from companion.errors import HomeInUse, StoreError
from companion.store.database import Database, plain_errors
from companion.store.meta import Meta
from companion.store.store import Store
from companion.store.tables import MetaRow
from tests.readable import is_readable


def test_a_transaction_that_raises_leaves_no_trace(store: Store) -> None:
    def half_done() -> None:
        with store.database.write() as session:
            session.add(MetaRow(key="half", value="done"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert store.meta.get("half") == ""


def test_transactions_inside_another_stand_or_fall_with_it(store: Store) -> None:
    def half_done() -> None:
        with store.database.write():
            store.meta.set("half", "done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert store.meta.get("half") == ""
    with store.database.write():
        store.meta.set("one", "1")
        store.meta.set("two", "2")
        assert store.meta.get("one") == "1", "it sees what it has written"
        with ThreadPoolExecutor() as others:
            read = others.submit(store.meta.get, "one").result()
        assert read == "", "others see it once it is whole"
    assert (store.meta.get("one"), store.meta.get("two")) == ("1", "2")


def test_what_is_changed_while_reading_is_not_kept(store: Store) -> None:
    with store.database.read() as session:
        session.add(MetaRow(key="sneaked", value="in"))
        session.flush()
    assert store.meta.get("sneaked") == ""


def test_one_holder_at_a_time(home: Path, clock: FixedClock) -> None:
    first = Database(home, clock)
    with pytest.raises(HomeInUse) as raised:
        Database(home, clock)
    assert is_readable(raised.value)
    first.close()
    second = Database(home, clock)
    Meta(second).set("held", "by the second")
    second.close()


@pytest.mark.parametrize(
    ("said", "names_file"),
    [
        ("database or disk is full", False),
        ("disk I/O error", False),
        ("file is not a database", True),
        ("database disk image is malformed", True),
        ("attempt to write a readonly database", True),
        ("unable to open database file", True),
        ("database is locked", True),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True], ids=["", "by_sqlalchemy"])
def test_troubles_of_the_world_are_said_readably(
    tmp_path: Path, said: str, names_file: bool, wrapped: bool
) -> None:
    file = tmp_path / "companion.db"
    error: Exception = sqlite3.OperationalError(said)
    if wrapped:
        error = OperationalError("SELECT 1", {}, error)
    with pytest.raises(StoreError) as raised, plain_errors(file):
        raise error
    assert is_readable(raised.value)
    assert (str(file) in raised.value.message) is names_file


def test_a_bug_stays_a_bug(store: Store) -> None:
    with pytest.raises(OperationalError), store.database.read() as session:
        session.connection().exec_driver_sql("SELECT nothing FROM nowhere")


def test_what_matters_is_switched_on(store: Store) -> None:
    with store.database.read() as session:
        run = session.connection().exec_driver_sql
        asked = ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        assert [run(f"PRAGMA {name}").scalar_one() for name in asked] == ["wal", 1, 1, 2]
