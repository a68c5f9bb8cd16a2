"""Three quiet dots, and what is waited for."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.widgets import label, with_text
from ui.theme import Space, scaled, theme

_STEP_MS = 320
_DOTS = 3
_WIDTH = 34


class Waiting(QWidget):
    """Shown where a reply will be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lit = 0
        self.words = label(tone="muted")
        with_text(self, lambda: self.setFixedHeight(scaled(26)))
        line = QHBoxLayout(self)
        line.setContentsMargins(_WIDTH + Space.S, 0, 0, 0)
        line.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def say(self, words: str) -> None:
        """What is waited for; nothing when that is the reply itself."""
        self.words.setText(words)
        self.setAccessibleName(words or self.tr("Thinking…"))

    @Slot()
    def _step(self) -> None:
        self._lit = (self._lit + 1) % _DOTS
        self.update(0, 0, _WIDTH, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """One dot after the other is darker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        for dot in range(_DOTS):
            palette = theme().palette
            painter.setBrush(QColor(palette.accent if dot == self._lit else palette.line))
            painter.drawEllipse(2 + dot * 11, self.height() // 2 - 3, 6, 6)
