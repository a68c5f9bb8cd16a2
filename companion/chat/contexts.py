"""The prompts of the conversations that are talked in, kept ready to go on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import date

from companion.chat.context import Context
from companion.chat.core import core_of
from companion.chat.summary import running_summary
from companion.clock import Clock
from companion.domain import Conversation, Message
from companion.llm.base import ChatMessage, ChatModel
from companion.llm.prompt import opening
from companion.memory.forgotten import forgotten_spans
from companion.memory.observation import Observation
from companion.settings import Settings
from companion.store.store import Store

CORE = 0.25
"""The share of the room that the core of the memory may fill."""
CONTEXTS = 8
"""How many conversations are kept."""


class Contexts:
    """The contexts of the latest conversations, all for one model on one day. All methods belong on
    the model lane."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._basis: tuple[ChatModel, int, date] | None = None
        """What all of them were laid out for."""

    def of(
        self, conversation: Conversation, store: Store, model: ChatModel, settings: Settings
    ) -> Context:
        """The context of a conversation, as it was left, or with an empty history."""
        basis = (model, settings.reply_tokens, self._clock.now().astimezone().date())
        if basis != self._basis:
            # Another model counts differently, and another day has another date.
            self._contexts.clear()
            self._basis = basis
        context = self._contexts.get(conversation.id)
        if context is None:
            context = self._laid_out(conversation, store, model, settings)
            self._contexts[conversation.id] = context
            while len(self._contexts) > CONTEXTS:
                self._contexts.popitem(last=False)
        self._contexts.move_to_end(conversation.id)
        return context

    def there(self, conversation_id: str) -> Context | None:
        """The context of a conversation, if it is still kept."""
        return self._contexts.get(conversation_id)

    def drop_notes(self, note_ids: Collection[str], store: Store, but: str = "") -> None:
        """Lay out anew the prompts that hold any of these notes: it was corrected or forgotten. Not
        that of the conversation `but`: there it is known why."""
        for conversation_id, context in list(self._contexts.items()):
            if conversation_id != but and not context.notes.isdisjoint(note_ids):
                del self._contexts[conversation_id]
        # A summary may tell in other words what they rest on.
        told = set(store.branches.behind(list(note_ids)))
        for context in self._contexts.values():
            if not told.isdisjoint(context.summarised()):
                context.refresh()

    def clear(self) -> None:
        """Lay out every prompt anew: what belongs into all of them has changed."""
        self._contexts.clear()

    def _laid_out(
        self, conversation: Conversation, store: Store, model: ChatModel, settings: Settings
    ) -> Context:
        today = self._clock.now().astimezone()
        persona = store.conversations.persona()
        last_talked = store.conversations.last_words_before(conversation.id)
        window = model.info.context_tokens
        room = window - min(settings.reply_tokens, window // 4)
        small = model.info.is_small
        core = core_of(store, int(room * CORE), model.count_text, small=small)

        def front(summary: str) -> list[ChatMessage]:
            return opening(
                persona,
                today=today,
                last_talked=last_talked,
                name=core.name,
                core=core.notes,
                portrait=core.portrait,
                summary=summary,
                small=small,
            )

        def is_still_told(message: Message, told: Observation) -> bool:
            return _is_still_told(message, told, store)

        def summarise(fallen: Sequence[Message], tokens: int) -> str:
            return running_summary(fallen, tokens, model.count_text, is_still_told)

        # Off the record nothing else holds what was said.
        only_last = model.info.is_tiny and not conversation.off_the_record
        notes = set(core.behind)
        return Context(front, model.count_text, room, summarise, only_last, notes)


def _is_still_told(message: Message, told: Observation, store: Store) -> bool:
    """Whether what a message tells was neither forgotten nor taken back, and has not ended."""
    over = store.claims.over_spans(message.id)
    over += forgotten_spans(message, [told], store.tombstones.buried_at, lambda: ())
    return not any(told.overlaps(start, end) for start, end in over)
