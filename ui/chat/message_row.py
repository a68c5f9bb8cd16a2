"""One message in the conversation, with what belongs to it; made only while near the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from companion.acts import GAP
from companion.domain import ThreadMessage
from ui.chat.action_row import ActionRow
from ui.chat.message_text import MessageText
from ui.chat.orders import Orders
from ui.chat.when import time_of
from ui.shell.widgets import label
from ui.theme import Space, theme

MARGIN = 8
"""Room at both sides for the ring that shows where the keyboard is."""
RING = 6
"""Room for it above."""


class MessageRow(QWidget):
    """What one's own messages and the replies have in common."""

    def __init__(self, shown: ThreadMessage, orders: Orders, *, own: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        self.orders = orders
        self._last = self._hovered = self._focused = False
        self._fitted: tuple[int, bool] | None = None
        self.day: QLabel | None = None
        self.text = MessageText(self)
        self.text.step_wanted.connect(self._step)
        self.text.code_copied.connect(self._tell_code_copied)
        self.bar = ActionRow(own=own, parent=self)
        self.bar.copy_wanted.connect(self._copy)
        self.bar.branch_wanted.connect(orders.branch)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.inner = QVBoxLayout()
        self.inner.setContentsMargins(MARGIN, RING, MARGIN, 0)
        self.inner.setSpacing(0)
        self.column.addLayout(self.inner)
        self.column.addWidget(self.bar)

    @property
    def id(self) -> str:
        """The message's id."""
        return self.shown.message.id

    def show_message(self, shown: ThreadMessage) -> None:
        """Show the message as it has become."""
        self.shown = shown
        self.bar.show_message(shown, time_of(shown.message.created_at))
        self._reveal()
        self.order_tabs()

    def show_day(self, day: str) -> None:
        """Say above the message that a new day begins."""
        self.day = label(day, scale="small")
        self.day.setObjectName("day")
        self.day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.day.setContentsMargins(0, Space.M, 0, Space.XL)
        self.column.insertWidget(0, self.day)

    def tell_of_gaps(self, text: str) -> None:
        """Say what a gap in the message stands for."""
        told = self.tr("{gap} stands for words that you have removed.").format(gap=GAP)
        self.text.setToolTip(told if GAP in text else "")
        if GAP in text:
            self.text.setAccessibleDescription(f"{text} {told}")

    # -- size -------------------------------------------------------------------------------------

    def is_fit(self, width: int) -> bool:
        """Whether the row is laid out for `width` in the theme of now."""
        return self._fitted == (width, theme().palette.dark)

    def fit(self, width: int) -> None:
        """Lay the row out for `width`, and take the height that needs."""
        dark = theme().palette.dark
        if self._fitted is not None and self._fitted[1] != dark:
            self.render_again()
        self._fitted = (width, dark)
        self.fit_text(width - 2 * MARGIN)
        self.column.activate()
        needed = self.column.totalHeightForWidth(width)
        height = needed if needed >= 0 else self.column.totalSizeHint().height()
        self.resize(width, height)

    def fit_text(self, width: int) -> None:
        """Lay the message's text out."""
        raise NotImplementedError

    def render_again(self) -> None:
        """The theme has changed: what holds colours is made anew."""

    # -- attention --------------------------------------------------------------------------------

    def set_last(self, last: bool) -> None:
        """The last row of the conversation shows its actions always."""
        if last != self._last:
            self._last = last
            self._reveal()

    def set_focused(self, focused: bool) -> None:
        """Whether the keyboard is somewhere in this row."""
        self._focused = focused
        self._reveal()
        self.update()

    def offers_actions(self) -> bool:
        """Whether the message is whole, so that something can be done with it."""
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse looks at the message."""
        self._hovered = True
        self._reveal()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse looks elsewhere."""
        self._hovered = False
        self._reveal()
        super().leaveEvent(event)

    def _reveal(self) -> None:
        wanted = self._last or self._hovered or self._focused
        known = len(self.bar.buttons())
        self.bar.reveal(wanted and self.offers_actions())
        if len(self.bar.buttons()) != known:
            self.order_tabs()

    def order_tabs(self) -> None:
        """Tab leads from the text to the actions, in the order they are seen."""
        before: QWidget = self.text
        for part in self.bar.buttons():
            QWidget.setTabOrder(before, part)
            before = part

    def ring(self) -> QRect:
        """What the ring goes around."""
        return self.text.geometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the message that the keyboard is at."""
        super().paintEvent(event)
        if self.text.hasFocus() and self.text.by_keyboard:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().palette.accent), 2))
            painter.drawRoundedRect(self.ring().adjusted(-6, -4, 6, 4), 9, 9)

    # -- doing ------------------------------------------------------------------------------------

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.message.text)
        self.bar.say_copied()
        self.orders.notice.emit(self.tr("Message copied"))

    @Slot()
    def _tell_code_copied(self) -> None:
        self.orders.notice.emit(self.tr("Code copied"))

    @Slot(int)
    def _step(self, by: int) -> None:
        self.orders.step.emit(self, by)
