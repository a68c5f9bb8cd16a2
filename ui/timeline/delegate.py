"""How a memory looks in the list."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.shell.rows import Index
from ui.theme import Space, Type, font, icon, theme
from ui.timeline.kinds import LOOKS, kind_name
from ui.timeline.model import NoteRole

_TILE = 32
_LINE = 21
_QUIET = 18


class NoteDelegate(QStyledItemDelegate):
    """A tile for the kind, two lines of the text (of an episode its title, and a line of the gist),
    and a quiet line of what and when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text has lines, of which two are shown."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        lines = _lines(index, _room(width - 2 * Space.S))
        return QSize(0, len(lines) * _LINE + _QUIET + 2 * Space.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(Space.S, 2, -Space.S, -2)
        self._ground(painter, option, rect)
        lines = _lines(index, _room(rect.width()))
        high = len(lines) * _LINE + _QUIET
        top = rect.top() + (rect.height() - high) // 2
        tile = QRect(rect.left() + Space.M, top + 3, _TILE, _TILE)
        look = LOOKS[index.data(NoteRole.KIND)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(tile, 9, 9)
        icon(look.icon, look.ink, 16).paint(painter, tile)
        left = tile.right() + Space.M
        room = QRect(left, top, rect.right() - left - Space.M, _LINE)
        self._text(painter, room, lines, index)
        room.moveTop(top + len(lines) * _LINE)
        self._line(painter, room.adjusted(0, 0, 0, _QUIET - _LINE), index)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        colours = theme().palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.raised))
            painter.drawRoundedRect(rect, 10, 10)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 9, 9)

    def _text(self, painter: QPainter, room: QRect, lines: tuple[str, ...], index: Index) -> None:
        faded = index.data(NoteRole.STATE)
        titled = bool(index.data(NoteRole.TITLE))
        painter.setFont(font(Type.BODY - 0.5))
        for at, line in enumerate(lines):
            quiet = faded or (titled and at)
            painter.setPen(QColor(theme().palette.muted if quiet else theme().palette.text))
            place = room.translated(0, at * _LINE)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)

    def _line(self, painter: QPainter, room: QRect, index: Index) -> None:
        muted = theme().palette.muted
        right = room.right()
        for role, name in ((NoteRole.PINNED, "pin"), (NoteRole.HUSHED, "bell-off")):
            if index.data(role):
                right -= 14
                icon(name, muted, 14).paint(painter, QRect(right, room.top() + 2, 14, 14))
                right -= Space.XS
        what = index.data(NoteRole.STATE) or kind_name(index.data(NoteRole.KIND))
        painter.setPen(QColor(muted))
        painter.setFont(font(Type.SMALL))
        said = f"{what}  ·  {index.data(NoteRole.DATE)}"
        room.setRight(right)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)


def _room(row: int) -> int:
    """The width of the text in a row of this width."""
    return max(1, row - _TILE - 3 * Space.M)


def _lines(index: Index, width: int) -> tuple[str, ...]:
    """What is written of a note in a row with so much room."""
    title, text = index.data(NoteRole.TITLE), index.data()
    if not title:
        return two_lines(text, width)
    face = QFontMetrics(font(Type.BODY - 0.5))
    flat = (title, " ".join(text.split()))
    return tuple(face.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in flat if line)


@lru_cache(maxsize=4096)
def two_lines(text: str, width: int) -> tuple[str, ...]:
    """The beginning of `text` on at most two lines of `width` pixels, the second one elided."""
    face = font(Type.BODY - 0.5)
    flat = " ".join(text.split())
    layout = QTextLayout(flat, face)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    first, rest = flat[: line.textLength()], flat[line.textLength() :]
    if not rest:
        return (first,)
    return first, QFontMetrics(face).elidedText(rest, Qt.TextElideMode.ElideRight, width)
