"""The main window: puts the parts together and says which of them is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.archive.archives import Archives
from ui.bridge import Bridge
from ui.chat.view import ChatView
from ui.shell.actions import Actions
from ui.shell.banner import BannerArea
from ui.shell.conduct import Conduct
from ui.shell.drawer import Drawer
from ui.shell.faults import Faults
from ui.shell.pages import Pages
from ui.shell.reactions import Reactions
from ui.shell.sidebar import Rail, Sidebar
from ui.shell.start_failed import StartFailedPage
from ui.shell.state import WindowState
from ui.shell.status import StatusLine
from ui.shell.undo_bar import UndoBar
from ui.shell.widgets import rule
from ui.theme import scaled, theme

if TYPE_CHECKING:
    from ui.memories.frame import Memories
    from ui.shell.settings import SettingsPage

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
        self._painted = False
        self._narrow = False
        self._collapsed = False
        self.does = Actions(self)
        self._build()
        self._conduct = Conduct(self)
        self._reactions = Reactions(self)
        self.setMinimumSize(520, 420)
        self.resize(1180, 780)
        if self.state.geometry is not None:
            self.restoreGeometry(self.state.geometry)
        self._collapsed = self.state.collapsed
        self._narrow = self.width() < scaled(_NARROW)
        self.show_sidebar(not self._collapsed and not self._narrow)
        theme().changed.connect(self._make_room)
        self.open_conversation("")

    @property
    def chat(self) -> ChatView:
        """The conversation page."""
        return self.pages.chat

    @property
    def memories(self) -> Memories:
        """The memories page."""
        return self.pages.memories

    @property
    def settings(self) -> SettingsPage:
        """The settings page."""
        return self.pages.settings

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
        self.entitle()

    def go_to(self, page: QWidget, *, focus: bool = True) -> None:
        """Bring the chat, the memories or the settings to the front."""
        if self._drawer.over:
            self.show_sidebar(False)
        self.pages.setCurrentWidget(page)
        pages = self.pages
        self.does.memories.setChecked(pages.on_memories)
        self.does.settings.setChecked(pages.on_settings)
        self.sidebar.list.show_open(self.open_id if pages.on_chat else "")
        if pages.on_settings:
            pages.settings.enter(focus=focus)
        elif pages.on_memories:
            pages.memories.enter(focus=focus)
        elif focus:
            self.chat.focus_composer()

    @Slot(object)
    def tell(self, error: CompanionError) -> None:
        """Show an error of the world in a banner."""
        self.banners.tell("trouble", error)

    @Slot()
    def entitle(self) -> None:
        """Name the window after the conversation."""
        self.setWindowTitle(self.sidebar.model.index_of(self.open_id).data() or "")

    # -- the window itself ------------------------------------------------------------------------

    def _build(self) -> None:
        self.sidebar = Sidebar(self.bridge, self.does)
        self.rail = Rail(self.does)
        self.pages = Pages(self.bridge)
        self.pages.memories_view = self.state.memories_view
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
        self._drawer = Drawer(self.sidebar, sides, 1, lambda: self.show_sidebar(False))
        sides.addWidget(rule(Qt.Orientation.Vertical))
        sides.addLayout(main, 1)
        self.start_failed = StartFailedPage()
        self.whole = QStackedWidget()
        self.whole.addWidget(frame)
        self.whole.addWidget(self.start_failed)
        self.setCentralWidget(self.whole)
        self.undo_bar = UndoBar(self.bridge, self.pages, self.pages.composer_room)
        self.faults = Faults(self)
        self.archives = Archives(self)

    def show_sidebar(self, shown: bool) -> None:
        """Show the sidebar, or only its rail; where the window is narrow, over the page."""
        self._drawer.lay(over=shown and self._narrow)
        self.sidebar.setVisible(shown)
        self.rail.setVisible(not shown or self._narrow)

    def toggle_sidebar(self) -> None:
        """Show the sidebar or put it away; in a wide window, from now on."""
        if not self._narrow:
            self._collapsed = not self.sidebar.isHidden()
        self.show_sidebar(self.sidebar.isHidden())
        if self._drawer.over:
            self.sidebar.search.enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sidebar away when the window gets narrow, and back when it gets wide."""
        super().resizeEvent(event)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_sidebar(not narrow and not self._collapsed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the sidebar away that lies over the page, or leads back to the
        conversation."""
        if event.key() == Qt.Key.Key_Escape and self._drawer.over:
            self.show_sidebar(False)
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Escape and not self.pages.on_chat:
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
        self.chat.flush()
        if self.whole.currentWidget() is not self.start_failed:
            self.state.geometry = self.saveGeometry()
            self.state.collapsed = self._collapsed
            self.state.conversation_id = self.open_id
            self.state.memories_view = self.pages.memories_view
            self.state.theme = theme().choice
            self.state.contrast = theme().contrast
            self.state.text_size = theme().text_size
            self.state.language = self.bridge.companion.settings.language
            self.state.save()
        super().closeEvent(event)
