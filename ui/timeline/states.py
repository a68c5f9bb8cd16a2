"""What the memories show when there is no list to show: nothing yet, nothing found, an error."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.memories.column import Column
from ui.shell.widgets import button, icon_label, label, set_icon
from ui.theme import Space

_WIDTH = 340


class EmptyState(Column):
    """An icon, a heading, a sentence, perhaps a way on; it scrolls where there is little room."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent=parent)
        self._mark = icon_label("brain", "accent", 32)
        self.heading = label(scale="large", wrap=True)
        self.words = label(tone="muted", wrap=True)
        self.action = button("")
        self.action.clicked.connect(self.acted)
        self.column.setSpacing(Space.S)
        self.column.addStretch(2)
        self.column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.heading, self.words):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(words)
        self.column.addSpacing(Space.S)
        self.column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)

    def tell(self, icon_name: str, heading: str, words: str, action: str = "") -> None:
        """Show this; without `action` there is no button."""
        set_icon(self._mark, icon_name, "accent", 32)
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.words.setText(words)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
