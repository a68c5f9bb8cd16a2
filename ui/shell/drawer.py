"""Where there is no room for the sidebar beside the page it lies over it, until it has served."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

_VEIL = 90
"""How much of the page is covered, of 255."""


class _Veil(QWidget):
    """Darkens the page beside the sidebar; a click on it puts the sidebar away."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlpha(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)


class Drawer(QObject):
    """Sets the sidebar into the row of the window, or over all that is in it."""

    def __init__(
        self, sidebar: QWidget, row: QHBoxLayout, at: int, put_away: Callable[[], object]
    ) -> None:
        """`at` is the place of the sidebar in the row, `put_away` what a click beside it does."""
        room = row.parentWidget()
        assert room is not None
        super().__init__(room)
        self._sidebar, self._row, self._at, self._room = sidebar, row, at, room
        self._veil = _Veil(room)
        self._veil.hide()
        self._veil.clicked.connect(put_away)
        self.over = False
        """Whether it lies over the page."""
        room.installEventFilter(self)

    def lay(self, *, over: bool) -> None:
        """Lay the sidebar over the page, or set it beside it."""
        if over != self.over:
            self.over = over
            if over:
                self._row.removeWidget(self._sidebar)
            else:
                self._row.insertWidget(self._at, self._sidebar)
        self._veil.setVisible(over)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As high as the window."""
        if watched is self._room and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        if self.over:
            self._veil.setGeometry(self._room.rect())
            self._veil.raise_()
            self._sidebar.setGeometry(0, 0, self._sidebar.width(), self._room.height())
            self._sidebar.raise_()
