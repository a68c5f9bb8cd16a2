"""A search field that asks when the typing pauses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.widgets import set_icon

DEBOUNCE_MS = 160


class SearchField(QLineEdit):
    """`asked` comes with the trimmed text when it has changed and the person has paused."""

    asked = Signal(str)
    left_down = Signal()
    """The Down key: the person wants to go on into the results."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, pause_ms: int = DEBOUNCE_MS
    ) -> None:
        super().__init__(parent)
        self._asked = ""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        magnifier = QAction(self)
        set_icon(magnifier, "search", size=16)
        self.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self.tr("Clear the search"), self)
        self._clear.triggered.connect(self.clear)
        set_icon(self._clear, "x", size=16)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        # Only once it is there: the field looks at an action's visibility when it changes.
        self._clear.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._ask)
        self.returnPressed.connect(self._ask)
        self.textChanged.connect(self._changed)

    def query(self) -> str:
        """What is searched for; empty when nothing is."""
        return self.text().strip()

    def show_query(self, text: str) -> None:
        """Hold this text, as though it had been asked for already."""
        self._asked = text.strip()
        self.setText(text)

    def enter(self) -> None:
        """Take the keyboard here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; Down goes on into the results."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        if self.query() != self._asked:
            self._asked = self.query()
            self.asked.emit(self._asked)
