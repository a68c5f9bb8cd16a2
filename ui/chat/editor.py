"""A text edited where it stands: a message of one's own, or a memory."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.chat.growing_edit import GrowingEdit
from ui.shell.widgets import button
from ui.theme import Space


class InPlaceEditor(QWidget):
    """A field with Save and Cancel. Enter saves, Escape cancels."""

    saved = Signal(str)
    cancelled = Signal()
    resized = Signal()
    """The field has grown or shrunk with its text."""

    def __init__(self, *, save: str = "", most_lines: int = 12) -> None:
        super().__init__()
        self.field = GrowingEdit(most_lines=most_lines)
        self.field.setAccessibleDescription(
            self.tr("Enter saves, Shift+Enter begins a new line, Escape cancels.")
        )
        self.save = button(save or self.tr("Save"), kind="primary")
        self.cancel = button(self.tr("Cancel"), kind="quiet")
        ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self.cancel)
        ways.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.field)
        column.addLayout(ways)
        self.field.submitted.connect(self._save)
        self.field.cancelled.connect(self.cancelled)
        self.field.textChanged.connect(self._text_changed)
        self.field.height_changed.connect(self.resized)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)

    def open(self, text: str, name: str = "") -> None:
        """Show `text` to be edited; `name` tells a screen reader what it is."""
        self.field.setAccessibleName(name or self.tr("Edit"))
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _save(self) -> None:
        if self.field.toPlainText().strip():
            self.saved.emit(self.field.toPlainText().strip())

    @Slot()
    def _text_changed(self) -> None:
        self.save.setEnabled(bool(self.field.toPlainText().strip()))
