"""What is shown when several memories are chosen: how many, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.domain import Note
from ui.acts.actions import NoteActs
from ui.bridge import Bridge
from ui.language import counted
from ui.shell.widgets import icon_label, label, row_button, with_text
from ui.theme import Space, scaled
from ui.timeline.properties import Properties

_WIDTH = 300


class Several(QWidget):
    """A button for each action; those that do not fit the chosen notes are not there."""

    def __init__(self, bridge: Bridge, acts: NoteActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.properties = Properties(bridge, acts)
        self.heading = label(scale="large", wrap=True)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words = label(tone="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        with_text(inner, lambda: inner.setMaximumWidth(scaled(_WIDTH)))
        ways = QVBoxLayout(inner)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(Space.XS)
        ways.addWidget(self.properties)
        ways.addSpacing(Space.S)
        self._shown = []
        for action, icon_name in (
            (acts.pin, "pin"),
            (acts.hush, "bell-off"),
            (acts.restore, "undo-2"),
            (acts.archive, "archive"),
            (acts.end, "calendar-x"),
            (acts.join, "merge"),
            (acts.forget, "trash-2"),
        ):
            made = row_button(action, icon_name, kind="action")
            self._shown.append((action, made))
            ways.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.M)
        column.addStretch(2)
        column.addWidget(icon_label("shapes", "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """These are chosen."""
        self.heading.setText(self.tr("{count} memories chosen").format(count=counted(len(notes))))
        self.properties.show_notes(notes)
        self.words.setText(self.tr("What you do here is done to all of them, and can be undone."))
        for action, made in self._shown:
            made.setText(action.text())
            made.setAccessibleName(action.text())
            made.setToolTip(action.toolTip())
            made.setVisible(action.isVisible())
