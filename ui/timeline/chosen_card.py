"""The card of the chosen memory: all it rests on, each leading to its message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from companion.domain import NoteDetail, Source
from ui.bridge import Bridge
from ui.chat.note_card import NoteCard
from ui.chat.quotes import quotes
from ui.shell.widgets import icon_button

SHOWN = 12
"""Quotes at the most; the latest say it best."""


class ChosenCard(NoteCard):
    """Before it is forgotten, what goes with it is told; a menu has all that can be done."""

    forget_wanted = Signal(list)
    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, detail: NoteDetail, actions: Sequence[QAction]) -> None:
        """`actions` are those of the menu."""
        self.more: QToolButton | None = None
        super().__init__(bridge, detail)
        self.more = icon_button("ellipsis", self.tr("What can be done with it"), size=16)
        self.more.setProperty("kind", "small")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.addActions(list(actions))
        self.more.setMenu(self.menu)
        self.head.addWidget(self.more)

    def quotes_of(self, text: str, sources: Sequence[Source], now: datetime) -> QFrame:
        """The words the note rests on; each leads to its message."""
        return quotes(text, sources, now, self, self._follow, SHOWN)

    def _follow(self, source: Source) -> None:
        self.message_wanted.emit(source.conversation_id, source.message_id)

    @Slot()
    def _forget(self) -> None:
        self.forget_wanted.emit([self.detail.note.id])
