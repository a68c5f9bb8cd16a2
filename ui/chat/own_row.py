"""One of the person's own messages: a soft bubble at the right, edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from companion.domain import ThreadMessage
from ui.chat.editor import InPlaceEditor
from ui.chat.message_row import MessageRow
from ui.chat.orders import Orders
from ui.theme import Space

_SHARE = 0.8
"""How much of the column a bubble may take."""


class OwnRow(MessageRow):
    """What the person said, as they wrote it."""

    def __init__(self, shown: ThreadMessage, orders: Orders, parent: QWidget) -> None:
        super().__init__(shown, orders, own=True, parent=parent)
        self.editor: InPlaceEditor | None = None
        self.bubble = QFrame()
        self.bubble.setObjectName("bubble")
        inside = QVBoxLayout(self.bubble)
        # Qt puts the room between lines below each, also below the last.
        inside.setContentsMargins(Space.L, 13, Space.L, 7)
        inside.addWidget(self.text)
        self.inner.addWidget(self.bubble, 0, Qt.AlignmentFlag.AlignRight)
        self.text.setAccessibleName(self.tr("You said"))
        self._show_text(shown)
        self.bar.change_wanted.connect(self.edit)
        self.show_message(shown)

    def show_message(self, shown: ThreadMessage) -> None:
        """Take what changed: its owner may have had words removed."""
        if shown.message.text != self.shown.message.text:
            self._show_text(shown)
            self._fitted = None if self._fitted is None else (-1, self._fitted[1])
        super().show_message(shown)

    def fit_text(self, width: int) -> None:
        """The bubble is as wide as its text needs, and leaves some of the column free."""
        self.text.fit(int(width * _SHARE) - 2 * Space.L, shrink=True)
        _lay_out(self.bubble)
        if self.editor is not None:
            self.editor.setFixedWidth(width)
            _lay_out(self.editor)

    def offers_actions(self) -> bool:
        """Not while it is being edited."""
        return self.editor is None or self.editor.isHidden()

    def ring(self) -> QRect:
        """Around the bubble."""
        return self.bubble.geometry().adjusted(4, 2, -4, -2)

    def _show_text(self, shown: ThreadMessage) -> None:
        self.text.show_plain(shown.message.text)
        self.text.setAccessibleDescription(shown.message.text)
        self.tell_of_gaps(shown.message.text)

    @Slot()
    def edit(self) -> None:
        """Edit the message in place."""
        if self.editor is None:
            self.editor = InPlaceEditor(save=self.tr("Send again"))
            self.editor.setObjectName("message_editor")
            self.editor.saved.connect(self._resend)
            self.editor.cancelled.connect(self._end_edit)
            self.editor.resized.connect(self._resized)
            self.inner.insertWidget(self.inner.indexOf(self.bubble), self.editor)
        self.bubble.hide()
        self.editor.open(self.shown.message.text, self.tr("Edit message"))
        self._reveal()
        self._resized()

    @Slot()
    def _end_edit(self) -> None:
        if self.editor is not None:
            self.editor.hide()
        self.bubble.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal()
        self._resized()

    @Slot(str)
    def _resend(self, text: str) -> None:
        self._end_edit()
        if text != self.shown.message.text:
            self.orders.resend.emit(self.shown, text)

    @Slot()
    def _resized(self) -> None:
        self.fit(self.width())
        self.orders.resized.emit(self)


def _lay_out(widget: QWidget) -> None:
    """Take what is inside into the widget's size now: the row's height is asked for next."""
    inside = widget.layout()
    assert inside is not None
    inside.activate()
