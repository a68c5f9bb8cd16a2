"""The sidebar: a new conversation, search, the conversations, and the ways elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from companion.domain import Conversation
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.shell.actions import Actions
from ui.shell.conversation_list import ConversationList
from ui.shell.conversation_model import ConversationModel
from ui.shell.latest import Latest
from ui.shell.search_field import SearchField
from ui.shell.widgets import action_button, label, row_button, rule, with_text
from ui.theme import ASSETS, Space, scaled

WIDTH = 264
RAIL = 56
_WIDEST = 400


def mark(size: int) -> QLabel:
    """The application's mark."""
    made = QLabel()

    def draw() -> None:
        square = QSize(scaled(size), scaled(size))
        made.setPixmap(QIcon(str(ASSETS / "companion.svg")).pixmap(square))
        made.setFixedSize(square)

    with_text(made, draw)
    return made


class Sidebar(QFrame):
    """Finds and lists conversations. What is open is told by `show_open`."""

    trouble = Signal(object)

    def __init__(self, bridge: Bridge, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self.setObjectName("sidebar")
        with_text(self, lambda: self.setFixedWidth(min(scaled(WIDTH), _WIDEST)))
        self.model = ConversationModel(self)
        self.model.renamed.connect(self._rename)
        self.list = ConversationList(self.model)
        self.search = SearchField(self.tr("Search conversations"))
        self.search.asked.connect(self.refresh)
        self.search.left_down.connect(self.list.setFocus)
        self.empty = label(tone="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(Space.M, Space.XL, Space.M, 0)
        self.empty.hide()

        # The list reaches to the edge, so that its scroll bar stands in the margin.
        top, bottom = _part(), _part()
        top.addLayout(self._head(actions))
        top.addSpacing(Space.XS)
        top.addWidget(row_button(actions.new, "plus", kind="start", colour="accent"))
        top.addWidget(self.search)
        top.addWidget(self.empty)
        bottom.addWidget(rule())
        bottom.addWidget(row_button(actions.memories, "brain"))
        foot = QHBoxLayout()
        foot.setSpacing(Space.XS)
        foot.addWidget(row_button(actions.settings, "settings"), 1)
        foot.addWidget(action_button(actions.theme))
        bottom.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, 0, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(bottom)

    @Slot()
    def refresh(self) -> None:
        """Ask for the conversations anew; the rows change in place."""
        query = self.search.text().strip()
        self._latest.ask(self._bridge.companion.conversations(query), self._show, self.trouble.emit)

    def _head(self, actions: Actions) -> QHBoxLayout:
        name = label("Companion", scale="large")
        head = QHBoxLayout()
        head.setContentsMargins(Space.XS, 0, 0, 0)
        head.setSpacing(Space.S)
        head.addWidget(mark(24))
        head.addWidget(name, 1)
        head.addWidget(action_button(actions.sidebar))
        return head

    def _show(self, conversations: list[Conversation]) -> None:
        self.model.show(conversations, self._bridge.companion.clock.now())
        searching = bool(self.search.query())
        nothing = (
            self.tr("Nothing found") if searching else self.tr("What you talk about appears here")
        )
        self.empty.setText(nothing)
        self.empty.setVisible(not conversations)

    @Slot(str, str)
    def _rename(self, conversation_id: str, title: str) -> None:
        def failed(error: CompanionError) -> None:
            self.trouble.emit(error)
            self.refresh()

        renamed = self._bridge.companion.rename_conversation(conversation_id, title)
        self._bridge.ask(renamed, lambda _: None, failed, owner=self)


class Rail(QFrame):
    """What is left of the sidebar when it is put away."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        with_text(self, lambda: self.setFixedWidth(scaled(RAIL)))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(Space.S)
        for action in (actions.sidebar, actions.new, actions.search):
            column.addWidget(action_button(action, size=20), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        for action in (actions.memories, actions.settings, actions.theme):
            column.addWidget(action_button(action, size=20), 0, Qt.AlignmentFlag.AlignHCenter)


def _part() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, Space.M, 0)
    made.setSpacing(Space.S)
    return made
