"""Trouble with the files that are kept: a damaged one is refused, and left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from companion.errors import NewerDatabase, StoreError
from tests.trouble.knowing import FACT, Opener, knows, start_fails

pytestmark = pytest.mark.slow


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
