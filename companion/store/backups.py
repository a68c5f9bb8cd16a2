"""Backups: whole copies of the database, made while it is in use, in a folder of their own.

A copy is written beside its place and renamed, so one that has a name is whole. Its name tells when
and why it was made. The vector index is not in it: that is made anew from the database.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from companion.backup import Backup, Why
from companion.errors import NotFound, StoreError

FOLDER = "backups"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([a-z-]+)\.db")
_TIME = "%Y%m%dT%H%M%S.%fZ"
_PAGES = 1000
"""Pages copied before anything else may happen: some milliseconds."""


def folder_of(home: Path) -> Path:
    """Where the backups of a data directory are."""
    return home / FOLDER


def backups(home: Path) -> list[Backup]:
    """All there are, latest first."""
    found = []
    for file in folder_of(home).glob("*.db"):
        told = _NAME.fullmatch(file.name)
        if told and told[2] in list(Why):
            made_at = datetime.strptime(told[1], _TIME).replace(tzinfo=UTC)
            found.append(Backup(file.name, made_at, Why(told[2]), file.stat().st_size))
    return sorted(found, key=lambda it: it.name, reverse=True)


def backup_file(home: Path, name: str) -> Path:
    """The file of a backup. Raises NotFound."""
    if name not in {it.name for it in backups(home)}:
        raise NotFound(f"There is no backup called {name}.")
    return folder_of(home) / name


def make_backup(
    source: sqlite3.Connection,
    home: Path,
    why: Why,
    now: datetime,
    check: Callable[[], None] = lambda: None,
) -> Backup:
    """Copy a database by SQLite's backup API; `check` is called now and then and may raise.

    Raises StoreError when the disk does not let it; then no file stays.
    """
    name = f"{now.astimezone(UTC).strftime(_TIME)}-{why}.db"
    file = folder_of(home) / name
    part = file.with_name(f".{name}.part")
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            with closing(sqlite3.connect(part)) as copy:
                source.backup(copy, pages=_PAGES, progress=lambda *_: check())
                # One file, without a log beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            part.chmod(0o600)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        return Backup(name, now, why, file.stat().st_size)
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(
            f"No backup could be written to {file.parent}.",
            "Free some space, or check its permissions; nothing was changed.",
        ) from error
