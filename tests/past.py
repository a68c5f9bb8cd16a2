"""A past that many tests begin with: written once, and there in the store of each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.clock import FixedClock
from companion.store.store import Store
from tests.author import Author
from tests.conftest import NOON


@dataclass(frozen=True)
class Past:
    """A database, and what time it is when all in it has happened."""

    file: Path
    ends: datetime

    def put_into(self, store: Store, clock: FixedClock) -> None:
        """Have a new store hold this past."""
        with (
            closing(sqlite3.connect(self.file)) as source,
            closing(sqlite3.connect(store.database.file)) as target,
        ):
            source.backup(target)
        clock.advance(self.ends - clock.now())


def written(home: Path, write: Callable[[Author], None]) -> Past:
    """What somebody writes into a new store from Monday noon on."""
    clock = FixedClock(NOON)
    store = Store(home, clock)
    write(Author(store, clock))
    store.close()
    return Past(store.database.file, clock.now())
