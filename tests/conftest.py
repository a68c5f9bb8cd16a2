"""Fixtures for every test: a started Companion on a fresh home, with a scripted model."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

# Set before anything imports Qt or keyring: no screen, and never the owner's own key store.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy

from companion.app import Companion
from companion.clock import Clock, FixedClock
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.events import Fault
from companion.llm.scripted import ScriptedChatModel
from companion.store import database, migrations, vectors
from companion.store.store import Store
from tests.author import Author
from tests.chroma import SharedChroma
from tests.commanding import run_companion as run_companion
from tests.listening import Listener
from tests.traces import Traces, find_traces

# The whole suite runs in 90 seconds; in a search for bugs, `--hypothesis-profile default` looks on.
hypothesis.settings.register_profile("fast", max_examples=25, deadline=None)
hypothesis.settings.load_profile("fast")

# What tests write is thrown away: in memory, where there is some, nobody waits for a disk.
MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**31:
    tempfile.tempdir = str(MEMORY)

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def pytest_collection_finish() -> None:
    """What is imported by now stays: no collection need look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where there are widgets, garbage is collected between tests: on a lane, or in the middle of
    painting, it would destroy one that is in use. What was closed goes with it, and not while the
    next test looks for something. What a test leaves is not looked at again."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture
def index_files() -> None:
    """The index has its files in the home: for tests that look at these."""


@pytest.fixture(autouse=True)
def blank(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A new database is a copy of one that was made before, and a new index a part of a Chroma that
    is open already: a thousand tests begin with them. How they are made has tests of its own."""

    def migrate_or_copy(file: Path, clock: Clock) -> None:
        if file.exists():
            migrations.migrate(file, clock)
        else:
            file.write_bytes(_migrated(migrations.STEPS))

    monkeypatch.setattr(database, "migrate", migrate_or_copy)
    if "index_files" in request.fixturenames:
        yield
        return
    chroma = SharedChroma(vectors._open)
    monkeypatch.setattr(vectors, "_open", chroma.open)
    yield
    chroma.forget()


@pytest.fixture(autouse=True, scope="session")
def engines() -> Iterator[None]:
    """What SQLAlchemy has compiled for one database of this process, it knows for all others: of a
    thousand, none compiles the same statements again."""
    first = sqlalchemy.create_engine("sqlite://")
    first.connect().close()

    def create_engine(url: str, **options: Any) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(url, **options)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", create_engine)
        yield
    first.dispose()


@cache
def _migrated(_steps: tuple[object, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "blank.db"
        migrations.migrate(file, FixedClock(NOON))
        return file.read_bytes()


@pytest.fixture
def clock() -> FixedClock:
    """It is Monday noon, 4 May 2026."""
    return FixedClock(NOON)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def model() -> ScriptedChatModel:
    """The model that `companion` talks to."""
    return ScriptedChatModel()


@pytest.fixture
def open_companion(
    home: Path, clock: FixedClock, model: ScriptedChatModel
) -> Iterator[Callable[..., Listener]]:
    """Makes a Companion on `home` each time it is called; closes them at the end of the test."""
    opened: list[Listener] = []

    def make(at: Path = home, **parts: Any) -> Listener:
        usual = {"clock": clock, "load_model": lambda _: model, "load_encoders": ScriptedEncoders}
        opened.append(Listener(Companion(at, **{**usual, **parts})))
        return opened[-1]

    yield make
    for listener in opened:
        listener.close()
    assert [fault for it in opened if not it.awaits_fault for fault in it.all(Fault)] == []


@pytest.fixture
def listener(open_companion: Callable[..., Listener]) -> Listener:
    """A started Companion with someone listening to its events."""
    listener = open_companion()
    listener.start()
    return listener


@pytest.fixture
def companion(listener: Listener) -> Companion:
    """A started Companion."""
    return listener.companion


@pytest.fixture
def open_store(home: Path, clock: FixedClock) -> Iterator[Callable[[], Store]]:
    """Opens the store of `home`, closing the one opened before."""
    opened: list[Store] = []

    def close() -> None:
        while opened:
            opened.pop().close()

    def reopen() -> Store:
        close()
        opened.append(Store(home, clock))
        return opened[-1]

    yield reopen
    close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """An open store, without an index."""
    return open_store()


@pytest.fixture
def indexed(store: Store) -> Store:
    """An open store with an index."""
    assert store.open_index(HashingEmbedder().fingerprint)
    return store


@pytest.fixture
def author(store: Store, clock: FixedClock) -> Author:
    """Writes conversations and notes into `store`."""
    return Author(store, clock)


@pytest.fixture
def traces(home: Path, index_files: None) -> Traces:
    """Tells where words can be read in the files of `home`."""
    return lambda words: find_traces(home, words)
