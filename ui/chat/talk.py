"""The conversation being shown, as it is in the core: asked for, followed, and spoken into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from companion.domain import Thread, ThreadMessage, Turn
from companion.errors import CompanionError, NotFound
from companion.events import (
    Event,
    ModelFailed,
    ModelLoading,
    ModelReady,
    NotesChanged,
    Ready,
    RecallDismissed,
    RecordChanged,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
    TurnRecalled,
    TurnStarted,
    WordsRemoved,
)
from ui.bridge import Bridge
from ui.chat.live import LiveTurns
from ui.chat.thread import ShownThread
from ui.shell.latest import Latest

REPAINT_MS = 40
"""How often a growing reply is painted at the most."""


class Talk(QObject):
    """Knows no widgets. `items` is what is to be seen; the signals say when it has changed."""

    opened = Signal(object)
    """A conversation was read: its `Conversation`. None: that of a new one, a mere `new_draft`."""
    changed = Signal()
    grew = Signal(str)
    """More of the reply with this id has come."""
    running_changed = Signal(bool)
    began = Signal(str)
    """The first message was sent; carries the conversation's id, or nothing when that failed."""
    unsent = Signal(str)
    """This could not even be stored."""
    model_changed = Signal()
    record_changed = Signal(object)
    """A conversation went off the record, or is back on it: the `RecordChanged`."""
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._core = bridge.companion
        self._thread = ShownThread()
        self._reading = Latest(bridge, self)
        self._choosing = Latest(bridge, self)
        self._is_open = False
        self.live = LiveTurns()
        self.id: str | None = None
        self.new_draft = ""
        self._growing = ""
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(REPAINT_MS)
        self._repaint.timeout.connect(self._tell_growth)
        bridge.event.connect(self._on_event)

    @property
    def items(self) -> list[ThreadMessage]:
        """The messages of the branch shown, first message first."""
        return self._thread.items

    @property
    def running(self) -> bool:
        """Whether a reply is being made in this conversation."""
        return self.live.turn_in(self.id) is not None

    def item(self, message_id: str) -> ThreadMessage | None:
        """A message as it is now."""
        at = self._thread.index(message_id)
        return None if at is None else self._thread.items[at]

    def last_own(self) -> ThreadMessage | None:
        """The person's latest message."""
        return self._thread.last_own()

    # -- reading ----------------------------------------------------------------------------------

    def open(self, conversation_id: str | None) -> None:
        """Turn to another conversation; None is one that has not begun."""
        self.id = conversation_id
        self._thread = ShownThread()
        self._choosing.drop()
        self.changed.emit()
        self.running_changed.emit(self.running)
        self._read()

    def _read(self) -> None:
        shown = self.id
        if shown is None:
            self._reading.ask(self._core.new_draft(), self._take_draft, self._unread)
            return
        version = self.live.version(shown)

        def unless_stale(do: Callable[[Any], None], answer: object) -> None:
            # What happened since the question is not in the answer: ask again.
            if self.live.version(shown) != version:
                self._read()
            else:
                do(answer)

        self._reading.ask(
            self._core.thread(shown),
            lambda thread: unless_stale(self._take, thread),
            lambda error: unless_stale(self._unread, error),
        )

    def _take(self, thread: Thread) -> None:
        self._is_open = True
        self._thread = ShownThread(thread.messages)
        live = self.live.in_conversation(thread.conversation.id)
        if live is not None:
            self._thread.join(live.turn, live.question, live.text)
            self._thread.recalled(live.turn, live.used)
        self.opened.emit(thread.conversation)
        self.running_changed.emit(self.running)

    def _take_draft(self, text: str) -> None:
        self._is_open = True
        self.new_draft = text
        self.opened.emit(None)

    def _unread(self, error: CompanionError) -> None:
        # What was said before the store was open is on its way there, and comes as events.
        if isinstance(error, NotFound) and self.live.turn_in(self.id) is not None:
            return
        # Before the store is open nothing can be read; Ready asks again.
        if self._is_open or isinstance(error, NotFound):
            self.trouble.emit(error)

    # -- speaking ---------------------------------------------------------------------------------

    def send(self, text: str, *, off_the_record: bool = False) -> None:
        """Say `text` here; in a conversation that has not begun, begin it."""
        begins = self.id is None
        turn = self._core.send(text, conversation_id=self.id, off_the_record=off_the_record)
        self.live.expect(turn, text)
        if begins:
            self._reading.drop()
            self.id = turn.conversation_id
            self.began.emit(turn.conversation_id)
        self.running_changed.emit(True)

    def regenerate(self, shown: ThreadMessage) -> None:
        """Make another reply beside this one."""
        self.stop()
        self._core.regenerate(shown.message)

    def resend(self, shown: ThreadMessage, text: str) -> None:
        """Say `text` in place of this message of one's own."""
        self.stop()
        self.live.expect(self._core.edit_and_resend(shown.message, text), text)

    def stop(self) -> None:
        """End the reply that is being made, if there is one."""
        if (turn := self.live.turn_in(self.id)) is not None:
            self._core.stop(turn.id)

    def choose_branch(self, message_id: str, then: Callable[[], None]) -> None:
        """Show the branch through a message, then call `then`."""

        def chosen(thread: Thread) -> None:
            if thread.conversation.id == self.id:
                self._thread = ShownThread(thread.messages)
                then()

        self._choosing.ask(self._core.choose_branch(message_id), chosen, self.trouble.emit)

    # -- following --------------------------------------------------------------------------------

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        failed_text = self.live.text(event.turn.reply_id) if isinstance(event, TurnFailed) else ""
        self.live.take(event)
        match event:
            case Ready():
                self._read()
            case RecordChanged():
                self.record_changed.emit(event)
            case ModelLoading() | ModelReady() | ModelFailed():
                self.model_changed.emit()
            case NotesChanged(ids) if self._thread.rests_on(ids):
                self._read_notes()
            case WordsRemoved(where) if self.id in where:
                self._read_notes(and_words=True)
            case RecallDismissed(where, reply_id, item_id, dismissed) if where == self.id:
                self._thread.dismissed(reply_id, item_id, dismissed)
                self.changed.emit()
            case TurnFailed(turn, error) if (text := self.live.unsent(turn)) is not None:
                self._could_not_send(turn, text, error)
        about = getattr(event, "turn", None)
        if isinstance(about, Turn) and about.conversation_id == self.id:
            self._follow(about, event, failed_text)

    def _follow(self, turn: Turn, event: Event, failed_text: str) -> None:
        match event:
            case TurnDelta():
                self._growing = turn.reply_id
                if not self._repaint.isActive():
                    self._repaint.start()
                return
            case TurnStarted(_, question):
                self._thread.begin(turn, question)
            case TurnRecalled(_, recall):
                self._thread.recalled(turn, recall.items)
            case TurnFinished(_, reply):
                self._thread.finish(reply)
            case TurnFailed():
                self._thread.fail(turn, failed_text)
            case TurnObserved(_, saved):
                self._thread.observed(turn, saved)
        self.changed.emit()
        self.running_changed.emit(self.running)

    @Slot()
    def _tell_growth(self) -> None:
        self.grew.emit(self._growing)

    def _could_not_send(self, turn: Turn, text: str, error: CompanionError) -> None:
        self.trouble.emit(error)
        if turn.conversation_id == self.id:
            if not self._thread.items:
                self.id = None
                self.began.emit("")
            self.unsent.emit(text)

    def _read_notes(self, *, and_words: bool = False) -> None:
        """Read the notes anew, and the words, if some were taken out of messages or put back."""
        shown = self.id

        def answered(thread: Thread) -> None:
            if shown == self.id:
                take = self._thread.take_words if and_words else self._thread.take_notes
                take(thread)
                self.changed.emit()

        if shown is not None:
            self._bridge.ask(self._core.thread(shown), answered, _let_be, owner=self)


def _let_be(_: CompanionError) -> None:
    """The conversation is gone, and its notes with it."""
