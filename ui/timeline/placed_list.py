"""Where the rows of the timeline are: of known heights, so that only those in view are looked at.

QListView would ask every row how high it is.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from ui.shell.rows import Index
from ui.theme import theme
from ui.timeline.delegate import NoteDelegate, measures, paint_heading
from ui.timeline.model import NoteModel
from ui.timeline.naming import day_heading
from ui.timeline.sections import Heading


class PlacedList(QListView):
    """Places and paints the rows of a model, the day of the first in view above them all. To screen
    readers it is a list."""

    moved = Signal()
    """Other rows are in view."""

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = model
        self._tops: list[int] | None = None
        self._measures = measures()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._look_at_rows)
        model.loaded.connect(self._look.start)
        # Before the base class hears of them: it asks where rows are at once.
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._forget_places)
        self.setModel(model)
        self._delegate = NoteDelegate(self)
        self.setItemDelegate(self._delegate)

    # -- where rows are ---------------------------------------------------------------------------

    def row_at(self, y: int) -> int:
        """The row at a height within all rows; -1 without any."""
        sections, tops = self._notes.sections, self._places()
        if not sections.rows:
            return -1
        number = min(max(0, bisect_right(tops, max(0, y)) - 1), len(sections.all) - 1)
        section = sections.all[number]
        below = y - tops[number] - self._measures.of(section.heading)
        at = min(below // self._measures.note, len(section.ids) - 1) if below >= 0 else -1
        return sections.starts[number] + 1 + at

    def top_of(self, row: int) -> int:
        """How far below the first row this one begins, in pixels."""
        number, at = self._notes.sections.at(row)
        top = self._places()[number]
        if at < 0:
            return top
        heading = self._notes.sections.all[number].heading
        return top + self._measures.of(heading) + at * self._measures.note

    def rows_in_view(self) -> tuple[int, int]:
        """The first and the last row in view; -1 without rows."""
        offset = self.verticalScrollBar().value()
        top = self.row_at(offset + self._sticky())
        return top, self.row_at(offset + self.viewport().height())

    def go_to_row(self, row: int) -> None:
        """Bring a row to the top."""
        self.verticalScrollBar().setValue(self.top_of(row))

    def visualRect(self, index: Index) -> QRect:
        """Where a row is in the viewport."""
        if not index.isValid() or index.row() >= self._notes.sections.rows:
            return QRect()
        row = index.row()
        _, at = self._notes.sections.at(row)
        heading = None if at >= 0 else self._notes.sections.all[self._number(row)].heading
        top = self.top_of(row) - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._measures.of(heading))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a place in the viewport; none below the last, or under the heading that stays
        at the top."""
        y = point.y() + self.verticalScrollBar().value()
        if y >= self._height() or point.y() < self._sticky():
            return QModelIndex()
        return self._notes.index(self.row_at(y))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view, below the heading that stays at the top."""
        if not index.isValid():
            return
        hints = QAbstractItemView.ScrollHint
        bar, page = self.verticalScrollBar(), self.viewport().height()
        top = self.top_of(index.row())
        high = self.visualRect(index).height()
        if hint == hints.PositionAtCenter:
            bar.setValue(top - (page - high) // 2)
        elif hint == hints.PositionAtTop or top - self._measures.day < bar.value():
            bar.setValue(top - self._measures.day)
        elif hint == hints.PositionAtBottom or top + high > bar.value() + page:
            bar.setValue(top + high - page)

    def horizontalOffset(self) -> int:
        """Nothing is wider than the view."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """No row is hidden."""
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is to be painted anew: all in view, which costs no more than finding out."""
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows that a rectangle of the viewport touches."""
        offset = self.verticalScrollBar().value()
        if not self._notes.sections.rows:
            return
        rect = rect.normalized()
        first, last = self.row_at(rect.top() + offset), self.row_at(rect.bottom() + offset)
        rows = QItemSelection(self._notes.index(first), self._notes.index(last))
        self.selectionModel().select(rows, command)

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view, and above them the day of the first."""
        sections = self._notes.sections
        painter = QPainter(self.viewport())
        if not sections.rows:
            return
        plain = QStyleOptionViewItem()
        self.initViewItemOption(plain)
        current = self.currentIndex().row() if self.hasFocus() else -1
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row()
        hovered = hovered if self.viewport().underMouse() else -1
        first = self.row_at(self.verticalScrollBar().value() + event.rect().top())
        for row in range(first, sections.rows):
            index = self._notes.index(row)
            rect = self.visualRect(index)
            if rect.top() > event.rect().bottom():
                break
            option = QStyleOptionViewItem(plain)
            option.rect = rect
            states = QStyle.StateFlag
            state = states.State_Enabled
            if self.selectionModel().isSelected(index):
                state |= states.State_Selected
            if row == current:
                state |= states.State_HasFocus
            if row == hovered:
                state |= states.State_MouseOver
            option.state = state
            self._delegate.paint(painter, option, index)
        self._paint_sticky(painter)

    def _paint_sticky(self, painter: QPainter) -> None:
        """The day of the first row in view stays at the top; the next heading pushes it out."""
        high = self._sticky()
        if not high:
            return
        sections, offset = self._notes.sections, self.verticalScrollBar().value()
        number = self._number(self.row_at(offset))
        section = sections.all[number]
        last = number + 1 >= len(sections.all)
        top = 0 if last else min(0, self._places()[number + 1] - offset - high)
        row = QRect(0, top, self.viewport().width(), high)
        painter.fillRect(row, QColor(theme().palette.ground))
        if section.heading is Heading.DAY:
            words = day_heading(section.day, self._notes.today(), whole=True)
        else:
            words = str(self._notes.index(sections.starts[number]).data())
        paint_heading(painter, row, section.heading, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows get narrower, none gets higher."""
        super().resizeEvent(event)
        self.updateGeometries()
        self._look.start()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as their words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            measures.cache_clear()
            self._measures = measures()
            self._forget_places()

    def doItemsLayout(self) -> None:
        """There is nothing to lay out."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(self._measures.note)
        bar.setRange(0, max(0, self._height() - page))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """All in view is painted anew: it is a dozen rows, and the day at the top."""
        self.viewport().update()
        self._look.start()
        self.moved.emit()

    # -- inside -----------------------------------------------------------------------------------

    def _places(self) -> list[int]:
        """The top of each section."""
        if self._tops is None:
            self._tops = []
            top = 0
            for section in self._notes.sections.all:
                self._tops.append(top)
                top += self._measures.of(section.heading)
                top += len(section.ids) * self._measures.note
            self._whole = top
        return self._tops

    def _height(self) -> int:
        self._places()
        return self._whole

    def _number(self, row: int) -> int:
        return self._notes.sections.at(row)[0]

    def _sticky(self) -> int:
        """How much of the viewport the heading takes that stays at the top: that of a section of
        which the heading itself is out of view."""
        offset = self.verticalScrollBar().value()
        row = self.row_at(offset)
        if row < 0:
            return 0
        number = self._number(row)
        scrolled = offset > self._places()[number]
        month = self._notes.sections.all[number].heading is Heading.MONTH
        return self._measures.day if scrolled and not month else 0

    @Slot()
    def _forget_places(self) -> None:
        self._tops = None
        self.viewport().update()

    @Slot()
    def _look_at_rows(self) -> None:
        if self._notes.sections.rows:
            self._notes.want(*self.rows_in_view())
