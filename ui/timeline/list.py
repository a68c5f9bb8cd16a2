"""The list of memories as a view: choosing one or several, and keeping its place."""

from __future__ import annotations

from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.shell.widgets import set_icon
from ui.timeline.delegate import NoteDelegate
from ui.timeline.model import NoteModel, NoteRole


class NoteList(QListView):
    """Memories to choose from. Rows that come and go leave what is in view where it is."""

    chosen = Signal(list)
    """The ids of the selected notes, top to bottom."""
    forget_wanted = Signal(list)

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor = QPersistentModelIndex()
        self._offset = 0
        self.setModel(model)
        self.setItemDelegate(NoteDelegate(self))
        self.setAccessibleName(self.tr("Memories"))
        self.setAccessibleDescription(self.tr("Delete forgets what is selected"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
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
        model.loaded.connect(self._weigh_anchor)
        model.modelReset.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)

    def selected_ids(self) -> list[str]:
        """The ids of the selected notes, top to bottom."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(NoteRole.ID) for index in rows]

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.selected_ids())

    @Slot()
    def _forget(self) -> None:
        if ids := self.selected_ids():
            self.forget_wanted.emit(ids)

    @Slot()
    def _drop_anchor(self) -> None:
        # At the very top, what is new should be seen; further down, nothing should move.
        scrolled = self.verticalScrollBar().value() > 0
        top = self.indexAt(QPoint(self.width() // 2, 1)) if scrolled else self.rootIndex()
        self._anchor = QPersistentModelIndex(top)
        self._offset = self.visualRect(top).top()

    @Slot()
    def _weigh_anchor(self) -> None:
        if self._anchor.isValid():
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            now = self.visualRect(self.model().index(self._anchor.row(), 0)).top()
            bar.setValue(bar.value() + now - self._offset)
        self._anchor = QPersistentModelIndex()
