"""The bar that says what was deleted and brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QObject,
    QRectF,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QWidget,
)

from companion.domain import Deleted
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.shell.widgets import ANY_WIDTH, button, icon_button, label, with_text
from ui.theme import Space, scaled, theme
from ui.told import told

_TICK_MS = 100


@dataclass(frozen=True)
class _Entry:
    deleted: Deleted
    deadline: QDeadlineTimer


class _Countdown(QWidget):
    """A thin ring that closes as the time to undo passes."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 1.0
        with_text(self, lambda: self.setFixedSize(scaled(16), scaled(16)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        colour = QColor(theme().palette.ground)
        colour.setAlpha(70)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(ring)
        colour.setAlpha(220)
        painter.setPen(QPen(colour, 2))
        painter.drawArc(ring, 90 * 16, round(self.left * 360 * 16))


class UndoBar(QFrame):
    """Floats over the bottom of its parent while something can be brought back.

    Several deletions are undone latest first, each within its own time.
    """

    undone = Signal(str)
    """What was deleted under this id is back."""
    trouble = Signal(object)
    offered = Signal(bool)
    """Whether there is something to undo."""

    def __init__(
        self, bridge: Bridge, parent: QWidget, floor: Callable[[], int] = lambda: 0
    ) -> None:
        """`floor` tells how much of the parent, from below, the bar must leave free."""
        super().__init__(parent)
        self._floor = floor
        self._bridge = bridge
        self._room = parent
        self._entries: list[_Entry] = []
        self.setObjectName("toast")
        self.setAccessibleName(self.tr("Undo"))
        self.text = label()
        self.undo_button = button(self.tr("Undo"), kind="toast")
        self.undo_button.clicked.connect(self.undo)
        self._dismiss = icon_button("x", self.tr("Dismiss"), colour="ground", size=16)
        self._dismiss.clicked.connect(self._forget_latest)
        self._countdown = _Countdown()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        for part in (self._countdown, self.text, self.undo_button, self._dismiss):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._offering = False
        self._what = ""
        parent.installEventFilter(self)
        self.hide()

    @property
    def offered_at(self) -> int:
        """When what can be brought back was deleted last: milliseconds of Qt's clock, -2 for
        nothing."""
        if not self._entries:
            return -2
        latest = self._entries[-1]
        return latest.deadline.deadline() - round(latest.deleted.seconds * 1000)

    def offer(self, deleted: Deleted) -> None:
        """Offer to bring `deleted` back."""
        deadline = QDeadlineTimer(round(deleted.seconds * 1000))
        self._entries.append(_Entry(deleted, deadline))
        self._show_latest()

    @Slot()
    def undo(self) -> None:
        """Bring back what was deleted last."""
        if not self._entries:
            return
        deleted = self._entries.pop().deleted
        self._show_latest()

        def answered(back: bool) -> None:
            if back:
                self.undone.emit(deleted.id)
            else:
                self.trouble.emit(CompanionError(self.tr("It is too late to undo this.")))

        undone = self._bridge.companion.undo(deleted.id)
        self._bridge.ask(undone, answered, self.trouble.emit, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the parent."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    @Slot()
    def _forget_latest(self) -> None:
        if self._entries:
            self._entries.pop()
        self._show_latest()

    @Slot()
    def _tick(self) -> None:
        self._entries = [entry for entry in self._entries if not entry.deadline.hasExpired()]
        self._show_latest()

    def _show_latest(self) -> None:
        self._set_offering(bool(self._entries))
        if not self._entries:
            self._timer.stop()
            self.hide()
            return
        latest = self._entries[-1]
        self._countdown.left = latest.deadline.remainingTime() / (latest.deleted.seconds * 1000)
        self._countdown.update()
        what = told(latest.deleted.what)
        if self._what != what or not self.isVisible():
            self._what = what
            self.place()
            self.show()
            self.raise_()
            self._timer.start()

    def _set_offering(self, offering: bool) -> None:
        if offering == self._offering:
            return
        self._offering = offering
        self.offered.emit(offering)

    @Slot()
    def place(self) -> None:
        """Go to the middle, above the floor."""
        room = self._room.rect()
        self.text.setText(self._what)
        self.text.setWordWrap(False)
        self.text.setMinimumWidth(0)
        self.text.setMaximumWidth(ANY_WIDTH)
        self.adjustSize()
        over = self.width() - (room.width() - 2 * Space.L)
        if over > 0:
            wide = self.text.sizeHint().width()
            self.text.setWordWrap(True)
            self.text.setFixedWidth(max(1, wide - over))
            self.adjustSize()
        self.move(
            (room.width() - self.width()) // 2,
            room.height() - self._floor() - self.height() - Space.M,
        )
