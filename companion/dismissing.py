"""“Not relevant”: a person dismisses what a reply was given, and it counts for questions like it.

That it was dismissed is stored at once; then the encoder lane embeds the question as recall does.
Without encoders, or off the record, where nothing of the question may be kept, the dismissal holds
for that one reply.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from companion.domain import Message
from companion.errors import EncoderError
from companion.events import MemoryDegraded, RecallDismissed
from companion.lanes import LaneClosed
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store


class Dismissing:
    """Takes what is dismissed, and takes it back."""

    def __init__(self, runtime: Runtime, drop_notes: Callable[[tuple[str, ...]], None]) -> None:
        """`drop_notes` has the prompts that hold these notes laid out anew."""
        self._runtime = runtime
        self._drop_notes = drop_notes

    def dismiss(self, reply_id: str, item_id: str, dismissed: bool) -> Future[None]:
        """Keep that an item was not relevant to a reply, or that it was; publishes
        RecallDismissed. Fails with NotFound."""

        def keep(store: Store) -> None:
            reply = store.conversations.message(reply_id)
            if dismissed:
                note_id = store.dismissals.add(reply_id, item_id, self._runtime.clock.now())
                self._drop_notes((note_id,))
                self._learn_later(store, reply, item_id)
            else:
                store.dismissals.remove(reply_id, item_id)
            about = (reply.conversation_id, reply_id, item_id)
            self._runtime.events.publish(RecallDismissed(*about, dismissed))

        return self._runtime.write(keep)

    def _learn_later(self, store: Store, reply: Message, item_id: str) -> None:
        if reply.parent_id is None:
            return
        if store.conversations.get(reply.conversation_id).off_the_record:
            return
        question = store.conversations.message(reply.parent_id)
        with suppress(LaneClosed):  # Closing: it holds for this reply.
            self._runtime.submit(
                self._runtime.encoder_lane, lambda: self._learn(question, reply.id, item_id)
            )

    def _learn(self, question: Message, reply_id: str, item_id: str) -> None:
        """Embed the question, on the encoder lane."""
        from companion.chat.turn import BEFORE
        from companion.memory.recall import as_understood

        runtime = self._runtime
        encoders, store = runtime.encoders(), runtime.store()
        if encoders is None:
            return
        before = store.conversations.before(question, BEFORE)
        asked = as_understood(question.text, store, runtime.clock.now().astimezone(), before)
        try:
            vector = encoders.embedder.embed_queries([asked.told])[0]
        except EncoderError as error:
            runtime.events.publish(MemoryDegraded(error))
            return
        fingerprint = encoders.embedder.fingerprint
        # The next recall is to know it: wait until it is stored.
        runtime.data_lane.submit(
            lambda: store.dismissals.put_vector(reply_id, item_id, fingerprint, vector)
        ).result()
