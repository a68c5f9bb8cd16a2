"""One turn, from the stored question to the stored reply and its notes.

A turn runs on the model lane: it has the notes recalled on the encoder lane, lays out the prompt,
streams the reply, and has everything stored on the data lane. Its notes are written afterwards, at
background priority.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import date

from companion.chat.context import Context
from companion.chat.core import core_of
from companion.chat.summary import running_summary
from companion.clock import Clock
from companion.domain import (
    Conversation,
    Message,
    MessageState,
    NoteDetail,
    Recall,
    Role,
    Turn,
    TurnFigures,
)
from companion.encoders.base import Encoders, Vectors
from companion.errors import CompanionError, EncoderError, ModelError, NotFound
from companion.events import (
    EventBus,
    Fault,
    MemoryDegraded,
    NotesChanged,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
    TurnRecalled,
)
from companion.lanes import Cancel, Lane, Priority
from companion.llm.base import ChatMessage, ChatModel, ChatOptions, Delta
from companion.llm.prompt import SMALL_MODEL, opening, user_message
from companion.memory.episodes import hear_reply
from companion.memory.forgotten import forgotten_spans
from companion.memory.keep import Observed
from companion.memory.observation import Observation
from companion.memory.observe import asks_of_memory, write_notes
from companion.memory.questions import open_question
from companion.memory.recall import recall
from companion.settings import Settings
from companion.store.store import Store

log = logging.getLogger(__name__)

UNASKED = 2
"""How many memories may come up that nobody asked for."""
BEFORE = 2
"""How many messages before a question may hold what its “she” and “there” mean."""

SAVE_EVERY_S = 1.0
"""How much of a reply a power cut may cost, in seconds."""
CORE = 0.25
"""The share of the room that the core of the memory may fill."""
CONTEXTS = 8
"""How many conversations are kept ready to go on."""


class Turns:
    """Runs turns. All methods but `observe` belong on the model lane."""

    def __init__(
        self,
        *,
        store: Callable[[], Store],
        model: Callable[[], ChatModel],
        encoders: Callable[[], Encoders | None],
        cohort: Callable[[], Vectors | None],
        settings: Callable[[], Settings],
        data_lane: Lane,
        encoder_lane: Lane,
        events: EventBus,
        clock: Clock,
    ) -> None:
        self._store = store
        self._model = model
        self._encoders = encoders
        self._cohort = cohort
        self._settings = settings
        self._data_lane = data_lane
        self._encoder_lane = encoder_lane
        self._events = events
        self._clock = clock
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._basis: tuple[ChatModel, int, date] | None = None
        """What all of the contexts were laid out for."""

    def drop_notes(self, note_ids: Collection[str], but: str = "") -> None:
        """Lay out anew the prompts that hold any of these notes: it was corrected or forgotten. Not
        that of the conversation `but`: there it is known why."""
        for conversation_id, context in list(self._contexts.items()):
            if conversation_id != but and not context.notes.isdisjoint(note_ids):
                del self._contexts[conversation_id]
        # A summary may tell in other words what they rest on.
        told = set(self._store().branches.behind(list(note_ids)))
        for context in self._contexts.values():
            if not told.isdisjoint(context.summarised()):
                context.refresh()

    def refresh(self) -> None:
        """Lay out every prompt anew: what belongs into all of them has changed."""
        self._contexts.clear()

    def run(self, turn: Turn, question: Message, sent: float, cancel: Cancel) -> None:
        """Make the reply to `question`. `sent` is when the person sent it, on the monotonic clock.

        Nothing is raised: what goes wrong is told as TurnFailed, and as Fault when it is a bug.
        """
        reply = Message(
            turn.reply_id,
            turn.conversation_id,
            question.id,
            Role.ASSISTANT,
            "",
            self._clock.now(),
            MessageState.STREAMING,
        )
        writer = _ReplyWriter(self._data_lane, self._store, reply)
        try:
            self._reply(turn, question, writer, sent, cancel)
        except CompanionError as error:
            self._fail(turn, writer, error)
        except Exception:
            log.exception("turn %s failed", turn.id)
            self._events.publish(Fault(traceback.format_exc()))
            self._fail(
                turn, writer, ModelError("The reply could not be made.", "Try again, please.")
            )

    def observe(self, turn: Turn, question: Message, off_the_record: bool) -> tuple[str, ...]:
        """Write the notes of a turn, on the encoder lane, and tell of them; returns the ids of the
        older notes that this changed."""
        changed: tuple[str, ...] = ()
        saved: tuple[NoteDetail, ...] = ()
        try:
            if not off_the_record:
                changed = self._write_notes(question, Priority.BACKGROUND).changed
                self._hear(turn.reply_id)
                # All of them: some may be there since an earlier reply.
                written = self._store().notes.written_from([question.id])
                saved = tuple(written.get(question.id, ()))
        except CompanionError as error:
            log.warning("the notes of turn %s are left to upkeep: %s", turn.id, error)
        finally:
            self._events.publish(TurnObserved(turn, saved))
        return changed

    def _write_notes(self, question: Message, priority: Priority) -> Observed:
        def on_data_lane(work: Callable[[], bool]) -> bool:
            return self._data_lane.submit(work, priority=priority).result()

        observed = write_notes(question, self._store(), self._encoders(), self._clock, on_data_lane)
        if observed.notes:
            self._events.publish(NotesChanged(tuple(it.note.id for it in observed.notes)))
        return observed

    def _hear(self, reply_id: str) -> None:
        encoders, store = self._encoders(), self._store()

        def on_data_lane(work: Callable[[], bool]) -> bool:
            return self._data_lane.submit(work, priority=Priority.BACKGROUND).result()

        if encoders is not None:
            with suppress(NotFound):  # It failed before a word of it was kept.
                reply = store.conversations.message(reply_id)
                hear_reply(reply, store, encoders, on_data_lane)

    def _obey(self, question: Message) -> None:
        """What is asked of the memory itself is done before the reply: what is to be forgotten is
        not recalled for it, and no prompt goes on with its words."""
        if not asks_of_memory(question.text):
            return
        try:
            observed = self._encoder_lane.submit(
                lambda: self._write_notes(question, Priority.USER)
            ).result()
        except CompanionError as error:
            log.warning("what was asked of the memory is left to upkeep: %s", error)
            return
        if observed.changed:
            self.drop_notes(observed.changed)
            self._events.publish(NotesChanged(observed.changed))

    def _reply(
        self, turn: Turn, question: Message, writer: _ReplyWriter, sent: float, cancel: Cancel
    ) -> None:
        model = self._model()
        store = self._store()
        settings = self._settings()
        conversation = store.conversations.get(turn.conversation_id)
        if not conversation.off_the_record:
            self._obey(question)
        context = self._context(conversation, store, model, settings)
        if not context.ends_with(question.parent_id):
            context.follow(_branch_to(question.parent_id, conversation.id, store))
        recalled = self._recall(question, store, context, model, settings)
        now = self._clock.now().astimezone()
        in_order = model.info.parameters >= SMALL_MODEL
        asked = user_message(question.text, recalled, now, in_order=in_order)
        while (recalled.items or recalled.beside) and not context.fits(asked):
            recalled = _without_last(recalled, model.count_text)
            asked = user_message(question.text, recalled, now, in_order=in_order)
        if settings.open_questions and in_order and not conversation.off_the_record:
            recalled, asked = self._with_open_question(question, recalled, asked, context)
        self._events.publish(TurnRecalled(turn, recalled))
        context.notes.update(item.note.id for item in (*recalled.items, *recalled.beside))
        prompt = context.prompt(question, asked)
        writer.begin(recalled)
        options = ChatOptions(max_tokens=settings.reply_tokens, temperature=settings.temperature)
        last: Delta | None = None
        ttft_ms = 0.0
        for delta in model.stream(prompt, options, cancel):
            if delta.text:
                ttft_ms = ttft_ms or (time.monotonic() - sent) * 1000.0
                self._events.publish(TurnDelta(turn, delta.text))
                writer.add(delta.text)
            last = delta
        stopped = last is not None and last.finish == "cancelled"
        reply = writer.finish(MessageState.STOPPED if stopped else MessageState.COMPLETE)
        context.add_reply(reply)
        self._events.publish(TurnFinished(turn, reply, _figures(last, recalled, ttft_ms)))

    def _context(
        self, conversation: Conversation, store: Store, model: ChatModel, settings: Settings
    ) -> Context:
        today = self._clock.now().astimezone()
        basis = (model, settings.reply_tokens, today.date())
        if basis != self._basis:
            # Another model counts differently, and another day has another date.
            self._contexts.clear()
            self._basis = basis
        context = self._contexts.get(conversation.id)
        if context is None:
            persona = store.conversations.persona()
            last_talked = store.conversations.last_words_before(conversation.id)
            room = model.info.context_tokens - min(
                settings.reply_tokens, model.info.context_tokens // 4
            )
            parameters = model.info.parameters
            core = core_of(store, int(room * CORE), model.count_text, parameters)

            def front(summary: str) -> list[ChatMessage]:
                return opening(
                    persona,
                    today=today,
                    last_talked=last_talked,
                    name=core.name,
                    core=core.notes,
                    portrait=core.portrait,
                    summary=summary,
                    parameters=parameters,
                )

            def summarise(fallen: Sequence[Message], tokens: int) -> str:
                return running_summary(fallen, tokens, model.count_text, self._is_still_told)

            context = Context(front, model.count_text, room, summarise)
            context.notes.update(core.behind)
            self._contexts[conversation.id] = context
            while len(self._contexts) > CONTEXTS:
                self._contexts.popitem(last=False)
        self._contexts.move_to_end(conversation.id)
        return context

    def _recall(
        self,
        question: Message,
        store: Store,
        context: Context,
        model: ChatModel,
        settings: Settings,
    ) -> Recall:
        # The question's own notes are there already when a reply is made anew, or was waited for.
        known = {question.id}
        if model.info.parameters >= SMALL_MODEL:
            # A small model does not find again what was said some messages before.
            known |= context.messages_in_prompt()

        def recall_with(encoders: Encoders | None) -> Recall:
            return recall(
                question.text,
                store=store,
                encoders=encoders,
                cohort=self._cohort(),
                now=self._clock.now().astimezone(),
                before=store.conversations.before(question, BEFORE),
                token_budget=min(settings.recall_tokens, model.info.context_tokens // 4),
                time_budget_ms=settings.recall_budget_ms,
                count_tokens=model.count_text,
                known_messages=known,
                unasked=UNASKED,
                # A small model gets lost in what does not answer.
                everything=model.info.parameters >= SMALL_MODEL,
            )

        def work() -> Recall:
            try:
                return recall_with(self._encoders())
            except EncoderError as error:
                self._events.publish(MemoryDegraded(error))
                return recall_with(None)

        return self._encoder_lane.submit(work).result()

    def _with_open_question(
        self, question: Message, recalled: Recall, asked: ChatMessage, context: Context
    ) -> tuple[Recall, ChatMessage]:
        """The recall and the message with what the companion may ask by itself, if anything."""
        now = self._clock.now().astimezone()
        found = open_question(question.text, question.conversation_id, self._store(), now)
        if found is None:
            return recalled, asked
        given = {item.note.id for item in found.items}
        others = tuple(item for item in recalled.items if item.note.id not in given)
        more = replace(recalled, items=(*others, *found.items))
        hinted = user_message(question.text, more, now, in_order=True, hint=found.hint)
        return (more, hinted) if context.fits(hinted) else (recalled, asked)

    def _is_still_told(self, message: Message, told: Observation) -> bool:
        """Whether what a message tells was neither forgotten nor taken back, and has not ended."""
        store = self._store()
        over = store.claims.over_spans(message.id)
        over += forgotten_spans(message, [told], store.tombstones.buried_at, lambda: ())
        return not any(start < told.end and told.start < end for start, end in over)

    def _fail(self, turn: Turn, writer: _ReplyWriter, error: CompanionError) -> None:
        try:
            writer.finish(MessageState.FAILED)
        except CompanionError as unsaved:
            # The disk may be what failed; the first error says more.
            log.error("the failed reply could not be stored: %s", unsaved)
        self._events.publish(TurnFailed(turn, error))


class _ReplyWriter:
    """Stores a reply as it grows, without holding up the model."""

    def __init__(self, lane: Lane, store: Callable[[], Store], reply: Message) -> None:
        self._lane = lane
        self._store = store
        self._reply = reply
        self._text = ""
        self._begun: Future[None] | None = None
        self._saved_at = time.monotonic()
        self._saving: Future[None] | None = None

    def begin(self, recalled: Recall) -> None:
        reply = self._reply

        def store() -> None:
            self._store().conversations.add(reply)
            self._store().notes.add_recalled(reply.id, recalled.items)

        self._begun = self._lane.submit(store)

    def add(self, text: str) -> None:
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
        reply = replace(self._reply, text=self._text.strip(), state=state)
        if self._begun is None:
            self._lane.submit(lambda: self._store().conversations.add(reply)).result()
        else:
            self._begun.result()
            self._lane.submit(
                lambda: self._store().conversations.write_reply(reply.id, reply.text, state)
            ).result()
        return reply


def _branch_to(leaf: str | None, conversation_id: str, store: Store) -> list[Message]:
    if leaf is None:
        return []
    return [message for message, _ in store.conversations.branch(conversation_id, leaf)]


def _without_last(recalled: Recall, count: Callable[[str], int]) -> Recall:
    items = recalled.items if recalled.beside else recalled.items[:-1]
    tokens = sum(count(item.text) for item in items)
    return replace(recalled, items=items, beside=(), tokens=tokens)


def _figures(last: Delta | None, recalled: Recall, ttft_ms: float) -> TurnFigures:
    if last is None or last.usage is None or last.timings is None:
        return TurnFigures(recall_ms=recalled.elapsed_ms, ttft_ms=ttft_ms)
    usage = last.usage
    return TurnFigures(
        recall_ms=recalled.elapsed_ms,
        ttft_ms=ttft_ms,
        tokens_per_s=last.timings.tokens_per_s(usage.reply_tokens),
        prompt_tokens=usage.prompt_tokens,
        reused_tokens=usage.reused_tokens,
        reply_tokens=usage.reply_tokens,
    )
