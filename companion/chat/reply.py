"""A reply on its way into the store, without holding up the model."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from companion.domain import Message, MessageState, Recall
from companion.lanes import Lane
from companion.store.store import Store

SAVE_EVERY_S = 1.0
"""How much of a reply a power cut may cost, in seconds."""


class ReplyWriter:
    """Stores a reply as it grows. Called on the model lane; the data lane does the storing."""

    def __init__(self, data_lane: Lane, store: Callable[[], Store], reply: Message) -> None:
        self._lane = data_lane
        self._store = store
        self._reply = reply
        self._text = ""
        self._begun: Future[None] | None = None
        self._saved_at = time.monotonic()
        self._saving: Future[None] | None = None

    def begin(self, recalled: Recall) -> None:
        """Have the empty reply stored, with what it is given."""
        reply = self._reply

        def store() -> None:
            self._store().conversations.add(reply)
            self._store().recalled.add(reply.id, recalled.items)

        self._begun = self._lane.submit(store)

    def add(self, text: str) -> None:
        """Add what the model said; what there is so far is stored now and then."""
        self._text += text
        now = time.monotonic()
        if now - self._saved_at >= SAVE_EVERY_S and (self._saving is None or self._saving.done()):
            self._saved_at = now
            so_far = self._text
            self._saving = self._lane.submit(
                lambda: self._store().conversations.write_reply(
                    self._reply.id, so_far, MessageState.STREAMING
                )
            )

    def finish(self, state: MessageState) -> Message:
        """The whole reply, once it is stored. Raises StoreError."""
        reply = replace(self._reply, text=self._text.strip(), state=state)
        if self._begun is None:
            self._lane.submit(lambda: self._store().conversations.add(reply)).result()
        else:
            self._begun.result()
            self._lane.submit(
                lambda: self._store().conversations.write_reply(reply.id, reply.text, state)
            ).result()
        return reply
