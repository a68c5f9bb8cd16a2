"""The main window: puts the parts together and says which of them is in front."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from companion.domain import Deleted
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.chat.view import ChatView
from ui.memories.view import MemoriesView
from ui.shell.actions import Actions
from ui.shell.banner import BannerArea
from ui.shell.faults import Faults
from ui.shell.reactions import Reactions
from ui.shell.settings import SettingsPage
from ui.shell.sidebar import Rail, Sidebar
from ui.shell.start_failed import StartFailedPage
from ui.shell.state import WindowState
from ui.shell.status import StatusLine
from ui.shell.undo_bar import UndoBar
from ui.shell.widgets import rule
from ui.theme import theme

_NARROW = 720
"""Below this width the sidebar makes room by itself."""


class MainWindow(QMainWindow):
    """One window on one companion."""

    painted = Signal()
    """Once, after the window was first drawn."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.state = WindowState(bridge.companion.home)
        self.open_id = ""
        self._deleted: dict[str, str] = {}
        self._painted = False
        self.does = Actions(self)
        self._build()
        self._connect()
        self.reactions = Reactions(self)
        self.setMinimumSize(520, 420)
        self.resize(1180, 780)
        if self.state.geometry is not None:
            self.restoreGeometry(self.state.geometry)
        self._collapsed = self.state.collapsed
        self._show_sidebar(not self._collapsed and self.width() >= _NARROW)
        self.open_conversation("")

    # -- where we are -----------------------------------------------------------------------------

    def open_conversation(self, conversation_id: str, *, focus: bool = True) -> None:
        """Show a conversation, or begin a new one with the empty id.

        Without `focus` the keyboard stays where it is.
        """
        self.note_open(conversation_id)
        self.chat.show_conversation(conversation_id or None)
        self.go_to(self.chat, focus=focus)

    @Slot(str)
    def note_open(self, conversation_id: str) -> None:
        """Take note of the conversation the chat shows."""
        self.open_id = conversation_id
        self.sidebar.list.show_open(conversation_id)

    def go_to(self, page: QWidget, *, focus: bool = True) -> None:
        """Bring the chat, the memories or the settings to the front."""
        self.pages.setCurrentWidget(page)
        self.does.memories.setChecked(page is self.memories)
        self.does.settings.setChecked(page is self.settings)
        self.sidebar.list.show_open(self.open_id if page is self.chat else "")
        if page is self.settings:
            self.settings.refresh()
        if not focus:
            return
        if page is self.chat:
            self.chat.focus_composer()
        elif page is self.memories:
            self.memories.search.enter()
        else:
            self.settings.theme.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def tell(self, error: CompanionError) -> None:
        """Show an error of the world in a banner."""
        self.banners.tell("trouble", error)

    # -- conversations ----------------------------------------------------------------------------

    @Slot(str)
    def delete_conversation(self, conversation_id: str) -> None:
        """Delete a conversation and offer to bring it back."""

        def deleted(what: Deleted) -> None:
            self._deleted[what.id] = conversation_id
            self.undo_bar.offer(what)
            if self.open_id == conversation_id:
                self.open_conversation("", focus=not self.sidebar.list.hasFocus())

        asked = self.bridge.companion.delete_conversation(conversation_id)
        self.bridge.ask(asked, deleted, self.tell, owner=self)

    @Slot(str)
    def _undone(self, deleted_id: str) -> None:
        conversation_id = self._deleted.pop(deleted_id, "")
        if conversation_id and not self.open_id:
            self.open_conversation(conversation_id)

    def _step(self, step: int) -> None:
        if beside := self.sidebar.model.beside(self.open_id, step):
            self.open_conversation(beside)

    # -- the window itself ------------------------------------------------------------------------

    def _build(self) -> None:
        self.sidebar = Sidebar(self.bridge, self.does)
        self.rail = Rail(self.does)
        self.chat = ChatView(self.bridge)
        self.memories = MemoriesView(self.bridge)
        self.settings = SettingsPage(self.bridge)
        self.pages = QStackedWidget()
        for page in (self.chat, self.memories, self.settings):
            self.pages.addWidget(page)
        self.banners = BannerArea()
        self.status = StatusLine(self.bridge)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.banners)
        main.addWidget(self.pages, 1)
        main.addWidget(self.status)
        frame = QWidget()
        sides = QHBoxLayout(frame)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self.rail)
        sides.addWidget(self.sidebar)
        sides.addWidget(rule(Qt.Orientation.Vertical))
        sides.addLayout(main, 1)
        self.start_failed = StartFailedPage()
        self.whole = QStackedWidget()
        self.whole.addWidget(frame)
        self.whole.addWidget(self.start_failed)
        self.setCentralWidget(self.whole)
        self.undo_bar = UndoBar(self.bridge, self.pages)
        self.faults = Faults(self)

    def _connect(self) -> None:
        does = self.does
        does.on(does.new, lambda: self.open_conversation(""))
        does.on(does.search, self._search)
        does.on(does.memories, lambda: self._toggle(self.memories))
        does.on(does.settings, lambda: self._toggle(self.settings))
        does.on(does.theme, self._switch_theme)
        does.on(does.sidebar, self._toggle_sidebar)
        does.on(does.previous, lambda: self._step(-1))
        does.on(does.next, lambda: self._step(1))
        does.on(does.undo, self.undo_bar.undo)
        does.on(does.quit, self.close)
        self.sidebar.list.chosen.connect(
            lambda chosen, focus: self.open_conversation(chosen, focus=focus)
        )
        self.sidebar.list.delete_wanted.connect(self.delete_conversation)
        self.chat.conversation_started.connect(self.note_open)
        for view in (self.chat, self.memories):
            view.deleted.connect(self.undo_bar.offer)
        for part in (self.chat, self.memories, self.sidebar, self.settings, self.undo_bar):
            part.trouble.connect(self.tell)
        self.faults.trouble.connect(self.tell)
        self.undo_bar.offered.connect(does.undo.setEnabled)
        self.undo_bar.undone.connect(self._undone)
        self.settings.done.connect(lambda: self.go_to(self.chat))
        self.start_failed.retry.connect(self.bridge.companion.start)
        self.start_failed.quit.connect(self.close)

    def _toggle(self, page: QWidget) -> None:
        self.go_to(self.chat if self.pages.currentWidget() is page else page)

    def _switch_theme(self) -> None:
        choice = "light" if theme().palette.dark else "dark"
        theme().choose(choice)
        self.settings.change(theme=choice)

    def _search(self) -> None:
        self._show_sidebar(True)
        self.sidebar.search.enter()

    def _toggle_sidebar(self) -> None:
        self._collapsed = not self.sidebar.isHidden()
        self._show_sidebar(self.sidebar.isHidden())

    def _show_sidebar(self, shown: bool) -> None:
        self.sidebar.setVisible(shown)
        self.rail.setVisible(not shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sidebar away when the window gets narrow, and back when it gets wide."""
        super().resizeEvent(event)
        was_narrow, narrow = event.oldSize().width() < _NARROW, event.size().width() < _NARROW
        if was_narrow != narrow:
            self._show_sidebar(not narrow and not self._collapsed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the conversation."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is not self.chat:
            self.go_to(self.chat)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that there is something to see."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state; not over that of another window on the same data."""
        if self.whole.currentWidget() is not self.start_failed:
            self.state.geometry = self.saveGeometry()
            self.state.collapsed = self._collapsed
            self.state.conversation_id = self.open_id
            self.state.theme = theme().choice
            self.state.save()
        super().closeEvent(event)
