"""A row that can be pressed, whatever is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from ui.shell.row_ground import paint_ground
from ui.theme import theme

_RADIUS = 8


class RowButton(QAbstractButton):
    """A button that holds a layout; its ground shows that it is hovered, chosen, or focused. What
    is in it takes no mouse of its own, unless it is a button, too."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Qt's buttons do not shrink, and know no height for their width.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground; what is in it draws itself."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = QStyle.StateFlag.State_None
        if self.isChecked():
            state |= QStyle.StateFlag.State_Selected
        if self.isEnabled() and self.underMouse():
            state |= QStyle.StateFlag.State_MouseOver
        if self.isDown():
            state |= QStyle.StateFlag.State_Sunken
        if self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        paint_ground(painter, self.rect(), state, _RADIUS)
