"""A text field that is as tall as its text, up to a few lines."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GrowingEdit(QPlainTextEdit):
    """Enter submits, Shift+Enter begins a new line, Escape cancels."""

    submitted = Signal()
    cancelled = Signal()
    up_when_empty = Signal()
    """Up was pressed where there is nothing to move in."""
    focus_changed = Signal(bool)
    height_changed = Signal()

    def __init__(self, *, most_lines: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = most_lines
        self._composing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text can be dropped or pasted; a file cannot, and goes to the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def replace_text(self, text: str) -> None:
        """Put `text` in the field, the cursor behind it; undo brings the old text back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    @Slot()
    def fit(self) -> None:
        """Take the height of the text, between one line and the most allowed."""
        line = self.fontMetrics().lineSpacing()
        block, height = self.document().firstBlock(), 0.0
        # Blocks beyond the most lines are not laid out: a pasted book costs nothing here.
        while block.isValid() and height < line * self._most_lines:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        text = min(max(round(height), line), line * self._most_lines)
        overflows = block.isValid() or height > line * self._most_lines
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if overflows else policy.ScrollBarAlwaysOff
        )
        around = self.height() - self.viewport().height()
        margins = self.document().documentMargin() * 2
        wanted = text + round(margins) + max(0, around)
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
            self.height_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps into other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when an input method is in the middle of a word."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that mean more than text."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _RETURNS and not shifted and not self._composing:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape and not self._composing:
            self.cancelled.emit()
        elif event.key() == Qt.Key.Key_Up and self.document().isEmpty():
            self.up_when_empty.emit()
        elif event.key() in _PAGES and self.blockCount() == 1:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell whoever draws the frame around the field."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell whoever draws the frame around the field."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
