"""How the rows of the timeline look: notes, headings, and notes whose words are on their way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.shell.row_ground import paint_ground
from ui.shell.rows import Index
from ui.theme import Space, Type, font, icon, scaled, theme
from ui.timeline.kinds import LOOKS
from ui.timeline.roles import NoteRole
from ui.timeline.sections import Heading

_TEXT = Type.BODY - 0.5
_QUIET = Type.SMALL
_WORD = re.compile(r"\w+")
_INNER = 28
"""How far what was so before is set in."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The heights of rows, by the fonts: pixels."""

    line: int
    tile: int
    note: int
    day: int
    month: int

    def of(self, heading: Heading | None) -> int:
        """The height of a row."""
        if heading is None:
            return self.note
        return self.month if heading is Heading.MONTH else self.day


@lru_cache(maxsize=1)
def measures() -> Measures:
    """The heights of rows; clear the cache when the fonts have changed."""
    _face.cache_clear()
    line = QFontMetrics(_face(_TEXT)).height() + 2
    tile = max(32, round(1.5 * line))
    large = QFontMetrics(_face(Type.LARGE)).height()
    return Measures(line, tile, 2 * line + Space.L, line + Space.L, large + Space.XL)


@lru_cache(maxsize=8)
def _face(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font that is made once: rows are painted by the hundred. Nobody changes it."""
    return font(size, weight)


class NoteDelegate(QStyledItemDelegate):
    """A tile for the kind and at most two lines: the text alone, or its beginning and what there is
    to say of it (its title's gist, that it is over, what was so before)."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All notes are of one height: of most of them nothing is known but the id."""
        return QSize(0, measures().of(index.data(NoteRole.HEADING)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading = index.data(NoteRole.HEADING)
        if heading is not None:
            paint_heading(painter, option.rect, heading, index.data())
        else:
            self._note(painter, option, index)
        painter.restore()

    def chevron(self, row: QRect) -> QRect:
        """Where a row is clicked to show what was so before."""
        return QRect(row.right() - Space.S - 36, row.top(), 36, row.height())

    def _note(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        inner = _INNER if index.data(NoteRole.INNER) else 0
        rect = option.rect.adjusted(Space.S + inner, 1, -Space.S, -1)
        paint_ground(painter, rect, option.state)
        size = measures().tile
        tile = QRect(rect.left() + Space.S, rect.center().y() - size // 2 + 1, size, size)
        kind = index.data(NoteRole.KIND)
        if kind is None:
            self._awaited(painter, rect, tile)
            return
        look = LOOKS[kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(tile, 9, 9)
        if inner:
            painter.setOpacity(0.75)
        icon(look.icon, look.ink, size // 2).paint(painter, tile)
        painter.setOpacity(1.0)
        left = tile.right() + Space.M
        room = QRect(left, rect.top(), rect.right() - left - Space.S, rect.height())
        self._words(painter, self._marks(painter, room, index), index)

    def _awaited(self, painter: QPainter, rect: QRect, tile: QRect) -> None:
        """Where words will be in a moment."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().palette.raised))
        painter.drawRoundedRect(tile, 9, 9)
        left, wide = tile.right() + Space.M, rect.width() - tile.width() - 4 * Space.M
        for place, share in ((-0.5, 0.75), (0.5, 0.45)):
            middle = rect.center().y() + round(place * measures().line)
            painter.drawRoundedRect(QRect(left, middle - 4, round(wide * share), 8), 4, 4)

    def _marks(self, painter: QPainter, room: QRect, index: Index) -> QRect:
        """What stands at the right: a chevron, pin and bell, the day; gives the room that is
        left."""
        muted = theme().palette.muted
        right = room.right()
        if index.data(NoteRole.BEFORE):
            name = "chevron-down" if index.data(NoteRole.OPEN) else "chevron-right"
            right = _mark(painter, name, right - 2, room, 16)
        for role, name in ((NoteRole.PINNED, "pin"), (NoteRole.HUSHED, "bell-off")):
            if index.data(role):
                right = _mark(painter, name, right, room, 14)
        if day := index.data(NoteRole.DATE):
            face = _face(_QUIET)
            wide = QFontMetrics(face).horizontalAdvance(day)
            painter.setFont(face)
            painter.setPen(QColor(muted))
            place = QRect(right - wide, room.top(), wide, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, day)
            right -= wide + Space.M
        return QRect(room.left(), room.top(), right - room.left(), room.height())

    def _words(self, painter: QPainter, room: QRect, index: Index) -> None:
        colours, line = theme().palette, measures().line
        state, title = index.data(NoteRole.STATE), index.data(NoteRole.TITLE)
        text, quiet = _written(index, state, title, max(1, room.width()))
        lines = len(text) + bool(quiet)
        top = room.center().y() - lines * line // 2 + 1
        painter.setFont(_face(_TEXT))
        faded = state or index.data(NoteRole.INNER)
        ink = QColor(colours.muted if faded else colours.text)
        looked_for = index.data(NoteRole.LOOKED_FOR)
        for at, words in enumerate(text):
            place = QRect(room.left(), top + at * line, room.width(), line)
            if looked_for:
                _mark_found(painter, place, words, looked_for)
            painter.setPen(ink)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        if quiet:
            painter.setFont(_face(_QUIET))
            painter.setPen(QColor(colours.muted))
            place = QRect(room.left(), top + len(text) * line, room.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, quiet)


def _mark_found(painter: QPainter, place: QRect, words: str, looked_for: str) -> None:
    """A ground behind what was typed, where a word begins with it."""
    metrics = QFontMetrics(_face(_TEXT))
    colour = QColor(theme().palette.accent)
    colour.setAlphaF(0.24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for found in beginnings(looked_for).finditer(words):
        left = place.left() + metrics.horizontalAdvance(words[: found.start()])
        wide = metrics.horizontalAdvance(found.group())
        mark = QRect(left - 1, place.top() + 1, wide + 2, place.height() - 2)
        painter.drawRoundedRect(mark, 3, 3)


@lru_cache(maxsize=16)
def beginnings(looked_for: str) -> re.Pattern[str]:
    """What finds the typed words where other words begin with them."""
    typed = sorted(set(_WORD.findall(looked_for)), key=len, reverse=True)
    # Without a word nothing is marked.
    return re.compile(rf"(?<!\w)(?:{'|'.join(typed)})" if typed else r"(?!)", re.IGNORECASE)


def paint_heading(painter: QPainter, row: QRect, heading: Heading, words: str) -> None:
    """A month in large letters, or a day with a hairline to the right of it."""
    colours = theme().palette
    room = row.adjusted(Space.L, 0, -Space.L, 0)
    if heading is Heading.MONTH:
        painter.setFont(_face(Type.LARGE, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.text))
        painter.drawText(room.adjusted(0, Space.S, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        return
    face = _face(_QUIET, QFont.Weight.DemiBold)
    found = heading is Heading.FINDS
    painter.setFont(face)
    painter.setPen(QColor(colours.accent if found else colours.muted))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    left = room.left() + QFontMetrics(face).horizontalAdvance(words) + Space.M
    painter.setPen(QPen(QColor(colours.line), 1))
    middle = room.center().y() + 1
    painter.drawLine(QPoint(left, middle), QPoint(room.right(), middle))


def _mark(painter: QPainter, name: str, right: int, room: QRect, size: int) -> int:
    """Draw a quiet icon that ends there; gives where what stands before it ends."""
    tall = scaled(size)
    place = QRect(right - tall, room.center().y() - tall // 2, tall, tall)
    icon(name, theme().palette.muted, tall).paint(painter, place)
    return place.left() - Space.S


def _written(index: Index, state: str, title: str, width: int) -> tuple[tuple[str, ...], str]:
    """What is written of a note, and the quiet line beneath: together two lines at most."""
    text, was = index.data(), index.data(NoteRole.WAS)
    if title:
        quiet = state or " ".join(text.split())
        return (_elided(title, width, _TEXT),), _elided(quiet, width, _QUIET)
    if was and not state:
        told = index.model().tr("was: {text}").format(text=" ".join(was.split()))
        return (_elided(text, width, _TEXT),), _elided(told, width, _QUIET)
    if state:
        return (_elided(text, width, _TEXT),), _elided(state, width, _QUIET)
    return two_lines(text, width), ""


@lru_cache(maxsize=4096)
def _elided(text: str, width: int, size: float) -> str:
    flat = " ".join(text.split())
    return QFontMetrics(_face(size)).elidedText(flat, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def two_lines(text: str, width: int) -> tuple[str, ...]:
    """The beginning of `text` on at most two lines of `width` pixels, the second one elided."""
    face = _face(_TEXT)
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
