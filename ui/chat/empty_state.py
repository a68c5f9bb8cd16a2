"""What a conversation looks like before it has begun."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.shell.widgets import button, icon_label, label
from ui.theme import Space

_WIDTH = 560


class EmptyState(QWidget):
    """A warm line, and a few ways to begin."""

    chosen = Signal(str)
    """The words to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self.chips: list[QPushButton] = []
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        self._greeting = label(self.tr("What's on your mind?"), scale="display")
        promise = self.tr("What matters is remembered, and all of it stays on this machine.")
        column.addWidget(icon_label("leaf", "accent", 28), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        for line in (self._greeting, label(promise, tone="muted", wrap=True)):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addSpacing(Space.XL)
        grid = QGridLayout()
        grid.setSpacing(Space.M)
        for at, (icon_name, title, words) in enumerate(self._beginnings()):
            chip = button(title, kind="chip", icon_name=icon_name, colour="accent")
            chip.setProperty("words", words)
            chip.setAccessibleDescription(self.tr("Puts these words into the message field"))
            chip.clicked.connect(self._choose)
            self.chips.append(chip)
            grid.addWidget(chip, at // 2, at % 2)
        column.addLayout(grid)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        inner.setMinimumWidth(320)

    def _beginnings(self) -> list[tuple[str, str, str]]:
        return [
            ("sun", self.tr("Tell about my day"), self.tr("Today ")),
            ("brain", self.tr("What do you know about me?"), self.tr("What do you know about me?")),
            (
                "message-circle",
                self.tr("Think something through"),
                self.tr("Help me think this through: "),
            ),
            ("notebook-pen", self.tr("Remember something"), self.tr("Please remember that ")),
        ]

    @Slot()
    def _choose(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.chosen.emit(str(chip.property("words")))
