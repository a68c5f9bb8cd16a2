"""What it costs to write the notes of a message when there are a hundred thousand already.

The writer is timed without what waits for nobody: the embedder and the vector index, whose cost is
reported beside it. The measures are the storing of the message alone, in the same run, and the
same writer on a store with a hundredth of the notes.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

from companion.bench.life import said
from companion.bench.years import BEGAN, years
from companion.clock import Clock, SystemClock
from companion.domain import Conversation, Message, Role, new_id
from companion.encoders.base import Encoders
from companion.memory.keep import Observed
from companion.memory.observe import write_notes
from companion.secrets import make_key
from companion.store.bulk import put_talk
from companion.store.store import Store

T = TypeVar("T")
NOTES = 100_000
FEW = 100
"""The smaller store has the hundredth part."""
MESSAGES = 300
WARM_UP = 20


def bench_write(
    load_encoders: Callable[[], Encoders], *, notes: int = NOTES, messages: int = MESSAGES
) -> dict[str, float | int]:
    """Milliseconds a message; `cpu_ms` is the processor's own time, which a busy machine hardly
    changes. Takes a minute; raises what keeps the encoders from loading."""
    encoders = load_encoders()
    many = _measured(encoders, notes, messages)
    few = _measured(encoders, notes // FEW, messages)
    return {
        "notes": notes,
        "messages": messages,
        **many,
        "at_fewer_notes": notes // FEW,
        **{f"{name}_at_fewer": few[name] for name in ("median_ms", "p95_ms")},
        "ratio_to_fewer": round(many["median_ms"] / few["median_ms"], 2),
        "ratio_to_commit": round(many["median_ms"] / many["commit_ms"], 2),
    }


def _measured(encoders: Encoders, notes: int, messages: int) -> dict[str, float]:
    """Write the notes of so many messages on a throw-away store that holds so many notes."""
    random = Random(notes)
    clock = SystemClock()
    writing: list[float] = []
    computing: list[float] = []
    committing: list[float] = []
    embedding: list[float] = []
    indexing: list[float] = []
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        make_key(Path(folder))
        store = Store(Path(folder), clock)
        try:
            _fill(store, random, notes, clock.now() - BEGAN)
            store.open_index(encoders.embedder.fingerprint)
            warm_up = min(WARM_UP, messages)
            for number, message in enumerate(_messages(store, random, clock, messages + warm_up)):
                if number == warm_up:
                    # As the window does: what is loaded is not looked through again, and garbage
                    # is collected by a thread of its own, not by the lane that writes.
                    gc.collect()
                    gc.freeze()
                    gc.disable()
                commit_ms, _ = _timed(partial(store.conversations.add, message))
                write = partial(write_notes, message, store, None, clock, lambda work: work())
                began = time.thread_time()
                write_ms, observed = _timed(write)
                cpu_ms = (time.thread_time() - began) * 1000.0
                embed_ms, index_ms = _indexed(store, encoders, observed)
                if number >= warm_up:
                    committing.append(commit_ms)
                    writing.append(write_ms)
                    computing.append(cpu_ms)
                    embedding.append(embed_ms)
                    indexing.append(index_ms)
                    gc.collect(1)
        finally:
            store.close()
            gc.unfreeze()
            gc.enable()
    return {
        "median_ms": _median(writing),
        "p95_ms": round(statistics.quantiles(writing, n=20)[-1], 2),
        "cpu_ms": _median(computing),
        "commit_ms": _median(committing),
        "embed_ms": _median(embedding),
        "index_ms": _median(indexing),
    }


def _fill(store: Store, random: Random, notes: int, start: datetime) -> None:
    persona = store.conversations.persona()
    with store.database.write():
        for conversation, messages, written in years(random, persona.id, start, notes):
            put_talk(store.database, conversation, messages, written)
    while store.database.merge_words():
        pass  # As the last night has left it.


def _messages(store: Store, random: Random, clock: Clock, messages: int) -> Iterator[Message]:
    """What is said next, in a conversation of its own."""
    now = clock.now()
    persona = store.conversations.persona()
    begun = Conversation(new_id(), persona.id, "", now, now)
    first = Message(new_id(), begun.id, None, Role.USER, "Hello!", now)
    store.conversations.begin(begun, first)
    parent = first.id
    for _ in range(messages):
        message = Message(new_id(), begun.id, parent, Role.USER, said(random), clock.now())
        yield message
        parent = message.id


def _indexed(store: Store, encoders: Encoders, observed: Observed) -> tuple[float, float]:
    """Milliseconds for the vectors of some notes, and for the index to take them in."""
    ids = [detail.note.id for detail in observed.notes]
    texts = [detail.note.text for detail in observed.notes]
    embed_ms, vectors = _timed(lambda: encoders.embedder.embed_passages(texts))
    store.embeddings.put(ids, encoders.embedder.fingerprint, vectors)
    index_ms, _ = _timed(store.sync_index)
    return embed_ms, index_ms


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = work()
    return (time.perf_counter() - began) * 1000.0, done


def _median(milliseconds: list[float]) -> float:
    return round(statistics.median(milliseconds), 2)
