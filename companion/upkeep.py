"""What is done behind the person's back so that nothing stays half-done.

Messages whose notes were never written (the process was killed), what has no vector (the
embedder was missing, or is another one now), what has no token vectors, changes the index has not
taken in; and what the replies since the last time used of what they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from companion.clock import Clock
from companion.domain import Message, Note
from companion.encoders.base import Bits, Encoders, Vectors
from companion.memory.describe import passage
from companion.memory.observe import write_notes
from companion.memory.use import decide_use
from companion.store.store import Store

T = TypeVar("T")
Passage = tuple[str, str]
"""The id of a note or message, and its words as an encoder reads them."""
STEP = 4
"""Notes and messages embedded in one step: a recall waits for the step under way."""


def catch_up(
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
    is_answered_now: Callable[[str], bool] = lambda _: False,
) -> Iterator[tuple[str, ...]]:
    """Do what was left, in steps, each giving the ids of the notes written. Runs on the encoder
    lane and has the storing done by `on_data_lane`. A message that `is_answered_now`, by its id, is
    observed by its own turn."""
    after = ""
    # Thousands, after other talk was imported.
    while left := store.conversations.unobserved(after):
        after = left[-1].id
        for message in left:
            if is_answered_now(message.id):
                continue
            observed = write_notes(message, store, encoders, clock, on_data_lane)
            yield (*(detail.note.id for detail in observed.notes), *observed.changed)
    if encoders is not None:
        yield from _embed(store, encoders, on_data_lane)
        yield from _embed_tokens(store, encoders, on_data_lane)
    for _ in decide_use(store, on_data_lane):
        yield ()


def _embed(
    store: Store, encoders: Encoders, on_data_lane: Callable[[Callable[[], bool]], bool]
) -> Iterator[tuple[str, ...]]:
    """Give vectors to what has none, step by step."""
    fingerprint = encoders.embedder.fingerprint
    while items := _without_vector(store, fingerprint):
        vectors = encoders.embedder.embed_passages([text for _, text in items])
        made = dict(zip((item_id for item_id, _ in items), vectors, strict=True))

        def keep(items: Sequence[Passage] = items, made: Mapping[str, Vectors] = made) -> bool:
            ids = _unchanged(store, items)
            if ids:
                store.embeddings.put(ids, fingerprint, np.stack([made[it] for it in ids]))
                store.sync_index()
            return True

        on_data_lane(keep)
        yield ()


def _embed_tokens(
    store: Store, encoders: Encoders, on_data_lane: Callable[[Callable[[], bool]], bool]
) -> Iterator[tuple[str, ...]]:
    """Give token vectors to what has a vector and none of these, step by step."""
    tokens = encoders.tokens
    for lacking in (_messages_without_tokens, _notes_without_tokens):
        after = ""
        while items := lacking(store, tokens.fingerprint, after):
            after = items[-1][0]
            made = {item_id: tokens.embed_passage(text) for item_id, text in items}

            def keep(items: Sequence[Passage] = items, made: Mapping[str, Bits] = made) -> bool:
                ids = _unchanged(store, items)
                store.token_vectors.put([(it, made[it]) for it in ids], tokens.fingerprint)
                return True

            on_data_lane(keep)
            yield ()


def _messages_without_tokens(store: Store, fingerprint: str, after: str) -> list[Passage]:
    return _of_messages(store.token_vectors.missing_messages(fingerprint, after, STEP))


def _notes_without_tokens(store: Store, fingerprint: str, after: str) -> list[Passage]:
    return _of_notes(store.token_vectors.missing_notes(fingerprint, after, STEP))


def _without_vector(store: Store, fingerprint: str) -> list[Passage]:
    """Some notes that have no vector of this embedder, else messages."""
    notes = store.embeddings.missing_notes(fingerprint, STEP)
    return _of_notes(notes) or _of_messages(store.embeddings.missing_messages(fingerprint, STEP))


def _unchanged(store: Store, read: Sequence[Passage]) -> list[str]:
    """The ids of those that still read as they were read: what was forgotten meanwhile leaves no
    vector either. To be asked on the data lane, where changes are stored."""
    ids = [item_id for item_id, _ in read]
    vectors = store.embeddings
    now = {*_of_notes(vectors.notes(ids)), *_of_messages(vectors.messages(ids))}
    return [passage[0] for passage in read if passage in now]


def _of_notes(notes: Iterable[Note]) -> list[Passage]:
    return [(note.id, passage(note)) for note in notes]


def _of_messages(messages: Iterable[Message]) -> list[Passage]:
    return [(message.id, message.text) for message in messages]
