"""What exports and imports cost at a hundred thousand notes, beside plain JSON Lines with zlib; and
what becomes of archives that are not as they should be."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import numpy as np
import psutil

from companion.archive.export import ExportOptions, export
from companion.archive.importing import ImportOptions, prepare, preview, rehearse, take_in
from companion.bench.mutations import mutated
from companion.bench.plain_lines import plain_lines
from companion.bench.years import BEGAN, years
from companion.clock import SystemClock
from companion.domain import Message, Note
from companion.errors import CompanionError
from companion.lanes import Cancel
from companion.secrets import make_key
from companion.selection import Selection
from companion.settings import Settings
from companion.store.arriving import arriving
from companion.store.bulk import put_talk, put_vectors
from companion.store.store import Store

NOTES = 100_000
MUTATIONS = 10_000
FINGERPRINT = "bench"
DIMENSIONS = 384
_AT_ONCE = 5000
_LOOK_EVERY_S = 0.02


def bench_archive(*, notes: int = NOTES, mutations: int = MUTATIONS) -> dict[str, Any]:
    """Seconds, megabytes, and how many mutated archives were refused or taken in; takes minutes."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        return {**_speed(Path(folder), notes), **fuzz(Path(folder) / "fuzz", mutations, seed=1)}


def fuzz(folder: Path, mutations: int, seed: int) -> dict[str, int]:
    """Try mutated archives on a memory that holds what they were made of: each is refused with an
    error for people, or can be taken in. Anything else is raised. Nothing is kept."""
    random = Random(seed)
    with _opened(folder / "from") as source, _opened(folder / "to") as store:
        _fill(source, random, 40)
        file = folder / "me.companion"
        export(source, Settings(), file, Selection(), ExportOptions())
        archive = file.read_bytes()
        ends: Counter[str] = Counter()
        for number in range(mutations):
            # Every other time it meets what it was made of.
            to = source if number % 2 else store
            file.write_bytes(mutated(archive, random))
            before = _state(to)
            try:
                _rehearse(to, file)
                ends["taken_in"] += 1
            except CompanionError:
                ends["refused"] += 1
            assert _state(to) == before, "an import that did not succeed has changed something"
    return {"mutations": mutations, **ends}


def _silent(done: int, total: int) -> None:
    pass


class _Rehearsed(Exception):
    """Rolls back."""


def _rehearse(store: Store, file: Path) -> None:
    """Import a file, but for the last step."""
    options, cancel = ImportOptions(), Cancel()
    prepared = prepare(file, "", store.home, SystemClock().now(), _silent, cancel)
    try:
        preview(store, prepared, options, cancel)
        with arriving(store.database, prepared.stage, cancel, write=True) as archive:
            rehearse(archive, store, prepared, options, SystemClock().now())
            raise _Rehearsed
    except _Rehearsed:
        pass
    finally:
        prepared.close()


def _speed(folder: Path, notes: int) -> dict[str, Any]:
    file = folder / "me.companion"
    with _opened(folder / "from") as source:
        messages = _fill(source, Random(notes), notes)
        exporting, out_mb = _watched(
            lambda: export(source, Settings(), file, Selection(), ExportOptions())
        )
    # In a process of its own: what others have freed is not there for it to use.
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        importing, settling, in_mb = alone.submit(_import, folder / "to", file).result()
    plain = plain_lines(file, folder)
    megabytes = round(file.stat().st_size / 2**20, 1)
    records, vectors = plain["records"], plain["vectors"]
    writing, reading = records.writing + vectors.writing, records.reading + vectors.reading
    return {
        "notes": notes,
        "messages": messages,
        "file_mb": megabytes,
        "export_s": round(exporting, 2),
        "export_memory_mb": out_mb,
        "plain_writing_s": round(writing, 2),
        "plain_writing_of_vectors_s": round(vectors.writing, 2),
        "export_to_plain": round(writing / exporting, 2),
        "import_s": round(importing, 2),
        "import_settling_s": round(settling, 2),
        "import_memory_mb": in_mb,
        "plain_reading_s": round(reading, 2),
        "plain_reading_of_vectors_s": round(vectors.reading, 2),
        "import_to_plain": round(reading / importing, 2),
    }


def _import(home: Path, file: Path) -> tuple[float, float, int]:
    """Seconds until the import counts, and is on the disk; seconds of what is left to do behind it,
    while nobody waits; and megabytes."""

    def work() -> None:
        cancel = Cancel()
        prepared = prepare(file, "", store.home, SystemClock().now(), _silent, cancel)
        take_in(store, prepared, ImportOptions(), SystemClock().now(), cancel)
        prepared.close()

    with _opened(home) as store:
        importing, grown = _watched(work)
        settling, _ = _watched(store.database.settle)
    return importing, settling, grown


def _watched(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds, and the megabytes that the process has grown by at the most."""
    process, done, most = psutil.Process(), Event(), 0
    before = process.memory_info().rss

    def watch() -> None:
        nonlocal most
        while not done.wait(_LOOK_EVERY_S):
            most = max(most, process.memory_info().rss - before)

    watcher = Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    try:
        work()
        return time.perf_counter() - began, most // 2**20
    finally:
        done.set()
        watcher.join()


@contextmanager
def _opened(home: Path) -> Iterator[Store]:
    home.mkdir(parents=True)
    make_key(home)
    store = Store(home, SystemClock())
    try:
        yield store
    finally:
        store.close()


def _fill(store: Store, random: Random, notes: int) -> int:
    """Years of talk, with a vector for each note; returns how many messages."""
    persona = store.conversations.persona()
    made = years(random, persona.id, SystemClock().now() - BEGAN, notes, answered=True)
    messages: list[Message] = []
    written: list[Note] = []
    with store.database.write():
        for conversation, said, noted in made:
            put_talk(store.database, conversation, said, noted)
            messages += said
            written += [note for note, _ in noted]
    generator = np.random.default_rng(1)
    for at in range(0, len(written), _AT_ONCE):
        ids = [note.id for note in written[at : at + _AT_ONCE]]
        rows = generator.standard_normal((len(ids), DIMENSIONS), np.float32)
        put_vectors(store.database, ids, FINGERPRINT, rows)
    return len(messages)


def _state(store: Store) -> tuple[int, ...]:
    """What would show that something has changed."""
    return (store.notes.count(), *store.conversations.count(), len(store.embeddings.ids("bench")))
