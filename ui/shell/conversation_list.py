"""The conversation list as a view: choosing, renaming in place, deleting."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from ui.shell.conversation_delegate import ConversationDelegate, dots, inset
from ui.shell.conversation_model import ConversationModel, ConversationRole
from ui.shell.widgets import set_icon


class ConversationList(QListView):
    """Conversations to choose from. The selected one is the one that is open."""

    chosen = Signal(str, bool)
    """The conversation to open, and whether the keyboard goes there, too."""
    delete_wanted = Signal(str)

    def __init__(self, model: ConversationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._open = ""
        self._pointed = ""
        self.setModel(model)
        self.setItemDelegate(ConversationDelegate(self))
        self.setAccessibleName(self.tr("Conversations"))
        self.setAccessibleDescription(self.tr("F2 renames, Delete deletes"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rename = self._action(self.tr("Rename"), "pencil", QKeySequence(Qt.Key.Key_F2))
        self.rename.triggered.connect(self._rename)
        self.delete = self._action(self.tr("Delete"), "trash-2", QKeySequence(Qt.Key.Key_Delete))
        self.delete.triggered.connect(self._delete)
        # Rows come and go under the view; what is open stays selected through all of it.
        model.rowsInserted.connect(self._select_open)
        model.rowsRemoved.connect(self._select_open)

    def show_open(self, conversation_id: str) -> None:
        """Mark the open conversation; the empty id marks none."""
        self._open = conversation_id
        self._select_open()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def edit_title(self, conversation_id: str) -> None:
        """Open the editor in a conversation's row."""
        index = self._model.index_of(conversation_id)
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from conversation to conversation, opening each."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if opens or self.currentIndex() != before:
            self._choose(self.currentIndex(), opens)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Only a plain click selects: the row's menu is for rows that are not open, too."""
        if event.button() == Qt.MouseButton.LeftButton and not self._on_dots(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens; on the dots it opens the row's menu."""
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._on_dots(event):
            self._show_menu(place)
        else:
            super().mouseReleaseEvent(event)
            self._choose(self.indexAt(place), True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row's menu, from the mouse or the menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._show_menu(self.visualRect(self.currentIndex()).center())
        else:
            self._show_menu(event.pos())

    def _on_dots(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = inset(self.visualRect(index), self)
        return bool(index.data(ConversationRole.ID)) and dots(row).contains(place)

    def _choose(self, index: QModelIndex, focus: bool) -> None:
        if conversation_id := index.data(ConversationRole.ID):
            self.chosen.emit(conversation_id, focus)

    def _show_menu(self, place: QPoint) -> None:
        self._pointed = self.indexAt(place).data(ConversationRole.ID) or ""
        if self._pointed:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.rename, self.delete])
            menu.aboutToHide.connect(self._unpoint, Qt.ConnectionType.QueuedConnection)
            menu.popup(self.viewport().mapToGlobal(place))

    @Slot()
    def _unpoint(self) -> None:
        self._pointed = ""

    @Slot()
    def _rename(self) -> None:
        self.edit_title(self._pointed or self._open)

    @Slot()
    def _delete(self) -> None:
        if conversation_id := self._pointed or self._open:
            self.delete_wanted.emit(conversation_id)

    @Slot()
    def _select_open(self) -> None:
        index = self._model.index_of(self._open)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()

    def _action(self, text: str, icon_name: str, shortcut: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(action, icon_name)
        self.addAction(action)
        return action
