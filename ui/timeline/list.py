"""The timeline as a view: rows of known heights, of which only those in view are looked at."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from ui.shell.rows import Index
from ui.shell.widgets import set_icon
from ui.theme import theme
from ui.timeline.delegate import NoteDelegate, measures, paint_heading
from ui.timeline.model import NoteModel, NoteRole
from ui.timeline.naming import day_heading
from ui.timeline.sections import Heading

_MOST_KEPT = 2_000
"""Chosen notes that stay chosen when other rows are shown."""
Move = QAbstractItemView.CursorAction


class NoteList(QListView):
    """Memories to choose from. Rows that come and go leave what is in view where it is, and what is
    chosen chosen. To screen readers it is a list; where its rows are is reckoned here: QListView
    would ask every one of them."""

    chosen = Signal(list)
    """The ids of the selected notes, top to bottom."""
    forget_wanted = Signal(list)
    typed = Signal(str)
    """Letters were typed: the person looks for something."""
    moved = Signal()
    """Other rows are in view."""

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = model
        self._tops: list[int] | None = None
        self._measures = measures()
        self._anchor: tuple[str, int] | None = None
        self._kept: tuple[list[str], str] = ([], "")
        self._quiet = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._look_at_rows)
        # Before the base class hears of them: it asks where rows are at once.
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._forget_places)
        self.setModel(model)
        self._delegate = NoteDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Memories"))
        self.setAccessibleDescription(
            self.tr(
                "Delete forgets what is selected. Right shows what was so before, Left folds it. "
                "Alt with Page Up or Page Down goes to another month."
            )
        )
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forget = QAction(self.tr("Forget"), self)
        self.forget.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self.forget.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(self.forget, "trash-2")
        self.forget.triggered.connect(self._forget)
        self.addAction(self.forget)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        model.about_to_merge.connect(self._drop_anchor)
        model.merged.connect(self._weigh_anchor)
        model.about_to_replace.connect(self._keep_choice)
        model.replaced.connect(self._choose_again)
        model.loaded.connect(self._look.start)
        self.selectionModel().selectionChanged.connect(self._tell)
        theme().changed.connect(self.viewport().update)

    # -- what is chosen ---------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The ids of the selected notes, top to bottom, each once."""
        chosen = self.selectionModel().selection()
        told = [chosen.at(number) for number in range(chosen.count())]
        ranges = sorted((it.top(), it.bottom()) for it in told)
        sections = self._notes.sections
        ids = (note_id for top, bottom in ranges for note_id in sections.ids_between(top, bottom))
        return list(dict.fromkeys(ids))

    def choose(self, note_id: str) -> bool:
        """Select a note and bring it into view; whether it is in the list."""
        index = self._notes.index_of(note_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return index.isValid()

    def choose_first(self) -> None:
        """Select the first note in view."""
        self.setCurrentIndex(self._nearest(max(0, self.rows_in_view()[0]), 1))

    @Slot()
    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected_ids())

    @Slot()
    def _forget(self) -> None:
        if ids := self.selected_ids():
            self.forget_wanted.emit(ids)

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

    # -- moving about -----------------------------------------------------------------------------

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The note that a key leads to; headings are passed over."""
        last = self._notes.sections.rows - 1
        if last < 0:
            return QModelIndex()
        here = self.currentIndex().row()
        page = max(1, self.viewport().height() // self._measures.note - 1)
        match action:
            case Move.MoveHome:
                return self._nearest(0, 1)
            case Move.MoveEnd:
                return self._nearest(last, -1)
            case _ if here < 0:
                return self._nearest(max(0, self.rows_in_view()[0]), 1)
            case Move.MoveUp | Move.MovePrevious:
                return self._nearest(here - 1, -1)
            case Move.MoveDown | Move.MoveNext:
                return self._nearest(here + 1, 1)
            case Move.MovePageUp:
                return self._nearest(max(0, here - page), -1)
            case Move.MovePageDown:
                return self._nearest(min(last, here + page), 1)
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right and Left open and fold; Alt with Page Up and Page Down goes from month to month."""
        index, key = self.currentIndex(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if alt and key in pages:
            self._go_by_month(pages[Qt.Key(key)])
        elif key == Qt.Key.Key_Right and index.data(NoteRole.BEFORE):
            if not index.data(NoteRole.OPEN):
                self._notes.toggle(index)
        elif key == Qt.Key.Key_Left and index.isValid():
            self._fold(index)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the search field, which finds more than beginnings."""
        if search.strip():
            self.typed.emit(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a row's chevron shows what was so before."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        left = event.button() == Qt.MouseButton.LeftButton
        chevron = self._delegate.chevron(self.visualRect(index))
        if left and index.data(NoteRole.BEFORE) and chevron.contains(place):
            self._notes.toggle(index)
        else:
            super().mousePressEvent(event)

    def _fold(self, index: QModelIndex) -> None:
        if index.data(NoteRole.OPEN) and index.data(NoteRole.BEFORE):
            self._notes.toggle(index)
        elif index.data(NoteRole.INNER):
            row = index.row()
            while row > 0 and self._notes.index(row).data(NoteRole.INNER):
                row -= 1
            self.setCurrentIndex(self._notes.index(row))

    def _go_by_month(self, step: int) -> None:
        sections = self._notes.sections
        months = [
            start
            for section, start in zip(sections.all, sections.starts, strict=True)
            if section.heading is not Heading.DAY
        ]
        if not months:
            return
        here = bisect_right(months, max(0, self.currentIndex().row())) - 1
        index = self._nearest(months[min(max(0, here + step), len(months) - 1)], 1)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def _nearest(self, row: int, step: int) -> QModelIndex:
        """The first note from a row on, in one direction; else that in the other."""
        sections = self._notes.sections
        for way in (step, -step):
            at = row
            while 0 <= at < sections.rows:
                if sections.id_at(at):
                    return self._notes.index(at)
                at += way
        return QModelIndex()

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

    # -- keeping one's place ----------------------------------------------------------------------

    @Slot()
    def _drop_anchor(self) -> None:
        # At the very top, what is new should be seen; further down, nothing should move.
        offset = self.verticalScrollBar().value()
        row = self.row_at(offset)
        self._anchor = None
        if offset > 0 and row >= 0:
            self._anchor = (self._notes.sections.key_at(row), self.top_of(row) - offset)
        self._keep_choice()

    @Slot()
    def _weigh_anchor(self) -> None:
        self._forget_places()
        self.updateGeometries()
        if self._anchor is not None:
            row = self._notes.sections.row_of_key(self._anchor[0])
            if row >= 0:
                self.verticalScrollBar().setValue(self.top_of(row) - self._anchor[1])
        self._anchor = None
        self._choose_again(to_top=False)
        self.viewport().update()
        self._look.start()

    @Slot()
    def _keep_choice(self) -> None:
        current = self.currentIndex().row()
        key = self._notes.sections.id_at(current) if current >= 0 else ""
        chosen = self.selected_ids()
        self._kept = (chosen if len(chosen) <= _MOST_KEPT else [], key)
        self._quiet = True

    @Slot()
    def _choose_again(self, *, to_top: bool = True) -> None:
        """What was chosen and is still there stays chosen, wherever it is now."""
        chosen, key = self._kept
        model = self.selectionModel()
        self.updateGeometries()
        if to_top:
            self.verticalScrollBar().setValue(0)
        if chosen and self.selected_ids() != chosen:
            flags = QItemSelectionModel.SelectionFlag
            rows = QItemSelection()
            for row in self._notes.sections.rows_of(chosen):
                rows.select(self._notes.index(row), self._notes.index(row))
            model.select(rows, flags.ClearAndSelect)
            current = self._notes.index_of(key)
            if current.isValid():
                model.setCurrentIndex(current, flags.NoUpdate)
        self._quiet = False
        # What is no longer listed, because it reads otherwise now or something else is looked for,
        # stays in view beside the list until another is chosen.
        if self.selected_ids() not in (chosen, []):
            self._tell()

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
