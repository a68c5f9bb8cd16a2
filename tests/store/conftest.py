"""An open store on a fresh home, and someone who fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.clock import FixedClock
from companion.encoders.scripted import HashingEmbedder
from companion.store.store import Store
from tests.store.author import Author


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
