"""What lies around one, with the words of what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.known import Anchor, Neighbourhood, Node, Sort
from ui.bridge import Bridge
from ui.language import counted
from ui.people.graph import GraphView
from ui.shell.latest import Latest
from ui.shell.widgets import button, label
from ui.theme import Space


class AroundPage(QWidget):
    """A graph, and below it what is chosen."""

    note_wanted = Signal(str)
    other_wanted = Signal(object)
    """The `Anchor` of a person or topic that is to be shown in full."""
    back = Signal()
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self.graph = GraphView()
        self.graph.chosen.connect(self._show_chosen)
        self.graph.opened.connect(self._centre)
        self.words = label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = label(scale="small", tone="muted")
        self.back_button = button(self.tr("Back"), kind="quiet", icon_name="arrow-left")
        self.back_button.clicked.connect(self.back)
        self.centre = button(self.tr("Into the middle"))
        self.centre.clicked.connect(self._centre)
        self.show_it = button("", kind="primary")
        self.show_it.clicked.connect(self._open)
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, Space.S, Space.L, 0)
        head.addWidget(self.back_button)
        head.addStretch(1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.centre)
        foot.addWidget(self.show_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.graph, 1)
        column.addLayout(foot)

    def show_around(self, anchor: Anchor) -> None:
        """Show what lies around one, or around a note."""
        asked = self._bridge.companion.known.around(anchor)
        self._latest.ask(asked, self._show, self.trouble.emit)

    def _show(self, hood: Neighbourhood) -> None:
        self.graph.show_hood(hood)
        told = self.tr("{count} around it").format(count=counted(len(hood.nodes) - 1))
        self.count.setText(told)

    @Slot(int)
    def _show_chosen(self, place: int) -> None:
        node = self.graph.hood.nodes[place]
        self.words.setText(node.label)
        is_note = node.anchor.sort is Sort.NOTE
        self.show_it.setText(self.tr("Show this memory") if is_note else self.tr("Show it in full"))
        self.show_it.setAccessibleName(self.show_it.text())
        self.centre.setVisible(place > 0)
        self.graph.setAccessibleDescription(node.label)

    @Slot()
    def _centre(self) -> None:
        if node := self._chosen():
            self.show_around(node.anchor)

    @Slot()
    def _open(self) -> None:
        if not (node := self._chosen()):
            return
        if node.anchor.sort is Sort.NOTE:
            self.note_wanted.emit(node.anchor.id)
        else:
            self.other_wanted.emit(node.anchor)

    def _chosen(self) -> Node | None:
        nodes = self.graph.hood.nodes
        return nodes[self.graph.current] if nodes else None
