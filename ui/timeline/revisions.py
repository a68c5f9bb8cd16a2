"""What was done to a memory, and when: quiet lines, oldest first."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from companion.clock import Clock
from companion.domain import Revision
from ui.chat.when import said
from ui.shell.widgets import label
from ui.theme import Space


class Revisions(QWidget):
    """The history of one note."""

    def __init__(
        self, revisions: Sequence[Revision], clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(label(self.tr("What happened to it"), scale="small", tone="muted"))
        for revision in revisions:
            when = said(revision.changed_at, clock.now())
            line = QVBoxLayout()
            line.setSpacing(1)
            line.addWidget(label(_what(revision), scale="small", wrap=True))
            if before := _old_text(revision):
                line.addWidget(label(before, scale="small", tone="muted", wrap=True))
            line.addWidget(label(when, scale="small", tone="muted"))
            column.addLayout(line)

    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(line.text() for line in self.findChildren(QLabel))


def _what(revision: Revision) -> str:
    return revision.reason[:1].upper() + revision.reason[1:]


def _old_text(revision: Revision) -> str:
    """What the note said before, when the change was to its words."""
    if not revision.before or not revision.after:
        return ""
    before, after = json.loads(revision.before), json.loads(revision.after)
    if before.get("text") == after.get("text"):
        return ""
    return _tr("It said: “{text}”").format(text=before["text"])


def _tr(text: str) -> str:
    return QCoreApplication.translate("revisions", text)
