"""The vector index: in step with the database, mended, and made anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from companion.clock import FixedClock
from companion.domain import Note
from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder
from companion.errors import StoreError
from companion.store import store as store_module
from companion.store.store import HOLDS_FORGOTTEN, Store
from companion.store.vectors import IndexDamaged
from tests.author import Author
from tests.readable import is_readable

EMBEDDER = HashingEmbedder()
FINGERPRINT = EMBEDDER.fingerprint
PATIENCE_S = 30.0

pytestmark = pytest.mark.usefixtures("index_files")


def nearest(store: Store, text: str) -> list[str]:
    """The texts of the notes nearest in meaning."""
    near = store.nearest(EMBEDDER.embed_queries([text])[0], 10)
    details = store.notes.details([note_id for note_id, similarity in near if similarity > 0.1])
    return [detail.note.text for detail in details.values()]


def write(author: Author, *texts: str) -> list[Note]:
    """Notes with their vectors, each said in a conversation of its own."""
    entries = [(text, [author.begins(text)]) for text in texts]
    return author.writes(entries, embedded=True)


def directories(home: Path) -> list[str]:
    """The index directories there are."""
    return sorted(path.name for path in (home / "index").iterdir())


def test_a_note_is_found_by_meaning_once_the_index_took_it_in(
    indexed: Store, author: Author
) -> None:
    write(author, "my dog Biscuit", "a green bicycle")
    assert nearest(indexed, "which dog?") == []
    indexed.sync_index()
    assert nearest(indexed, "which dog?") == ["my dog Biscuit"]
    assert indexed.embeddings.outbox(FINGERPRINT, 9) == (0, {})
    ((_, similarity),) = indexed.nearest(EMBEDDER.embed_queries(["my dog Biscuit"])[0], 1)
    assert similarity == pytest.approx(1.0, abs=1e-4)


def test_no_environment_leads_the_vectors_elsewhere(
    store: Store, author: Author, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Chroma would send what it is given to such a server.
    elsewhere = {"CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI", "CHROMA_SERVER_HOST": "there"}
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in elsewhere.items()))
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    write(author, "my dog Biscuit")
    assert store.open_index(FINGERPRINT)
    assert nearest(store, "which dog?") == ["my dog Biscuit"]


def test_without_an_index_nothing_is_near(store: Store, author: Author) -> None:
    write(author, "my dog Biscuit")
    store.sync_index()
    assert nearest(store, "my dog") == []


def test_a_changed_text_is_found_by_its_new_vector(
    indexed: Store, author: Author, clock: FixedClock
) -> None:
    (note,) = write(author, "my dog Biscuit")
    indexed.sync_index()
    indexed.notes.change(note.id, actor="u", reason="r", now=clock.now(), text="a green bicycle")
    indexed.embeddings.put([note.id], FINGERPRINT, EMBEDDER.embed_passages(["a green bicycle"]))
    indexed.sync_index()
    assert nearest(indexed, "a dog") == []
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]


def test_a_purged_note_leaves_the_index(indexed: Store, author: Author, clock: FixedClock) -> None:
    dog, _ = write(author, "my dog Biscuit", "a green bicycle")
    indexed.sync_index()
    indexed.purge_notes([dog.id])
    indexed.sync_index()
    assert indexed.index is not None
    assert indexed.index.ids() == indexed.embeddings.ids(FINGERPRINT)
    assert dog.id not in indexed.index.ids()


def test_a_vector_for_a_note_that_is_gone_is_not_kept(
    indexed: Store, author: Author, clock: FixedClock
) -> None:
    (note,) = write(author, "my dog Biscuit")
    indexed.purge_notes([note.id])
    indexed.embeddings.put([note.id], FINGERPRINT, EMBEDDER.embed_passages(["my dog Biscuit"]))
    assert indexed.embeddings.ids(FINGERPRINT) == set()


@pytest.mark.slow
@pytest.mark.parametrize("behind", [0, 1, 100])
def test_the_next_opening_mends_what_the_index_missed(
    open_store: Callable[[], Store], clock: FixedClock, behind: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    assert store.open_index(FINGERPRINT)
    author = Author(store, clock)
    write(author, "my dog Biscuit", "a green bicycle")
    store.sync_index()
    # These reach the database and not the index, and their outbox is lost.
    write(author, *(f"thing number {number}" for number in range(behind)))
    store.embeddings.clear_outbox(10_000)
    assert store.index is not None
    store.index.upsert(["surplus"], np.ones((1, EMBEDDER.dimensions), np.float32))

    again = open_store()
    assert again.open_index(FINGERPRINT)
    assert again.index is not None
    assert again.index.ids() == again.embeddings.ids(FINGERPRINT)
    assert len(again.index.ids()) == 2 + behind
    assert nearest(again, "which dog?") == ["my dog Biscuit"]

    if behind:
        monkeypatch.setattr(store_module, "FAR_BEHIND", behind - 1)
        again.index.remove(sorted(again.index.ids()))
        far = open_store()
        assert not far.open_index(FINGERPRINT), "a rebuild is better than mending all of it"
        assert far.index is None
        far.rebuild_index()
        assert nearest(far, "which dog?") == ["my dog Biscuit"]


def test_a_rebuilt_index_takes_the_place_of_the_old_one(
    indexed: Store, author: Author, home: Path
) -> None:
    write(author, "my dog Biscuit", "a green bicycle")
    indexed.sync_index()
    (before,) = directories(home)
    indexed.rebuild_index()
    (after,) = directories(home)
    assert after != before
    assert nearest(indexed, "which dog?") == ["my dog Biscuit"]


def test_the_old_index_answers_while_the_new_one_is_built(
    indexed: Store, author: Author, home: Path
) -> None:
    write(author, "my dog Biscuit")
    indexed.sync_index()
    steps = indexed.rebuilding()
    next(steps)
    assert nearest(indexed, "which dog?") == ["my dog Biscuit"]
    # What is written meanwhile waits in the outbox.
    write(author, "a green bicycle")
    indexed.sync_index()
    assert nearest(indexed, "a bicycle") == []
    for _ in steps:
        pass
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]
    assert len(directories(home)) == 1


def test_a_rebuild_that_is_given_up_leaves_the_old_index(
    indexed: Store, author: Author, open_store: Callable[[], Store], home: Path
) -> None:
    write(author, "my dog Biscuit")
    indexed.sync_index()
    steps = indexed.rebuilding()
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert nearest(indexed, "which dog?") == ["my dog Biscuit"]
    write(author, "a green bicycle")
    indexed.sync_index()
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]
    again = open_store()
    assert again.open_index(FINGERPRINT)
    assert nearest(again, "a bicycle") == ["a green bicycle"]
    assert len(directories(home)) == 1


def test_another_embedder_gets_an_index_of_its_own(
    open_store: Callable[[], Store], clock: FixedClock, home: Path
) -> None:
    store = open_store()
    assert store.open_index(FINGERPRINT)
    author = Author(store, clock)
    (note,) = write(author, "my dog Biscuit")
    store.sync_index()

    other = HashingEmbedder(64)
    again = open_store()
    assert again.open_index(other.fingerprint), "it is empty, and has nothing to catch up on"
    assert again.embeddings.missing_notes(other.fingerprint, 9) == [note]
    again.embeddings.put([note.id], other.fingerprint, other.embed_passages([note.text]))
    again.sync_index()
    assert again.nearest(other.embed_queries(["which dog?"])[0], 9)[0][0] == note.id
    assert len(directories(home)) == 1
    assert again.embeddings.ids(FINGERPRINT) == set()


def test_an_index_that_is_damaged_in_use_is_rebuilt_by_the_next_write(
    indexed: Store, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(author, "my dog Biscuit")
    indexed.sync_index()

    def fail(*_: object) -> None:
        raise IndexDamaged("It is damaged.")

    monkeypatch.setattr(indexed.index, "nearest", fail)
    monkeypatch.setattr(indexed.index, "upsert", fail)
    assert nearest(indexed, "which dog?") == []
    write(author, "a green bicycle")
    indexed.sync_index()
    assert nearest(indexed, "which dog?") == ["my dog Biscuit"]
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]


def test_an_index_that_cannot_be_written_says_so(
    indexed: Store, author: Author, home: Path
) -> None:
    write(author, "my dog Biscuit")
    assert indexed.index is not None
    indexed.index.close()
    indexed.index = None
    (home / "index").rename(home / "elsewhere")
    (home / "index").symlink_to(home / "nowhere" / "at all")
    with pytest.raises(StoreError) as raised:
        indexed.rebuild_index()
    assert not isinstance(raised.value, IndexDamaged)
    assert is_readable(raised.value)


# -- forgetting -----------------------------------------------------------------------------------


def test_an_index_that_holds_what_was_forgotten_is_not_used_again(
    open_store: Callable[[], Store], clock: FixedClock, home: Path
) -> None:
    store = open_store()
    assert store.open_index(FINGERPRINT)
    author = Author(store, clock)
    dog, _ = write(author, "my dog Biscuit", "a green bicycle")
    store.sync_index()
    old = directories(home)
    store.purge_notes([dog.id])
    again = open_store()
    assert not (home / "index").exists(), "closing removed it"
    assert not again.open_index(FINGERPRINT)
    again.rebuild_index()
    assert nearest(again, "which dog?") == []
    assert nearest(again, "a bicycle") == ["a green bicycle"]
    assert set(directories(home)).isdisjoint(old)
    assert again.meta.get(HOLDS_FORGOTTEN) == ""


def test_what_is_forgotten_while_the_index_is_built_is_not_in_it(
    indexed: Store, author: Author, clock: FixedClock, home: Path
) -> None:
    dog, _ = write(author, "my dog Biscuit", "a green bicycle")
    indexed.sync_index()
    first = indexed.rebuilding()
    next(first)
    tainted = directories(home)
    indexed.purge_notes([dog.id])
    second = indexed.rebuilding()
    for _ in (*first, *second):
        pass
    assert indexed.meta.get(HOLDS_FORGOTTEN) == ""
    assert set(directories(home)).isdisjoint(tainted)
    assert len(directories(home)) == 1
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]


def test_two_rebuilds_step_by_step_leave_one_whole_index(
    indexed: Store, author: Author, clock: FixedClock, home: Path
) -> None:
    dog, cat, _ = write(author, "my dog Biscuit", "my cat Tom", "a green bicycle")
    indexed.sync_index()
    indexed.purge_notes([dog.id])
    first = indexed.rebuilding()
    next(first)
    indexed.purge_notes([cat.id])
    second = indexed.rebuilding()
    next(second)
    for steps in (first, second):
        for _ in steps:
            pass
    assert nearest(indexed, "a bicycle") == ["a green bicycle"]
    assert indexed.index is not None
    assert indexed.index.ids() == indexed.embeddings.ids(FINGERPRINT)
    assert indexed.meta.get(HOLDS_FORGOTTEN) == ""
    assert directories(home) == [indexed.index.directory.name]


def test_a_purge_during_the_first_building_is_not_forgotten_about(
    store: Store, author: Author, clock: FixedClock, home: Path
) -> None:
    dog, _ = write(author, "my dog Biscuit", "a green bicycle")
    store.fingerprint = FINGERPRINT
    building = store.rebuilding()
    next(building)
    store.purge_notes([dog.id])
    for _ in building:
        pass
    assert store.meta.get(HOLDS_FORGOTTEN), "what was built holds its vector"
    store.rebuild_index()
    assert store.meta.get(HOLDS_FORGOTTEN) == ""


def test_it_is_not_closed_while_it_is_asked(
    indexed: Store, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(author, "my dog Biscuit")
    indexed.sync_index()
    index = indexed.index
    assert index is not None
    asked, answer, happened = threading.Event(), threading.Event(), list[str]()

    def slowly(vector: Vectors, limit: int) -> list[tuple[str, float]]:
        asked.set()
        answer.wait(PATIENCE_S)
        happened.append("answered")
        return []

    def close(really: Callable[[], None]) -> None:
        happened.append("closed")
        really()

    monkeypatch.setattr(index, "nearest", slowly)
    monkeypatch.setattr(index, "close", partial(close, index.close))
    asking = threading.Thread(target=nearest, args=(indexed, "which dog?"))
    closing = threading.Thread(target=indexed.close)
    asking.start()
    assert asked.wait(PATIENCE_S)
    closing.start()
    closing.join(0.05)
    answer.set()
    asking.join(PATIENCE_S)
    closing.join(PATIENCE_S)
    assert happened == ["answered", "closed"]
