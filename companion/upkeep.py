"""What is done behind the person's back so that nothing stays half-done.

Messages whose notes were never written (the process was killed), notes without a vector (the
embedder was missing, or is another one now), changes the index has not taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from companion.clock import Clock
from companion.encoders.base import Encoders
from companion.memory.branches import follow
from companion.memory.observe import write_notes
from companion.store.store import Store

T = TypeVar("T")
LEFT_BEHIND = "notes_left_behind"
"""Not empty when notes may rest on branches left before notes followed branches."""
STEP = 16
"""Notes embedded in one step; a step takes well under a second."""


def catch_up(
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
) -> Iterator[tuple[str, ...]]:
    """Do what was left, in steps, each giving the ids of the notes written. Runs on the encoder
    lane and has the storing done by `on_data_lane`."""
    if store.meta.get(LEFT_BEHIND):
        left: list[str] = []

        def mend() -> bool:
            with store.database.write():
                left.extend(follow(store, store.branches.bereft(), clock.now()))
                store.meta.set(LEFT_BEHIND, "")
            return True

        on_data_lane(mend)
        if left:
            yield tuple(left)
    for message in store.conversations.unobserved():
        observed = write_notes(message, store, encoders, clock, on_data_lane)
        yield (*(detail.note.id for detail in observed.notes), *observed.changed)
    if encoders is None:
        return
    fingerprint = encoders.embedder.fingerprint
    while notes := store.embeddings.missing(fingerprint, STEP):
        vectors = encoders.embedder.embed_passages([note.text for note in notes])
        ids = [note.id for note in notes]

        def keep(ids: list[str] = ids, vectors: object = vectors) -> bool:
            store.embeddings.put(ids, fingerprint, vectors)  # type: ignore[arg-type]
            store.sync_index()
            return True

        on_data_lane(keep)
        yield ()
