"""From observations to stored notes: vectors made, duplicates joined, tombstones heeded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from companion.clock import Clock
from companion.domain import Message, Note, NoteDetail, NoteKind, Origin, Source, new_id
from companion.encoders.base import Encoders, Vectors
from companion.memory.observe import Observation, observe
from companion.store.store import Store


def write_notes(
    message: Message,
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
) -> list[NoteDetail]:
    """Observe one of the person's messages and store its notes; returns them with their sources.

    Runs on the encoder lane and has the storing done by `on_data_lane`. Observed again, the same
    message gives nothing.
    """
    now = clock.now()
    observed = observe(message.text)
    buried = [o for o in observed if store.is_buried(o.text, message.created_at)]
    found = {
        (observation.kind is NoteKind.EPISODE, observation.text.casefold()): observation
        for observation in observed
        # What holds forgotten words goes with them, as it does when they are forgotten.
        if not any(o.start < observation.end and observation.start < o.end for o in buried)
    }
    entries = [
        (note, [_source(note, observation, message)])
        for observation in found.values()
        for note in [_known(observation, store) or _new(observation, now)]
    ]
    vectors: Vectors | None = None
    fingerprint = ""
    if encoders is not None and entries:
        vectors = encoders.embedder.embed_passages([note.text for note, _ in entries])
        fingerprint = encoders.embedder.fingerprint

    def keep() -> bool:
        kept = store.notes.add(
            entries,
            actor="observe",
            reason="you said it",
            now=now,
            observed=message.id,
            vectors=vectors,
            fingerprint=fingerprint,
        )
        store.sync_index()
        return kept

    if not on_data_lane(keep):
        return []
    details = store.notes.details([note.id for note, _ in entries])
    return list(details.values())


def _known(observation: Observation, store: Store) -> Note | None:
    """The note that says the same already; it gets this message as a further source."""
    if observation.kind is NoteKind.EPISODE:
        return None
    detail = store.notes.with_text(observation.text)
    return detail.note if detail else None


def _new(observation: Observation, now: datetime) -> Note:
    return Note(
        id=new_id(),
        kind=observation.kind,
        text=observation.text,
        origin=Origin.RULE,
        recorded_at=now,
        updated_at=now,
        importance=observation.importance,
    )


def _source(note: Note, observation: Observation, message: Message) -> Source:
    return Source(
        note_id=note.id,
        message_id=message.id,
        conversation_id=message.conversation_id,
        start=observation.start,
        end=observation.end,
        quote=observation.text,
        said_at=message.created_at,
    )
