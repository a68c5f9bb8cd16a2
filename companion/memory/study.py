"""What the model writer found in an episode becomes notes, beside those the rules have written.

An episode studied twice, after a crash in the middle, gives the same notes.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from companion.clock import Clock
from companion.encoders.base import Encoders
from companion.memory.keep import Observed
from companion.memory.model_writer import Study
from companion.memory.observation import Byline
from companion.memory.observe import write_found
from companion.store.store import Store


def write_study(
    study: Study,
    by: Byline,
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
    *,
    episode_id: str | None = None,
) -> tuple[Observed, ...]:
    """Store what was found, message by message, and then that the episode has been read.

    Runs on the encoder lane and has the storing done by `on_data_lane`.
    """
    told = tuple(
        write_found(message, [it[1:] for it in found], by, store, encoders, clock, on_data_lane)
        for message, found in groupby(study.found, key=lambda it: it[0])
    )

    def finish() -> bool:
        with store.database.write():
            store.claims.count_dropped(study.dropped)
            if episode_id is not None:
                store.studies.mark(episode_id, by.writer, clock.now())
        return True

    on_data_lane(finish)
    return told
