"""The replies being made now, in whatever conversation: their text so far, and what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from companion.domain import Message, RecalledNote, Turn
from companion.errors import CompanionError
from companion.events import (
    ConversationsChanged,
    Event,
    ModelFailed,
    ModelLoading,
    ModelReady,
    RecallDismissed,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
    TurnRecalled,
    TurnStarted,
)


@dataclass
class LiveTurn:
    """A reply on its way."""

    turn: Turn
    question: Message
    text: str = ""
    used: tuple[RecalledNote, ...] = ()


class LiveTurns:
    """Takes every event, so that a conversation can be shown in the middle of its reply."""

    def __init__(self) -> None:
        self.model_ready = True
        """False from ModelLoading on, until the model is there or could not be loaded."""
        self._sent: dict[str, tuple[Turn, str]] = {}
        self._running: dict[str, LiveTurn] = {}
        self._errors: dict[str, CompanionError] = {}
        self._versions: Counter[str] = Counter()

    def expect(self, turn: Turn, text: str) -> None:
        """`text` was sent; whether it could be kept is not known yet."""
        self._sent[turn.id] = (turn, text)

    def unsent(self, turn: Turn) -> str | None:
        """What was sent with a turn that never started; None when it has started."""
        return self._sent.pop(turn.id, (turn, None))[1]

    def take(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case ModelLoading():
                self.model_ready = False
            case ModelReady() | ModelFailed():
                self.model_ready = True
            case TurnStarted(turn, question):
                self._sent.pop(turn.id, None)
                self._running[turn.reply_id] = LiveTurn(turn, question)
                self._versions[turn.conversation_id] += 1
            case TurnRecalled(turn, recall):
                if turn.reply_id in self._running:
                    self._running[turn.reply_id].used = recall.items
            case TurnDelta(turn, text):
                if turn.reply_id in self._running:
                    self._running[turn.reply_id].text += text
            case TurnFinished(turn, _):
                self._end(turn)
            case TurnFailed(turn, error):
                self._end(turn)
                self._errors[turn.reply_id] = error
            case TurnObserved(turn):
                self._versions[turn.conversation_id] += 1
            case RecallDismissed(conversation_id):
                self._versions[conversation_id] += 1
            case ConversationsChanged(ids):
                self._versions.update(ids)

    def version(self, conversation_id: str) -> int:
        """Grows when a conversation changes: an answer asked for before then is out of date."""
        return self._versions[conversation_id]

    def in_conversation(self, conversation_id: str | None) -> LiveTurn | None:
        """The latest reply being made in a conversation."""
        found = None
        for live in self._running.values():
            if live.turn.conversation_id == conversation_id:
                found = live
        return found

    def turn_in(self, conversation_id: str | None) -> Turn | None:
        """The turn that can be stopped in a conversation: its reply is made, or will be."""
        if (live := self.in_conversation(conversation_id)) is not None:
            return live.turn
        sent = (turn for turn, _ in self._sent.values() if turn.conversation_id == conversation_id)
        return next(sent, None)

    def text(self, reply_id: str) -> str:
        """What a running reply says so far; empty when it does not run."""
        live = self._running.get(reply_id)
        return live.text if live else ""

    def error(self, reply_id: str) -> CompanionError | None:
        """Why a reply failed, if that was in this session."""
        return self._errors.get(reply_id)

    def _end(self, turn: Turn) -> None:
        self._running.pop(turn.reply_id, None)
        self._versions[turn.conversation_id] += 1
