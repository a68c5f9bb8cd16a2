"""Where a memory was used: the replies that were given it, which lead to their conversations."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from companion.acts import Use
from companion.clock import Clock
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.chat.when import said
from ui.language import quoted
from ui.shell.widgets import label
from ui.theme import Space
from ui.timeline.way import Way

SHOWN = 5


class Uses(QWidget):
    """Asks for the replies, and shows them when they come; hidden while there is none."""

    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, note_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock = bridge.companion.clock
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(label(self.tr("Where it was used"), scale="small", tone="muted"))
        self.hide()
        asked = bridge.companion.acts.uses(note_id)
        bridge.ask(asked, self._show, self._failed, owner=self)

    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(line.text() for line in self.findChildren(QLabel))

    def _show(self, uses: list[Use]) -> None:
        for use in uses[:SHOWN]:
            line = QVBoxLayout()
            line.setSpacing(0)
            line.addWidget(label(quoted(_short(use.reply)), scale="small", wrap=True))
            tip = self.tr("Show the reply in its conversation")
            made = Way(self._when(use), "message-square", tip)
            made.clicked.connect(
                lambda _=False, use=use: self.message_wanted.emit(use.conversation_id, use.reply_id)
            )
            line.addWidget(made)
            self._column.addLayout(line)
        if len(uses) > SHOWN:
            more = self.tr("and in {count} more").format(count=len(uses) - SHOWN)
            self._column.addWidget(label(more, scale="small", tone="muted"))
        self.setVisible(bool(uses))

    def _when(self, use: Use) -> str:
        when = said(use.at, self._clock.now())
        if use.used is None:
            return when
        return f"{when} · {self.tr('used') if use.used else self.tr('given, not used')}"

    def _failed(self, error: CompanionError) -> None:
        """The note has gone meanwhile; so will this."""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 140 else flat[:139].rstrip() + "…"
