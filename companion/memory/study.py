"""What the model writer found in an episode becomes notes, beside those the rules have written.

Both writers' observations are settled the same way. What a note rests on already, of whatever
state, is not noted again: so an episode studied twice, after a crash in the middle, gives the same
notes, and what was taken back does not return.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby

from companion.clock import Clock
from companion.domain import Message
from companion.encoders.base import Encoders
from companion.memory.claims import Ending
from companion.memory.model_writer import Study
from companion.memory.observation import Byline, Observation
from companion.memory.observe import Observed, Outcome, bring_about, settle
from companion.memory.people import known_people
from companion.memory.rules import read
from companion.store.store import Store

OnDataLane = Callable[[Callable[[], bool]], bool]


def write_study(
    study: Study,
    by: Byline,
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: OnDataLane,
    *,
    episode_id: str | None = None,
) -> tuple[Observed, ...]:
    """Store what was found, message by message, and then that the episode has been read.

    Runs on the encoder lane and has the storing done by `on_data_lane`.
    """
    now = clock.now()
    told = [
        _write(message, [it[1:] for it in found], by, store, encoders, now, on_data_lane)
        for message, found in groupby(study.found, key=lambda it: it[0])
    ]

    def finish() -> bool:
        with store.database.write():
            store.claims.count_dropped(study.dropped)
            if episode_id is not None:
                store.studies.mark(episode_id, by.writer, now)
        return True

    on_data_lane(finish)
    return tuple(told)


def _write(
    message: Message,
    found: Sequence[tuple[Observation, tuple[Ending, ...]]],
    by: Byline,
    store: Store,
    encoders: Encoders | None,
    now: datetime,
    on_data_lane: OnDataLane,
) -> Observed:
    noted = store.studies.noted([message.id]).get(message.id, [])
    told = [(o, e) for o, e in found if not any(s < o.end and o.start < t for s, t in noted)]
    outcome = Outcome()
    settle(outcome, told, _buried(message, told, store), set(), message, store, now, by)
    vectors = None
    fingerprint = ""
    if encoders is not None and outcome.entries:
        vectors = encoders.embedder.embed_passages([note.text for note, _ in outcome.entries])
        fingerprint = encoders.embedder.fingerprint

    def keep() -> bool:
        with store.database.write():
            if kept := store.studies.holds(message.id):
                store.notes.add(
                    outcome.entries,
                    actor="observe",
                    reason="you said it",
                    now=now,
                    vectors=vectors,
                    fingerprint=fingerprint,
                )
                bring_about(outcome, message, store, now)
        store.sync_index()
        return kept

    return outcome.observed(store) if on_data_lane(keep) else Observed()


def _buried(
    message: Message, told: Sequence[tuple[Observation, tuple[Ending, ...]]], store: Store
) -> list[Observation]:
    """What of a message its owner made the companion forget, in whichever writer's words."""
    people = known_people(store.claims.known())
    return [
        observation
        for observation in [*read(message.text, people).observations, *(o for o, _ in told)]
        for words in {observation.text, message.text[observation.start : observation.end]}
        if store.is_buried(words, message.created_at)
    ]
