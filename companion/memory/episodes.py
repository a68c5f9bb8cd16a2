"""Episodes: what was talked about, each one thing. They grow with the talk and end with its topic.

An episode rests on whole messages of the person, and the replies to them belong to it. Its title
and gist are made from those messages anew whenever they change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from companion.acts import GAP
from companion.domain import Message, Note, NoteKind, NoteStatus, Origin, new_id
from companion.encoders.base import Encoders, Vectors
from companion.memory.gist import gist, title
from companion.memory.query import asks_memory
from companion.memory.segmentation import Said, segments
from companion.store.store import Store

WRITER = "segments 1"
IMPORTANCE = 3


def take_in(
    message: Message, vector: Vectors | None, fingerprint: str, store: Store, now: datetime
) -> None:
    """Make a message part of the running episode of its conversation, or of a new one. None begins
    with what only asks the memory for what it holds: it tells nothing of the person.

    `vector` is the message's own, of shape (dimensions,). Belongs on the data lane, into the
    transaction that marks the message as observed.
    """
    if not message.text.strip():
        return
    running = store.episodes.last(message.conversation_id)
    there, left = store.episodes.messages(running.id) if running else ([], [])
    messages = {one.id: one for one in sorted([*there, message], key=lambda one: one.id)}
    vectors: dict[str, Vectors | None] = {}
    vectors |= store.embeddings.of([one.id for one in there], fingerprint)
    vectors[message.id] = vector
    said = [Said(m.id, m.text, m.created_at, vectors.get(m.id)) for m in messages.values()]
    for number, segment in enumerate(segments(said)):
        of_these = [messages[one.message_id] for one in segment]
        if running and len(of_these) == len(messages):
            store.episodes.grow(running, worded(of_these, running), message)
        elif running and not number:
            store.episodes.put(worded(of_these, running), [*of_these, *left], now)
        elif asks_memory(of_these[0].text):
            return
        else:
            store.episodes.put(worded(of_these, _new(message, now)), of_these, now)
    if vector is not None:
        store.embeddings.put([message.id], fingerprint, vector[None])


def hear_reply(
    reply: Message,
    store: Store,
    encoders: Encoders,
    on_data_lane: Callable[[Callable[[], bool]], bool],
) -> None:
    """Let a finished reply be found by its meaning, if it is part of an episode. Runs on the
    encoder lane and has the storing done by `on_data_lane`."""
    if not store.episodes.of_messages([reply.id]):
        return
    vectors = encoders.embedder.embed_passages([reply.text])

    def keep() -> bool:
        # It may have been forgotten meanwhile.
        if not store.episodes.of_messages([reply.id]):
            return False
        store.embeddings.put([reply.id], encoders.embedder.fingerprint, vectors)
        store.sync_index()
        return True

    on_data_lane(keep)


def worded(messages: Sequence[Message], note: Note, folded: Sequence[str] = ()) -> Note:
    """The episode `note` in the words of just these messages; its gist tells what is `folded` into
    it before all else."""
    texts = [message.text for message in messages]
    return replace(
        note,
        title=title(texts),
        text=gist(texts, folded),
        key_text="\n".join(texts),
        valid_from=messages[0].created_at,
        updated_at=messages[-1].created_at,
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """An episode as it was, and the messages it rested on."""

    note: Note
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of episodes that messages were taken out of."""

    before: tuple[Whole, ...]
    """Those that stay, as they were."""
    emptied: tuple[str, ...]
    """The ids of those that rest on nothing else; they are left as they are."""


def without(message_ids: Sequence[str], store: Store, now: datetime) -> Taken:
    """Take messages out of their episodes."""
    before: list[Whole] = []
    emptied = []
    for note in store.episodes.holding(message_ids):
        live, left = store.episodes.messages(note.id)
        kept = [one for one in (*live, *left) if one.id not in message_ids]
        if not kept:
            emptied.append(note.id)
            continue
        before.append(Whole(note, (*live, *left)))
        folded = store.episodes.folded(note.id)
        after = worded([one for one in live if one in kept] or kept, note, folded)
        if not any(one in kept for one in live):
            after = replace(after, status=NoteStatus.RETIRED)
        store.episodes.put(after, kept, now)
        store.episodes.drop_vectors([one.id for one in (*live, *left) if one not in kept])
    return Taken(tuple(before), tuple(emptied))


def reworded(message_ids: Sequence[str], store: Store, now: datetime) -> Taken:
    """Make the words of episodes anew after words were taken out of messages they rest on; one of
    which only gaps are left is emptied."""
    before: list[Whole] = []
    emptied = []
    for note in store.episodes.holding(message_ids):
        live, left = store.episodes.messages(note.id)
        if not any(_says_anything(one) for one in (*live, *left)):
            emptied.append(note.id)
            continue
        before.append(Whole(note, (*live, *left)))
        after = worded(live or left, note, store.episodes.folded(note.id))
        store.episodes.put(after, [*live, *left], now)
        store.episodes.drop_vectors([one.id for one in (*live, *left) if one.id in message_ids])
    return Taken(tuple(before), tuple(emptied))


def bring_back(before: Whole, store: Store, now: datetime, *, hidden: bool) -> None:
    """Make an episode what it was before, and what it has taken in since; `hidden` when it is being
    forgotten for another reason."""
    status = NoteStatus.FORGOTTEN if hidden else before.note.status
    was = replace(before.note, status=status)
    there = {one.id: one for one in before.messages}
    since = [one for one in chain(*store.episodes.messages(before.note.id)) if one.id not in there]
    there |= {one.id: one for one in since}
    together = [there[message_id] for message_id in sorted(there)]
    store.episodes.put(was, together, now)
    if since:
        live, left = store.episodes.messages(was.id)
        folded = store.episodes.folded(was.id)
        store.episodes.put(worded(live or left, was, folded), together, now)


def _says_anything(message: Message) -> bool:
    return any(letter.isalnum() for letter in message.text.replace(GAP, ""))


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
