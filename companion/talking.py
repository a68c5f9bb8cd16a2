"""Talking: what the person says is stored first, then answered, then observed.

It owns the turns of one Companion and what stops them. Every call returns at once; the rest happens
on the lanes, and is told as events.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from companion.domain import Conversation, Message, Role, Turn, new_id, title_from, whole
from companion.errors import CompanionError, StoreError
from companion.events import ConversationsChanged, TurnFailed, TurnStarted
from companion.lanes import Cancel, LaneClosed, Priority
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.chat.turn import Turns
    from companion.store.store import Store


class Talking:
    """Takes turns, each with an id of its own, by which it can be stopped."""

    def __init__(
        self,
        runtime: Runtime,
        notes_changed: Callable[..., None],
        move: Callable[[Store, Callable[[], list[str]]], None],
        take_off_the_record: Callable[[Message], None],
    ) -> None:
        """`notes_changed` is told the ids of the notes that an observation wrote or changed, and
        with `but` the conversation in which it did. On the data lane, `move` does what moves
        messages off a branch or onto it and has the notes follow, and `take_off_the_record` what
        its message asks for."""
        self._runtime = runtime
        self._notes_changed = notes_changed
        self._move = move
        self._take_off_the_record = take_off_the_record
        self._cancels: dict[str, Cancel] = {}
        self._turns: Turns | None = None
        self._asked: set[str] = set()

    def open(self) -> None:
        """Make ready for turns. For the data lane: nobody waits there for what this imports."""
        from companion.chat.turn import Turns

        runtime = self._runtime
        self._turns = Turns(
            store=runtime.store,
            model=runtime.model,
            encoders=runtime.encoders,
            cohort=runtime.cohort,
            settings=lambda: runtime.settings,
            data_lane=runtime.data_lane,
            encoder_lane=runtime.encoder_lane,
            events=runtime.events,
            clock=runtime.clock,
        )

    def send(self, text: str, conversation_id: str | None, *, off_the_record: bool) -> Turn:
        """Say `text` at the end of the active branch; without a conversation a new one begins."""
        text = whole(text)
        turn = Turn(new_id(), conversation_id or new_id(), new_id(), new_id())

        def keep(store: Store) -> Message:
            if conversation_id is not None:
                leaf = store.conversations.get(conversation_id).leaf_id
                question = self._question(turn, leaf, text)
                store.conversations.add(question)
                return question
            question = self._question(turn, None, text)
            persona = store.conversations.persona()
            now = question.created_at
            store.conversations.begin(
                Conversation(
                    turn.conversation_id,
                    persona.id,
                    title_from(text),
                    now,
                    now,
                    off_the_record=off_the_record,
                ),
                question,
            )
            return question

        return self._take_turn(turn, keep)

    def regenerate(self, reply: Message) -> Turn:
        """Make another reply beside `reply`. Raises ValueError when it answers nothing."""
        if reply.parent_id is None:
            raise ValueError("a reply answers something")
        turn = Turn(new_id(), reply.conversation_id, reply.parent_id, new_id())

        def keep(store: Store) -> Message:
            now = self._runtime.clock.now()
            self._move(store, lambda: store.conversations.go_back_to(turn.user_message_id, now))
            return store.conversations.message(turn.user_message_id)

        return self._take_turn(turn, keep, again=True)

    def edit_and_resend(self, message: Message, text: str) -> Turn:
        """Say `text` in place of the person's own `message`, as a branch beside it."""
        text = whole(text)
        turn = Turn(new_id(), message.conversation_id, new_id(), new_id())

        def keep(store: Store) -> Message:
            edited = self._question(turn, message.parent_id, text)
            self._move(store, lambda: store.conversations.add(edited))
            return edited

        return self._take_turn(turn, keep)

    def is_answered_now(self, message_id: str) -> bool:
        """Whether a message is being answered: it is observed afterwards."""
        return message_id in self._asked

    def stop(self, turn_id: str) -> None:
        """End a running reply; harmless when it is already over."""
        if (cancel := self._cancels.get(turn_id)) is not None:
            cancel.set()

    def stop_all(self) -> None:
        """End every running reply."""
        for cancel in list(self._cancels.values()):
            cancel.set()

    def drop_notes(self, note_ids: Collection[str], but: str = "") -> None:
        """No prompt goes on with the old words of these notes, but that of the conversation `but`:
        it is the one that changed them."""
        self._tell_turns(lambda turns: turns.drop_notes(note_ids, but))

    def refresh(self) -> None:
        """Lay out every prompt anew: what belongs into all of them has changed."""
        self._tell_turns(lambda turns: turns.refresh())

    def _tell_turns(self, tell: Callable[[Turns], None]) -> None:
        if (turns := self._turns) is not None:
            with suppress(LaneClosed):  # Closing: there will be no more prompts.
                self._runtime.submit(self._runtime.model_lane, lambda: tell(turns))

    def _question(self, turn: Turn, parent_id: str | None, text: str) -> Message:
        now = self._runtime.clock.now()
        return Message(turn.user_message_id, turn.conversation_id, parent_id, Role.USER, text, now)

    def _take_turn(
        self, turn: Turn, keep: Callable[[Store], Message], *, again: bool = False
    ) -> Turn:
        """Store the question, then run the turn on the model lane and observe it afterwards."""
        sent = time.monotonic()
        cancel = Cancel()
        self._cancels[turn.id] = cancel
        self._asked.add(turn.user_message_id)
        runtime, publish = self._runtime, self._runtime.events.publish

        def begin() -> None:
            try:
                store = runtime.store()
                question = keep(store)
                off_the_record = store.conversations.get(turn.conversation_id).off_the_record
                if not (off_the_record or again):
                    off_the_record = self._go_off_the_record(question)
            except CompanionError as error:
                self._over(turn)
                publish(TurnFailed(turn, error))
                return
            except Exception:
                self._over(turn)
                lost = StoreError("This could not be kept.", "Copy it, and try again, please.")
                publish(TurnFailed(turn, lost))
                raise
            publish(TurnStarted(turn, question, again))
            publish(ConversationsChanged((turn.conversation_id,)))
            runtime.submit(runtime.model_lane, lambda: run(question, off_the_record))

        def run(question: Message, off_the_record: bool) -> None:
            assert self._turns is not None
            self._turns.run(turn, question, sent, cancel)
            self._cancels.pop(turn.id, None)
            runtime.submit(
                runtime.encoder_lane,
                lambda: self._observe(turn, question, off_the_record),
                Priority.BACKGROUND,
            )
            self._make_room(turn.conversation_id)

        runtime.submit(runtime.data_lane, begin)
        return turn

    def _make_room(self, conversation_id: str) -> None:
        cancel, turns = Cancel(), self._turns
        assert turns is not None
        with suppress(LaneClosed):
            self._runtime.submit(
                self._runtime.model_lane,
                lambda: turns.make_room(conversation_id, cancel),
                Priority.BACKGROUND,
                cancel,
            )

    def _over(self, turn: Turn) -> None:
        """Nothing comes of a turn."""
        self._cancels.pop(turn.id, None)
        self._asked.discard(turn.user_message_id)

    def _go_off_the_record(self, message: Message) -> bool:
        """Whether a message asks that its conversation leave no trace; then that is done at once.
        The event about it may come before the turn has started."""
        from companion.memory.record import record_in

        if not record_in(message.text).off_the_record:
            return False
        self._take_off_the_record(message)
        return True

    def _observe(self, turn: Turn, question: Message, off_the_record: bool) -> None:
        assert self._turns is not None
        self._asked.discard(turn.user_message_id)
        changed = self._turns.observe(turn, question, off_the_record)
        self._notes_changed(*changed, but=turn.conversation_id)
