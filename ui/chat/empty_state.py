"""What a conversation looks like before it has begun."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.shell.widgets import button, icon_label, label, with_text
from ui.theme import Space, scaled

_WIDTH = 620
_NARROW = 560


class EmptyState(QScrollArea):
    """A warm line, and a few ways to begin."""

    chosen = Signal(str)
    """The words to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[QPushButton] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("empty_state")
        inner = QWidget()
        with_text(inner, lambda: inner.setMaximumWidth(scaled(_WIDTH)))
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        self._greeting = label(self.tr("What's on your mind?"), scale="display", wrap=True)
        promise = self.tr("What matters is remembered, and all of it stays on this machine.")
        column.addWidget(icon_label("leaf", "accent", 28), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        for line in (self._greeting, label(promise, tone="muted", wrap=True)):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addSpacing(Space.XL)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        for icon_name, title, words in self._beginnings():
            chip = button(title, kind="chip", icon_name=icon_name, colour="accent")
            chip.setText(f"\u2002{title}")
            chip.setProperty("words", words)
            chip.setAccessibleDescription(self.tr("Puts these words into the message field"))
            chip.clicked.connect(self._choose)
            self.chips.append(chip)
        column.addLayout(self._grid)
        whole = QVBoxLayout(page)
        whole.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)
        self.setWidget(page)
        self._place_chips(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._place_chips(1 if event.size().width() < scaled(_NARROW) else 2)

    def _place_chips(self, columns: int) -> None:
        for at, chip in enumerate(self.chips):
            self._grid.addWidget(chip, at // columns, at % columns)

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
