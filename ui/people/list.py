"""The list of whom and what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.known import Known
from ui.people.words import Group, also_called, group_of, how_many, look_of, name_of
from ui.shell.row_ground import paint_ground
from ui.shell.rows import Index, KeyedRowsModel
from ui.theme import Space, Type, font, icon, scaled, theme

_TILE = 30
_ROW = 52


class KnownRole(IntEnum):
    """What the model tells beyond the name."""

    KNOWN = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One of them."""

    known: Known

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.known.anchor.sort} {self.known.anchor.id}"


class KnownModel(KeyedRowsModel[Row]):
    """Whom or what is known of one group, as far as its name matches; most told of first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everyone: list[Known] = []
        self._group = Group.PEOPLE
        self._words = ""

    def show_everyone(self, everyone: Sequence[Known]) -> None:
        """These are known now."""
        self._everyone = list(everyone)
        self.merge(self._wanted())

    def show_group(self, group: Group) -> None:
        """Show another group."""
        self._group = group
        self.replace(self._wanted())

    def search(self, words: str) -> None:
        """Show those whose names have this in them."""
        self._words = words.casefold()
        self.merge(self._wanted())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; the rest by `KnownRole`."""
        if not index.isValid():
            return None
        known = self.row(index).known
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return name_of(known)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return told(known)
            case KnownRole.KNOWN:
                return known
        return None

    def _wanted(self) -> list[Row]:
        return [
            Row(known)
            for known in self._everyone
            if group_of(known) is self._group
            and any(self._words in it.casefold() for it in (known.name, *known.aliases))
        ]


class KnownDelegate(QStyledItemDelegate):
    """A tile, the name, and a quiet line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are as high."""
        return QSize(0, scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        known = index.data(KnownRole.KNOWN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(Space.S, 1, -Space.S, -1)
        paint_ground(painter, rect, option.state)
        look = look_of(known.kind)
        tall = scaled(_TILE)
        tile = QRect(rect.left() + Space.S, rect.center().y() - tall // 2, tall, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ground))
        painter.drawRoundedRect(tile, 9, 9)
        icon(look.icon, look.ink, scaled(16)).paint(painter, tile)
        room = rect.adjusted(tall + 2 * Space.S, 7, -Space.S, -7)
        half = room.height() // 2
        self._line(
            painter, room.adjusted(0, 0, 0, -half), index.data(), Type.BODY - 0.5, muted=False
        )
        self._line(painter, room.adjusted(0, half, 0, 0), told(known), Type.SMALL, muted=True)
        painter.restore()

    def _line(self, painter: QPainter, room: QRect, text: str, size: float, *, muted: bool) -> None:
        colours = theme().palette
        painter.setPen(QColor(colours.muted if muted else colours.text))
        painter.setFont(font(size))
        cut = QFontMetrics(font(size)).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class KnownList(QListView):
    """Choosing one of them."""

    chosen = Signal(object)
    """The `Known` that is chosen now."""

    def __init__(self, model: KnownModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(KnownDelegate(self))
        self.setAccessibleName(self.tr("Whom and what I know"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who is chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(KnownRole.KNOWN))


def told(known: Known) -> str:
    """The quiet line: how much is told, and what else it is called."""
    also = also_called(known)
    return f"{how_many(known.notes)}  ·  {also}" if also else how_many(known.notes)
