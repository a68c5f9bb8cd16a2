"""What a memory has to do with others: each link with its reason, to follow, take away, or add."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from companion.domain import Link, LinkedNote, LinkKind, Note, NoteDetail
from ui.language import quoted, translate
from ui.shell.widgets import icon_button, label
from ui.theme import Space
from ui.timeline.way import Way
from ui.told import told, told_line

_MADE = (LinkKind.PART_OF, LinkKind.SUPPORTS)
"""What Companion keeps by itself, and would make anew."""


class Links(QWidget):
    """The links of one note, the latest first."""

    note_wanted = Signal(str)
    """The note at the other end of a link is to be shown."""
    unlink_wanted = Signal(object)
    """This `Link` is to be taken away."""

    def __init__(self, detail: NoteDetail, add: QAction, parent: QWidget | None = None) -> None:
        """`add` is the action that links the note to another one."""
        super().__init__(parent)
        self.ways: dict[str, Way] = {}
        """The buttons that lead on, by the id of the note there."""
        self.removers: dict[str, QToolButton] = {}
        self._said: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        heading = self.tr("What it has to do with others")
        column.addWidget(label(heading, scale="small", tone="muted"))
        for linked in detail.links:
            column.addLayout(self._line(detail.note, linked))
        # It goes with this widget, which the action outlives.
        self.add = Way(self.tr("Link to another…"), "link", add.toolTip())
        self.add.clicked.connect(add.trigger)
        column.addWidget(self.add)

    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(self._said)

    def _line(self, note: Note, linked: LinkedNote) -> QVBoxLayout:
        link = linked.link
        other = link.to_id if link.note_id == note.id else link.note_id
        plain = " ".join(linked.text.split())
        lines = map(told_line, linked.text.split("\n"))
        words = " ".join(lines) if plain.startswith("“") else quoted(plain)
        how = bearing(note, linked)
        self._said += [how, words]
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(label(how, scale="small", tone="muted", wrap=True), 1)
        if link.kind not in _MADE:
            head.addWidget(self._remover(link, other, words), 0, Qt.AlignmentFlag.AlignTop)
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addLayout(head)
        way = Way(words, "corner-down-right", self.tr("Show this memory"))
        way.setAccessibleName(f"{how}: {words}")
        way.clicked.connect(lambda: self.note_wanted.emit(other))
        self.ways[other] = way
        line.addWidget(way)
        return line

    def _remover(self, link: Link, other: str, words: str) -> QToolButton:
        made = icon_button("x", self.tr("Take this link away"), size=14)
        made.setProperty("kind", "small")
        made.setAccessibleDescription(words)
        made.clicked.connect(lambda: self.unlink_wanted.emit(link))
        self.removers[other] = made
        return made


def bearing(note: Note, linked: LinkedNote) -> str:
    """How the note bears on the other one, or that one on it, and why."""
    link = linked.link
    onto = {
        LinkKind.UPDATES: translate("links", "In place of"),
        LinkKind.CONTRADICTS: translate("links", "Does not fit with"),
        LinkKind.RELATED: translate("links", "Goes with"),
        LinkKind.CAUSES: translate("links", "Because of"),
        LinkKind.FOLLOWS: translate("links", "Came after"),
        LinkKind.PART_OF: translate("links", "Part of"),
        LinkKind.SUPPORTS: translate("links", "Rests on"),
    }
    back = onto | {
        LinkKind.UPDATES: translate("links", "Replaced by"),
        LinkKind.CAUSES: translate("links", "Led to"),
        LinkKind.FOLLOWS: translate("links", "Came before"),
        LinkKind.PART_OF: translate("links", "Holds"),
        LinkKind.SUPPORTS: translate("links", "Supports"),
    }
    name = (onto if link.note_id == note.id else back)[link.kind]
    return f"{name} · {told(link.reason)}" if link.reason else name
