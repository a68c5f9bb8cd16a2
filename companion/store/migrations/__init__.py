"""How the database came to its present form: small numbered steps, each applied once.

A step and its record are one transaction. Before the first step on a database that holds anything,
a backup is made of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from companion.backup import Why
from companion.clock import Clock
from companion.errors import NewerDatabase
from companion.store.backups import make_backup
from companion.store.migrations.m0001_first import first
from companion.store.migrations.m0002_claims import claims
from companion.store.migrations.m0003_description import description
from companion.store.migrations.m0004_sleep import sleep
from companion.store.migrations.m0005_summaries import summaries
from companion.store.migrations.m0006_ungrouped import ungrouped
from companion.store.migrations.m0007_timeline import timeline
from companion.store.migrations.m0008_unsure import unsure
from companion.store.migrations.m0009_condensed import condensed
from companion.store.migrations.m0010_standing import standing
from companion.store.migrations.m0011_episodes import episodes
from companion.store.migrations.m0012_brought import brought
from companion.store.migrations.m0013_joining import joining
from companion.store.migrations.m0014_own_words import own_words
from companion.store.migrations.m0015_in_order import in_order
from companion.store.migrations.m0016_waiting import waiting
from companion.store.migrations.m0017_tokens import tokens

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    first,
    claims,
    description,
    sleep,
    summaries,
    ungrouped,
    timeline,
    unsure,
    condensed,
    standing,
    episodes,
    brought,
    joining,
    own_words,
    in_order,
    waiting,
    tokens,
)
"""Step N brings a database from version N - 1 to version N."""


def migrate(file: Path, clock: Clock) -> None:
    """Bring the database in `file` to the newest version, making it when there is none.

    Raises NewerDatabase when it is beyond that already.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        version = refuse_newer(connection, file)
        if 0 < version < len(STEPS):
            make_backup(connection, file.parent, Why.MIGRATION, clock.now())
        for number, step in enumerate(STEPS[version:], version + 1):
            connection.execute("BEGIN IMMEDIATE")
            try:
                step(connection)
                connection.execute(
                    "INSERT INTO migration (version, name, applied_at) VALUES (?, ?, ?)",
                    (number, step.__name__, clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
                )
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def refuse_newer(connection: sqlite3.Connection, file: Path) -> int:
    """The version of a database. Raises NewerDatabase when it is beyond ours."""
    version = schema_version(connection)
    if version > len(STEPS):
        raise NewerDatabase(
            f"The database {file} was written by a newer version of Companion.",
            "Update Companion to open it.",
        )
    return version


def schema_version(connection: sqlite3.Connection) -> int:
    """The last step applied; 0 for an empty database."""
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
    ).fetchone()
    if known is None:
        return 0
    (version,) = connection.execute("SELECT coalesce(max(version), 0) FROM migration").fetchone()
    return int(version)
