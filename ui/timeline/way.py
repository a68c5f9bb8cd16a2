"""A quiet line that leads somewhere, cut to the room there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shell.widgets import set_icon
from ui.theme import Space, scaled

_ICON = 14


class Way(QPushButton):
    """A button of one line of words, as many as there is room for."""

    def __init__(self, words: str, icon_name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = " ".join(words.split())
        self.setProperty("kind", "line")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(tip)
        set_icon(self, icon_name, size=_ICON)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(40, self.width() - scaled(_ICON) - 2 * Space.L)
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        # A button takes an ampersand for a shortcut.
        self.setText(cut.replace("&", "&&"))
