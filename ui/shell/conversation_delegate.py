"""How a conversation looks in its list, and how its title is edited there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.shell.conversation_model import ConversationRole
from ui.shell.row_ground import paint_ground
from ui.shell.rows import Index
from ui.theme import Space, Type, font, icon, scaled, theme

_ROW = 36
_HEADING = 34
_DOTS = 26


class ConversationDelegate(QStyledItemDelegate):
    """Paints headings and conversations, and edits a title in its row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are as high as each other, and so are all headings."""
        return QSize(0, scaled(_ROW if index.data(ConversationRole.ID) else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(ConversationRole.ID):
            self._conversation(painter, option, index)
        else:
            painter.setFont(font(Type.SMALL, QFont.Weight.DemiBold))
            painter.setPen(QColor(theme().palette.muted))
            room = option.rect.adjusted(Space.S + 2, Space.M, -Space.S, -2)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def _conversation(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme().palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect = inset(option.rect, option.widget).adjusted(0, 1, 0, -1)
        paint_ground(painter, rect, option.state, 8)
        room = rect.adjusted(Space.S + 2, 0, -Space.S, 0)
        if hovered:
            icon("ellipsis", colours.muted, scaled(16)).paint(painter, dots(rect))
            room.setRight(dots(rect).left())
        if index.data(ConversationRole.OFF_THE_RECORD):
            tall = scaled(15)
            mark = QRect(room.right() - tall, room.center().y() - tall // 2, tall, tall)
            icon("ghost", colours.muted, tall).paint(painter, mark)
            room.setRight(mark.left() - Space.XS)
        weight = QFont.Weight.Medium if chosen else QFont.Weight.Normal
        painter.setFont(font(Type.BODY - 0.5, weight))
        painter.setPen(QColor(colours.text))
        title = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line edit that fills the row."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Title of the conversation"))
        editor.setFont(font(Type.BODY - 0.5))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over the row."""
        editor.setGeometry(inset(option.rect, option.widget).adjusted(0, 1, 0, -1))


def inset(row: QRect, view: QWidget | None) -> QRect:
    """The row without the margin that the scroll bar may stand in."""
    rect = QRect(row)
    if view is not None:
        rect.setRight(min(rect.right(), view.width() - Space.M - 1))
    return rect


def dots(row: QRect) -> QRect:
    """Where a row's menu button is."""
    side = scaled(_DOTS)
    return QRect(row.right() - side, row.top() + (row.height() - side) // 2, side, side)
