"""Episodes: what was talked about, each one thing. They grow with the talk and end with its topic.

An episode rests on whole messages. Its title and gist are made from them anew whenever they change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from companion.domain import Message, Note, NoteKind, Origin, new_id
from companion.encoders.base import Vectors
from companion.memory.gist import gist, title
from companion.memory.segmentation import Said, segments
from companion.store.store import Store

WRITER = "segments 1"
IMPORTANCE = 3


def take_in(
    message: Message, vector: Vectors | None, fingerprint: str, store: Store, now: datetime
) -> None:
    """Make a message part of the running episode of its conversation, or of a new one.

    `vector` is the message's own, of shape (dimensions,). Belongs on the data lane, into the
    transaction that marks the message as observed.
    """
    if not message.text.strip():
        return
    if vector is not None:
        store.episodes.put_vector(message.id, fingerprint, vector)
    running = store.episodes.last(message.conversation_id)
    there = store.episodes.messages(running.id) if running else []
    messages = sorted([*there, message], key=lambda one: one.id)
    vectors: dict[str, Vectors | None] = {}
    vectors |= store.episodes.vectors([one.id for one in there], fingerprint)
    vectors[message.id] = vector
    by_id = {one.id: one for one in messages}
    said = [Said(m.id, m.text, m.created_at, vectors.get(m.id)) for m in messages]
    for number, segment in enumerate(segments(said)):
        of_these = [by_id[one.message_id] for one in segment]
        note = running if running and not number else None
        store.episodes.put(made_of(of_these, note, now), of_these, now)


def made_of(messages: Sequence[Message], note: Note | None, now: datetime) -> Note:
    """The episode that rests on just these messages: `note`, or a new one."""
    texts = [message.text for message in messages]
    return replace(
        note or _new(messages[0], now),
        title=title(texts),
        text=gist(texts),
        key_text="\n".join(texts),
        valid_from=messages[0].created_at,
        updated_at=now,
    )


def without(message_ids: Sequence[str], store: Store, now: datetime) -> dict[str, list[Message]]:
    """Take messages out of their episodes, and give what those rested on before, by note id.

    An episode that would rest on nothing is left as it is.
    """
    before = {}
    episodes = store.episodes.of_messages(message_ids)
    for note in {detail.note.id: detail.note for detail in episodes.values()}.values():
        messages = store.episodes.messages(note.id)
        if kept := [one for one in messages if one.id not in message_ids]:
            before[note.id] = messages
            store.episodes.put(made_of(kept, note, now), kept, now)
            store.episodes.drop_vectors([one.id for one in messages if one not in kept])
    return before


def bring_back(note_id: str, messages: Sequence[Message], store: Store, now: datetime) -> None:
    """Make an episode rest on these messages again, and on those it has taken in since."""
    there = {one.id: one for one in [*messages, *store.episodes.messages(note_id)]}
    together = [there[message_id] for message_id in sorted(there)]
    note = store.notes.detail(note_id).note
    store.episodes.put(made_of(together, note, now), together, now)


def _new(message: Message, now: datetime) -> Note:
    return Note(
        id=new_id(),
        kind=NoteKind.EPISODE,
        text="",
        origin=Origin.RULE,
        recorded_at=now,
        updated_at=now,
        importance=IMPORTANCE,
        writer=WRITER,
    )
