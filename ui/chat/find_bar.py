"""Finding words in the conversation that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from companion.domain import ThreadMessage
from ui.shell.widgets import icon_button, label
from ui.theme import Space, scaled

_WIDTH = 320


class FindBar(QFrame):
    """Goes from message to message that holds the words, the latest first."""

    sought = Signal(str)
    """These words are looked for now; nothing when the bar is closed."""
    found = Signal(str)
    """The id of the message to show."""
    closed = Signal()

    def __init__(self, items: Callable[[], Sequence[ThreadMessage]], parent: QWidget) -> None:
        super().__init__(parent)
        self._items = items
        self._page = parent
        self._matches: list[str] = []
        self._at = 0
        self.setObjectName("find_bar")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.count = label(scale="small", tone="muted")
        self.up = icon_button("arrow-up", self.tr("Find earlier"), size=16)
        self.down = icon_button("arrow-down", self.tr("Find later"), size=16)
        self.close_button = icon_button("x", self.tr("Close"), size=16)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.S, Space.XS, Space.XS, Space.XS)
        line.setSpacing(2)
        line.addWidget(self.field, 1)
        for part in (self.count, self.up, self.down, self.close_button):
            line.addWidget(part)
        self.field.textChanged.connect(self._seek)
        self.up.clicked.connect(self._earlier)
        self.down.clicked.connect(self._later)
        self.close_button.clicked.connect(self.close_bar)
        self.hide()

    def open(self, words: str = "") -> None:
        """Look for `words`, or for those looked for last."""
        self.show()
        # Nothing lays out what floats.
        width = min(scaled(_WIDTH), self._page.width() - 2 * Space.L)
        self.setFixedSize(width, self.sizeHint().height())
        self.raise_()
        self.field.setText(words or self.field.text())
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._seek()

    @Slot()
    def close_bar(self) -> None:
        """Look for nothing any more."""
        if not self.isHidden():
            self.hide()
            self.sought.emit("")
            self.closed.emit()

    @Slot()
    def _seek(self) -> None:
        words = self.field.text().casefold()
        self._matches = [
            shown.message.id for shown in self._items() if words in shown.message.text.casefold()
        ]
        self._at = len(self._matches) - 1
        if not words:
            self._matches = []
        self.sought.emit(self.field.text())
        self._show()

    @Slot()
    def _earlier(self) -> None:
        self._step(-1)

    @Slot()
    def _later(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self._matches:
            self._at = (self._at + by) % len(self._matches)
            self._show()

    def _show(self) -> None:
        several = len(self._matches)
        words = self.tr("{at} of {all}").format(at=self._at + 1, all=several)
        nothing = self.tr("Not found") if self.field.text() else ""
        self.count.setText(words if several else nothing)
        self.up.setEnabled(several > 1)
        self.down.setEnabled(several > 1)
        if self._matches:
            self.found.emit(self._matches[self._at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes up through the conversation, Shift+Enter down; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(1 if shifted else -1)
        else:
            super().keyPressEvent(event)
