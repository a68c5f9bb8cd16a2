"""One turn, from the stored question to the stored reply and its notes.

A turn runs on the model lane: it has the notes recalled on the encoder lane, lays out the prompt,
streams the reply, and has everything stored on the data lane. Its notes are written afterwards, at
background priority.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

from companion.chat.context import Context
from companion.chat.contexts import Contexts
from companion.chat.fitting import fitted, with_open_question
from companion.chat.reply import ReplyWriter
from companion.chat.truthful import answering, in_talk, truthful
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
from companion.memory.episodes import hear_reply
from companion.memory.keep import Observed
from companion.memory.observe import asks_of_memory, write_notes
from companion.memory.recall import recall
from companion.settings import Settings
from companion.store.store import Store

log = logging.getLogger(__name__)

UNASKED = 2
"""How many memories may come up that nobody asked for."""
QUESTION_TOKENS = 100
"""How long the next question may be, for which room is made beforehand."""
ROOMY = 1_000
"""From so many tokens of context on, room is made beforehand: less is computed anew in a moment,
and what is kept free would be much of it."""
BEFORE = 2
"""How many messages before a question may hold what its “she” and “there” mean."""


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
        self._contexts = Contexts(clock)

    def drop_notes(self, note_ids: Collection[str], but: str = "") -> None:
        """Lay out anew the prompts that hold any of these notes: it was corrected or forgotten. Not
        that of the conversation `but`: there it is known why."""
        self._contexts.drop_notes(note_ids, self._store(), but)

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
        writer = ReplyWriter(self._data_lane, self._store, reply)
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

    def make_room(self, conversation_id: str, cancel: Cancel) -> None:
        """Have the prompt of a conversation that is about to be full laid out and computed anew
        now, so that the person need not wait for it. What they say meanwhile ends it; what is
        computed by then is kept."""
        context, model = self._contexts.there(conversation_id), self._model()
        if context is None or cancel or model.info.context_tokens < ROOMY:
            return
        prompt = context.make_room(self._recall_tokens(model) + QUESTION_TOKENS)
        if prompt:
            for _ in model.stream(prompt, ChatOptions(max_tokens=1), cancel):
                pass

    def _recall_tokens(self, model: ChatModel) -> int:
        return min(self._settings().recall_tokens, model.info.context_tokens // 4)

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
        observed = write_notes(
            question, self._store(), self._encoders(), self._clock, self._on_data_lane(priority)
        )
        if observed.notes:
            self._events.publish(NotesChanged(tuple(it.note.id for it in observed.notes)))
        return observed

    def _hear(self, reply_id: str) -> None:
        encoders, store = self._encoders(), self._store()
        if encoders is not None:
            with suppress(NotFound):  # It failed before a word of it was kept.
                reply = store.conversations.message(reply_id)
                hear_reply(reply, store, encoders, self._on_data_lane(Priority.BACKGROUND))

    def _on_data_lane(self, priority: Priority) -> Callable[[Callable[[], bool]], bool]:
        """What has the storing done, and waits for it."""
        return lambda work: self._data_lane.submit(work, priority=priority).result()

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
        self, turn: Turn, question: Message, writer: ReplyWriter, sent: float, cancel: Cancel
    ) -> None:
        model = self._model()
        store = self._store()
        settings = self._settings()
        conversation = store.conversations.get(turn.conversation_id)
        if not conversation.off_the_record:
            self._obey(question)
        context = self._contexts.of(conversation, store, model, settings)
        if not context.ends_with(question.parent_id):
            context.follow(_branch_to(question.parent_id, conversation.id, store))
        recalled = self._recall(question, store, context, model, settings)
        now = self._clock.now().astimezone()
        recalled, asked = fitted(question, recalled, context, model, now)
        if settings.open_questions and not (model.info.is_small or conversation.off_the_record):
            recalled, asked = with_open_question(question, recalled, asked, context, store, now)
        self._events.publish(TurnRecalled(turn, recalled))
        context.notes.update(item.note.id for item in (*recalled.items, *recalled.beside))
        prompt = context.prompt(question, asked)
        writer.begin(recalled)
        options = ChatOptions(max_tokens=settings.reply_tokens, temperature=settings.temperature)
        last: Delta | None = None
        ttft_ms = 0.0
        for delta in self._said(model, prompt, options, cancel, recalled, conversation):
            if delta.text:
                ttft_ms = ttft_ms or (time.monotonic() - sent) * 1000.0
                self._events.publish(TurnDelta(turn, delta.text))
                writer.add(delta.text)
            last = delta
        stopped = last is not None and last.finish == "cancelled"
        reply = writer.finish(MessageState.STOPPED if stopped else MessageState.COMPLETE)
        context.add_reply(reply)
        self._events.publish(TurnFinished(turn, reply, _figures(last, recalled, ttft_ms)))

    def _said(
        self,
        model: ChatModel,
        prompt: list[ChatMessage],
        options: ChatOptions,
        cancel: Cancel,
        recalled: Recall,
        conversation: Conversation,
    ) -> Iterator[Delta]:
        """What the model says; a small one is not believed what nobody told it. Off the record the
        talk itself has told what no note says."""
        if not model.info.is_small or conversation.off_the_record:
            return model.stream(prompt, options, cancel)
        name = self._store().conversations.persona().name
        told = answering(recalled, self._clock.now().astimezone(), name)
        if told is None:
            return in_talk(model.stream(prompt, options, cancel), recalled.query)
        if not told.texts:
            return iter([Delta(told.instead, "stop")])
        return truthful(model.stream(prompt, options, cancel), told)

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
        if not model.info.is_small:
            known |= context.messages_in_prompt()

        def recall_with(encoders: Encoders | None) -> Recall:
            return recall(
                question.text,
                store=store,
                encoders=encoders,
                cohort=self._cohort(),
                now=self._clock.now().astimezone(),
                before=store.conversations.before(question, BEFORE),
                token_budget=self._recall_tokens(model),
                time_budget_ms=settings.recall_budget_ms,
                count_tokens=model.count_text,
                known_messages=known,
                question_id=question.id,
                unasked=UNASKED,
                # A small model says again what it is told that it said.
                replies=not model.info.is_small,
                everything=not model.info.is_small,
            )

        def work() -> Recall:
            try:
                return recall_with(self._encoders())
            except EncoderError as error:
                self._events.publish(MemoryDegraded(error))
                return recall_with(None)

        return self._encoder_lane.submit(work).result()

    def _fail(self, turn: Turn, writer: ReplyWriter, error: CompanionError) -> None:
        try:
            writer.finish(MessageState.FAILED)
        except CompanionError as unsaved:
            # The disk may be what failed; the first error says more.
            log.error("the failed reply could not be stored: %s", unsaved)
        self._events.publish(TurnFailed(turn, error))


def _branch_to(leaf: str | None, conversation_id: str, store: Store) -> list[Message]:
    if leaf is None:
        return []
    return [message for message, _ in store.conversations.branch(conversation_id, leaf)]


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
