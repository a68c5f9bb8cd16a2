"""What comes of a message is stored, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from companion.domain import Link, LinkKind, Message, Note, NoteDetail, NoteStatus
from companion.encoders.base import Embedder, Vectors
from companion.memory.branches import settle
from companion.memory.describe import passage
from companion.memory.episodes import take_in
from companion.memory.forgotten import marks
from companion.memory.outcome import Outcome
from companion.memory.talk import is_small_talk
from companion.store.store import Store


@dataclass(frozen=True, slots=True)
class Observed:
    """What came of a message: its notes with their sources, and the ids of older notes changed.

    The episode it has become part of is not among them.
    """

    notes: tuple[NoteDetail, ...] = ()
    changed: tuple[str, ...] = ()


def keep(
    outcome: Outcome,
    message: Message,
    store: Store,
    embedder: Embedder | None,
    now: datetime,
    on_data_lane: Callable[[Callable[[], bool]], bool],
    *,
    first: bool,
) -> Observed:
    """Store what comes of a message, all of it or nothing; the `first` time it becomes part of an
    episode, too."""
    grown = [
        *((before, merge.note, merge.reason) for before, merge in outcome.merged),
        *((it.before, it.rest, it.reason) for _, it, _ in outcome.partings),
        *outcome.context.evolved,
    ]
    fingerprint = embedder.fingerprint if embedder else ""
    is_talked_about = not (outcome.is_left_out or is_small_talk(message.text))
    joins_episode = first and is_talked_about
    read = {message.id: message.text} if joins_episode else {}
    read |= {note.id: passage(note) for note, _ in outcome.entries if note.id in outcome.new}
    read |= {after.id: passage(after) for before, after, _ in grown if _reads_anew(before, after)}
    read |= {it.over.id: passage(it.over) for _, it, _ in outcome.partings}
    vectors = _embedded(read, embedder)
    late: set[str] = set()

    def store_it() -> bool:
        with store.database.write():
            kept = (first or store.branches.is_live(message.id)) and store.notes.add(
                outcome.entries,
                actor="observe",
                reason="you said it",
                now=now,
                observed=message.id if first else None,
                vectors=vectors,
                fingerprint=fingerprint,
            )
            if kept:
                if joins_episode:
                    take_in(message, vectors.get(message.id), fingerprint, store, now)
                for before, after, reason in grown:
                    store.notes.grow(
                        before,
                        after,
                        actor="observe",
                        reason=reason,
                        message_id=message.id,
                        now=now,
                        vector=vectors.get(after.id),
                        fingerprint=fingerprint,
                    )
                _put_apart(outcome, message, store, vectors, fingerprint, now)
                store.entities.mention(outcome.context.mentions)
                store.claims.link(outcome.context.links, now)
                for note_id, change in outcome.changed:
                    applied = store.claims.apply(
                        change.note,
                        note_id,
                        change.link,
                        change.reason,
                        actor="observe",
                        message_id=message.id,
                        now=now,
                    )
                    if applied and change.note.status is NoteStatus.RETIRED:
                        store.tombstones.bury(marks(change.note), message.created_at)
                store.claims.count_dropped(outcome.dropped)
                if store.branches.any_told_after(message.id):
                    for note, _ in outcome.entries:
                        late.update(settle(store, note, now))
        store.sync_index()
        return kept

    if not on_data_lane(store_it):
        return Observed()
    details = _details(outcome, store)
    changed = dict.fromkeys(
        [
            *(change.note.id for _, change in outcome.changed),
            *(note.id for note, _, _ in grown),
            *late,
        ]
    )
    return Observed(details, tuple(changed))


def _put_apart(
    outcome: Outcome,
    message: Message,
    store: Store,
    vectors: Mapping[str, Vectors],
    fingerprint: str,
    now: datetime,
) -> None:
    """Store what of older notes has ended as notes of the past. They were never told by themselves:
    without the message that ended them they are not there."""
    for because, it, sources in outcome.partings:
        if it.rest.text not in {note.text for note in store.notes.these([it.before.id])}:
            continue  # Its owner has changed it meanwhile.
        store.notes.add(
            [(replace(it.over, status=NoteStatus.RETIRED), sources)],
            actor="observe",
            reason=it.reason,
            now=now,
            vectors=vectors,
            fingerprint=fingerprint,
        )
        store.branches.put(
            it.over, actor="observe", reason=it.reason, message_id=message.id, now=now
        )
        bears = (Link(because, there, LinkKind.UPDATES, it.reason) for there in it.ids)
        store.claims.link(tuple(bears), now)


def _reads_anew(before: Note, after: Note) -> bool:
    """Whether a note is no longer what its vector was made of."""
    return (before.text, before.subject) != (after.text, after.subject)


def _embedded(passages: Mapping[str, str], embedder: Embedder | None) -> dict[str, Vectors]:
    """The vector of each passage, of shape (dimensions,); none without an embedder."""
    if embedder is None or not passages:
        return {}
    vectors = embedder.embed_passages(list(passages.values()))
    return dict(zip(passages, vectors, strict=True))


def _details(outcome: Outcome, store: Store) -> tuple[NoteDetail, ...]:
    """The notes of a message as they are stored now; the new ones are not read again."""
    older = [note.id for note, _ in outcome.entries if note.id not in outcome.new]
    stored = store.notes.details(older) if older else {}
    new = {
        note.id: NoteDetail(note, tuple(sources))
        for note, sources in outcome.entries
        if note.id in outcome.new
    }
    found = stored | new
    return tuple(found[note.id] for note, _ in outcome.entries if note.id in found)
