"""A layout of two: words, and a control at their right; below them, where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.shell.item_layout import ItemLayout
from ui.theme import Space, scaled

_WORDS = 120


class Beside(ItemLayout):
    """Takes two widgets; whichever is hidden takes no room."""

    def __init__(self, parent: QWidget | None = None, least: int = _WORDS) -> None:
        """`least` is the least room for words beside a control, at the usual size of text."""
        super().__init__(parent)
        self._least = least

    def expandingDirections(self) -> Qt.Orientation:
        """Words take all the width there is."""
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        return self._lay(QRect(0, 0, inner, 0), move=False) + around.top() + around.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Set both in their places."""
        super().setGeometry(rect)
        self._lay(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """Both side by side."""
        hints = [item.sizeHint() for item in self._shown()]
        wide = sum(hint.width() for hint in hints) + Space.L * max(0, len(hints) - 1)
        tall = max((hint.height() for hint in hints), default=0)
        return QSize(wide, tall).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """As wide as the wider one."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Place both, or only reckon; returns the height they need."""
        shown = self._shown()
        if len(shown) < 2:
            tall = sum(_height(item, rect.width()) for item in shown)
            for item in shown if move else ():
                item.setGeometry(rect)
            return tall
        words, control = shown
        wide = control.sizeHint().width()
        left = rect.width() - wide - Space.L
        if left >= max(scaled(self._least), words.minimumSize().width()):
            heights = _height(words, left), _height(control, wide)
            tall = max(*heights, rect.height())
            if move:
                words_top = rect.top() + (tall - heights[0]) // 2
                control_top = rect.top() + (tall - heights[1]) // 2
                words.setGeometry(QRect(rect.left(), words_top, left, heights[0]))
                control.setGeometry(
                    QRect(rect.left() + left + Space.L, control_top, wide, heights[1])
                )
            return tall
        wide = min(wide, rect.width())
        heights = _height(words, rect.width()), _height(control, wide)
        if move:
            below = rect.top() + heights[0] + Space.S
            words.setGeometry(QRect(rect.left(), rect.top(), rect.width(), heights[0]))
            control.setGeometry(QRect(rect.left(), below, wide, heights[1]))
        return heights[0] + Space.S + heights[1]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
