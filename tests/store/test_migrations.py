"""How a database comes to its present form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from companion.backup import Why
from companion.clock import FixedClock
from companion.errors import NewerDatabase
from companion.store import migrations, tables
from companion.store.backups import backup_file, backups
from companion.store.migrations import migrate, schema_version
from tests.readable import is_readable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where there is no database yet."""
    return tmp_path / "companion.db"


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection."""
    with closing(sqlite3.connect(file)) as connection, connection:
        yield connection


def second(connection: sqlite3.Connection) -> None:
    """A further step, as a later version may have it."""
    connection.execute("ALTER TABLE persona ADD COLUMN voice VARCHAR NOT NULL DEFAULT 'calm'")


def broken(connection: sqlite3.Connection) -> None:
    """A step that fails half-way."""
    connection.execute("ALTER TABLE persona ADD COLUMN mood VARCHAR")
    connection.execute("UPDATE persona SET mood = 'bad'")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """Name, type, NOT NULL and primary key of every column; ids of a type that sorts as text."""
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return sorted((name, kind.split("(")[0], needed, key) for _, name, kind, needed, _, key in rows)


def indexes(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    """The indexes that were asked for, with their columns."""
    found = set()
    for _, name, unique, origin, _ in connection.execute(f'PRAGMA index_list("{table}")'):
        if origin == "c":
            parts = connection.execute(f'PRAGMA index_xinfo("{name}")').fetchall()
            found.add((name, unique, tuple((part[2], part[4]) for part in parts if part[5])))
    return found


def foreign_keys(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    """Table, columns and what happens on delete."""
    rows = connection.execute(f'PRAGMA foreign_key_list("{table}")')
    return {tuple(row[2:7]) for row in rows}


def test_the_steps_lead_to_the_tables_the_code_knows(
    tmp_path: Path, file: Path, clock: FixedClock
) -> None:
    migrate(file, clock)
    described = tmp_path / "described.db"
    engine = create_engine(f"sqlite:///{described}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with opened(file) as made, opened(described) as wanted:
        for table in tables.NoteRow.metadata.tables:
            for look in (columns, indexes, foreign_keys):
                assert look(made, table) == look(wanted, table), f"{look.__name__} of {table}"


def test_every_step_is_recorded_once(file: Path, clock: FixedClock) -> None:
    for _ in range(2):
        migrate(file, clock)
    with opened(file) as connection:
        rows = connection.execute("SELECT version, name, applied_at FROM migration").fetchall()
    names = [step.__name__ for step in migrations.STEPS]
    assert [(version, name) for version, name, _ in rows] == list(enumerate(names, 1))
    assert {applied[:16] for _, _, applied in rows} == {"2026-05-04T12:00"}


def test_a_fresh_database_needs_no_backup(file: Path, clock: FixedClock) -> None:
    migrate(file, clock)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_copy_is_made_before_a_database_in_use_is_changed(
    file: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(file, clock)
    version = len(migrations.STEPS)
    with opened(file) as connection:
        connection.execute("UPDATE persona SET name = 'Ada'")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second))
    migrate(file, clock)
    (backup,) = backups(file.parent)
    assert backup.why is Why.MIGRATION
    with opened(file) as now, opened(backup_file(file.parent, backup.name)) as then:
        assert now.execute("SELECT name, voice FROM persona").fetchall() == [("Ada", "calm")]
        assert schema_version(now) == version + 1
        assert then.execute("SELECT name FROM persona").fetchall() == [("Ada",)]
        assert schema_version(then) == version


def test_a_step_that_fails_leaves_no_trace(
    file: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(file, clock)
    version = len(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second, broken))
    with pytest.raises(sqlite3.OperationalError):
        migrate(file, clock)
    with opened(file) as connection:
        assert schema_version(connection) == version + 1
        assert "voice" in [column[0] for column in columns(connection, "persona")]
        assert "mood" not in [column[0] for column in columns(connection, "persona")]


def test_a_newer_database_is_refused_as_it_is(file: Path, clock: FixedClock) -> None:
    migrate(file, clock)
    with opened(file) as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'later', 'later')")
    before = file.read_bytes()
    with pytest.raises(NewerDatabase) as raised:
        migrate(file, clock)
    assert is_readable(raised.value)
    assert file.read_bytes() == before


def test_what_other_branches_hold_is_marked_as_left(
    file: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", steps[:2])
    migrate(file, clock)
    with opened(file) as connection:
        connection.execute(
            "INSERT INTO conversation SELECT 'c', id, '', 0, '', '', 'edited', 0, '', NULL"
            " FROM persona"
        )
        for message, parent in (("first", None), ("left", "first"), ("edited", "first")):
            connection.execute(
                "INSERT INTO message VALUES (?, 'c', ?, 'user', '', '', '', NULL)",
                (message, parent),
            )
    monkeypatch.setattr(migrations, "STEPS", steps)
    migrate(file, clock)
    with opened(file) as connection:
        off = connection.execute("SELECT id FROM message WHERE off_branch").fetchall()
    assert off == [("left",)]
