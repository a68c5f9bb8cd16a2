"""What the conversation page is made of, and where its parts stand."""

from __future__ import annotations

from threading import Thread

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.chat.composer import Composer
from ui.chat.empty_state import EmptyState
from ui.chat.find_bar import FindBar
from ui.chat.markdown import warm_up
from ui.chat.message_list import MessageList
from ui.chat.notes_panel import WIDTH, NotesPanel
from ui.chat.off_record import OffRecordLabel
from ui.chat.orders import Orders
from ui.chat.talk import Talk
from ui.shell.widgets import with_text
from ui.theme import Space, scaled

WARM_UP_MS = 1500
"""After the window is there, and before the first reply is."""
_LEAST_BESIDE = 380
"""The narrowest conversation that the drawer stands beside; over a narrower one it lies."""


class ChatPage(QWidget):
    """Messages over the composer, the drawer at the right; what they do is said in `view`."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.orders = Orders(self)
        self.talk = Talk(bridge, self)
        self.messages = MessageList(self.orders, self.talk.live, bridge.companion.clock.now)
        self.composer = Composer()
        self.empty = EmptyState()
        self.off_record = OffRecordLabel()
        self.panel = NotesPanel(bridge, self)
        self.find_bar = FindBar(lambda: self.talk.items, self)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.messages)
        with_text(
            self.composer,
            lambda: self.composer.setMaximumWidth(scaled(Space.COLUMN) + 2 * Space.L),
        )
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.composer, 1000)
        middle.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        foot.setSpacing(Space.S)
        foot.addWidget(self.off_record, 0, Qt.AlignmentFlag.AlignHCenter)
        foot.addLayout(middle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.pages, 1)
        self._column.addLayout(foot)
        QTimer.singleShot(WARM_UP_MS, self, self._warm_up)

    @Slot()
    def make_room(self) -> None:
        """The drawer stands beside the conversation where there is room, or else lies over it."""
        wide = scaled(WIDTH)
        beside = self.panel.shown is not None and self.width() - wide >= scaled(_LEAST_BESIDE)
        taken = wide if beside else 0
        self._column.setContentsMargins(0, 0, taken, 0)
        width = min(wide, self.width())
        self.panel.setGeometry(self.width() - width, 0, width, self.height())
        right = self.width() - taken - Space.L
        self.find_bar.move(right - self.find_bar.width(), Space.M)
        self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What floats keeps to the right."""
        super().resizeEvent(event)
        self.make_room()

    @Slot()
    def _warm_up(self) -> None:
        Thread(target=warm_up, name="warm-up", daemon=True).start()
