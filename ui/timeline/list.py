"""The timeline as a list to choose from, by mouse and keys; changes leave it in its place."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.shell.widgets import set_icon
from ui.theme import theme
from ui.timeline.model import NoteModel
from ui.timeline.placed_list import PlacedList
from ui.timeline.roles import NoteRole
from ui.timeline.sections import Heading

_MOST_KEPT = 2_000
"""Chosen notes that stay chosen when other rows are shown."""
Move = QAbstractItemView.CursorAction


class NoteList(PlacedList):
    """Memories to choose from. Rows that come and go leave what is in view where it is, and what is
    chosen chosen."""

    chosen = Signal(list)
    """The ids of the selected notes, top to bottom."""
    forget_wanted = Signal(list)
    typed = Signal(str)
    """Letters were typed: the person looks for something."""

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._anchor: tuple[str, int] | None = None
        self._kept: tuple[list[str], str] = ([], "")
        self._gone: list[str] = []
        """What was chosen and is not listed any more: chosen again should it come back."""
        self._quiet = False
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
            self._gone = []
            self.chosen.emit(self.selected_ids())

    @Slot()
    def _forget(self) -> None:
        if ids := self.selected_ids():
            self.forget_wanted.emit(ids)

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
        chosen = chosen or self._gone
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
        self._gone = [] if self.selected_ids() else chosen
        # What is no longer listed, because it reads otherwise now or something else is looked for,
        # stays in view beside the list until another is chosen.
        if self.selected_ids() not in (chosen, []):
            self._tell()
