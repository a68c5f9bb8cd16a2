"""A reply: plain text while it is made, rendered when it is whole, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from companion.domain import MessageState, ThreadMessage
from ui.chat.live import LiveTurns
from ui.chat.message_row import MessageRow
from ui.chat.orders import Orders
from ui.chat.style import repolish
from ui.chat.waiting import Waiting
from ui.shell.widgets import button, label
from ui.theme import Space
from ui.told import told_error


class ReplyRow(MessageRow):
    """What the companion said, or is saying."""

    def __init__(
        self, shown: ThreadMessage, orders: Orders, live: LiveTurns, parent: QWidget
    ) -> None:
        super().__init__(shown, orders, own=False, parent=parent)
        self._live = live
        self._grown = 0
        self.waiting: Waiting | None = None
        self.retry: QPushButton | None = None
        self.ending = QWidget()
        self._ending = QHBoxLayout(self.ending)
        self._ending.setContentsMargins(0, Space.XS, 0, Space.XS)
        self.sentence = label(wrap=True, tone="muted")
        self._ending.addWidget(self.sentence, 1)
        self.inner.addWidget(self.text)
        self.inner.addWidget(self.ending)
        self.column.addSpacing(Space.L)
        self.text.setAccessibleName(self.tr("Companion said"))
        self.bar.change_wanted.connect(self._regenerate)
        self.bar.notes_wanted.connect(self._show_notes)
        self._show_text(shown)
        self.show_message(shown)

    @property
    def streaming(self) -> bool:
        """Whether the reply is still being made."""
        return self.shown.message.state is MessageState.STREAMING

    def show_message(self, shown: ThreadMessage) -> None:
        """Take what changed: the whole text, how it ended, its notes."""
        before = self.shown.message
        super().show_message(shown)
        if (before.state, before.text) != (shown.message.state, shown.message.text):
            self._show_text(shown)
        self._show_ending()
        self._fitted = None if self._fitted is None else (-1, self._fitted[1])

    def grow(self) -> None:
        """Add what has come of the reply since."""
        text = self._live.text(self.id)
        if not text:
            return
        self._end_waiting()
        if not self._grown:
            self.text.show_plain(text.lstrip())
        else:
            self.text.append_plain(text[self._grown :])
        self._grown = len(text)
        self.text.setVisible(True)

    def render_again(self) -> None:
        """The colours of code and links are part of the text."""
        if not self.streaming:
            self._show_text(self.shown)

    def fit_text(self, width: int) -> None:
        """Replies take the whole column."""
        self.text.fit(width)
        self.sentence.setMaximumWidth(width)

    def offers_actions(self) -> bool:
        """Not while the reply is being made, nor when nothing came of it."""
        return not self.streaming and bool(self.shown.message.text)

    def _show_text(self, shown: ThreadMessage) -> None:
        message = shown.message
        if message.state is MessageState.STREAMING:
            self._grown = 0
            self.text.hide()
            self.grow()
            if not self._grown:
                self._begin_waiting()
            return
        self._end_waiting()
        self.text.show_markdown(message.text)
        self.text.setAccessibleDescription(message.text)
        self.tell_of_gaps(message.text)
        self.text.setVisible(bool(message.text))

    # -- waiting ----------------------------------------------------------------------------------

    def _begin_waiting(self) -> None:
        if self.waiting is None:
            self.waiting = Waiting(self)
            self.inner.insertWidget(self.inner.indexOf(self.text), self.waiting)
        self.show_model_ready()

    def show_model_ready(self) -> None:
        """Say what is being waited for."""
        if self.waiting is not None:
            self.waiting.say("" if self._live.model_ready else self.tr("Waking the model…"))

    def _end_waiting(self) -> None:
        if self.waiting is not None:
            self.waiting.hide()
            self.waiting.deleteLater()
            self.waiting = None

    # -- how it ended -----------------------------------------------------------------------------

    def _show_ending(self) -> None:
        state = self.shown.message.state
        words, way = "", ""
        if state is MessageState.STOPPED:
            words = self.tr("Stopped")
        elif state is MessageState.INTERRUPTED:
            words = self.tr("Interrupted when Companion closed.")
            way = self.tr("Regenerate")
        elif state is MessageState.FAILED:
            error = self._live.error(self.id)
            words = told_error(error) if error else self.tr("The reply could not be made.")
            way = self.tr("Try again")
        failed = state is MessageState.FAILED
        self.sentence.setText(words)
        self.sentence.setProperty("tone", "danger" if failed else "muted")
        self.sentence.setProperty("scale", "" if failed else "small")
        repolish(self.sentence)
        if way and self.retry is None:
            self.retry = button("", icon_name="refresh-cw")
            self.retry.clicked.connect(self._regenerate)
            self._ending.addWidget(self.retry)
        if self.retry is not None:
            self.retry.setText(f"\u2002{way}")
            self.retry.setAccessibleName(way)
            self.retry.setVisible(bool(way))
        self.ending.setVisible(bool(words))

    @Slot()
    def _regenerate(self) -> None:
        self.orders.regenerate.emit(self.shown)

    @Slot()
    def _show_notes(self) -> None:
        self.orders.notes.emit(self.shown)
