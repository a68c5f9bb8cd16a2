"""A past that many tests begin with: lived through once, and there in the home of each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.app import Companion
from companion.clock import FixedClock
from companion.encoders.scripted import ScriptedEncoders
from companion.events import Fault
from companion.llm.scripted import ScriptedChatModel
from companion.store.store import Store
from tests.author import Author
from tests.conftest import NOON
from tests.listening import Listener


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


def lived(home: Path, live: Callable[[Listener], object]) -> Path:
    """The home of a Companion that somebody has lived with on Monday noon, and closed."""
    model = ScriptedChatModel()
    listener = Listener(
        Companion(
            home,
            clock=FixedClock(NOON),
            load_model=lambda _: model,
            load_encoders=ScriptedEncoders,
        )
    )
    listener.start()
    live(listener)
    listener.rest()
    listener.close()
    assert listener.all(Fault) == []
    return home
