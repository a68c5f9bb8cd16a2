"""The drawer at the right: the notes a reply was given, and those written from its question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from companion.domain import ThreadMessage
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.chat.note_card import NoteCard
from ui.chat.used_card import UsedCard
from ui.shell.widgets import icon_button, label
from ui.theme import Space

WIDTH = 340
_Card = TypeVar("_Card", bound=NoteCard)


class NotesPanel(QFrame):
    """Shows the notes behind one reply, and follows them."""

    closed = Signal()
    deleted = Signal(object)
    """A note was forgotten; carries the `Deleted` to undo it with."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.shown: ThreadMessage | None = None
        self.used: dict[str, UsedCard] = {}
        """By `RecalledNote.item_id`."""
        self.saved: dict[str, NoteCard] = {}
        self.setObjectName("drawer")
        self.setAccessibleName(self.tr("Notes behind this reply"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.close_button = icon_button("x", self.tr("Close the notes"))
        self.close_button.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.S, Space.S)
        head.addWidget(label(self.tr("Notes"), scale="large"), 1)
        head.addWidget(self.close_button)
        page = QWidget()
        page.setObjectName("drawer_page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(Space.L, Space.XS, Space.L, Space.L)
        self._column.setSpacing(Space.S)
        self._used_title = _title(self.tr("Used in this reply"))
        self._saved_title = _title(self.tr("Saved from what you said"))
        self._none = label(
            self.tr("There are no notes behind this reply any more."), tone="muted", wrap=True
        )
        for part in (self._used_title, self._saved_title, self._none):
            self._column.addWidget(part)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)
        self.hide()

    def show_reply(self, shown: ThreadMessage) -> None:
        """Show the notes of a reply; those already shown keep their cards."""
        if self.shown is None or self.shown.message.id != shown.message.id:
            self._clear(self.used, ())
            self._clear(self.saved, ())
        self.shown = shown
        self._show_used(shown)
        self._show_saved(shown)
        self._show_titles()
        self.show()

    @Slot()
    def close_panel(self) -> None:
        """Put the drawer away."""
        self.hide()
        self.shown = None
        self.closed.emit()

    # -- cards ------------------------------------------------------------------------------------

    def _show_used(self, shown: ThreadMessage) -> None:
        self._clear(self.used, {item.item_id for item in shown.used})
        for item in shown.used:
            if item.item_id in self.used:
                self.used[item.item_id].show_dismissed(item.dismissed)
            else:
                card = UsedCard(self._bridge, shown.message.id, item)
                self.used[item.item_id] = self._add(card, self._column.indexOf(self._saved_title))

    def _show_saved(self, shown: ThreadMessage) -> None:
        self._clear(self.saved, {detail.note.id for detail in shown.saved})
        for detail in shown.saved:
            if detail.note.id not in self.saved:
                card = NoteCard(self._bridge, detail)
                self.saved[detail.note.id] = self._add(card, self._column.indexOf(self._none))

    def _add(self, card: _Card, before: int) -> _Card:
        card.forgetting.connect(self._forget)
        card.shown_changed.connect(self._show_titles)
        self._column.insertWidget(before, card)
        return card

    def _clear(self, cards: dict[str, _Card], but: Iterable[str]) -> None:
        for note_id in set(cards) - set(but):
            card = cards.pop(note_id)
            card.hide()
            card.deleteLater()

    @Slot(str)
    def _forget(self, note_id: str) -> None:
        """Asked here and not by the card, which goes with its note, often before the answer."""
        forgotten = self._bridge.companion.forget_notes([note_id])

        def failed(error: CompanionError) -> None:
            for card in (*self.used.values(), *self.saved.values()):
                if card.detail.note.id == note_id:
                    card.failed(error)

        self._bridge.ask(forgotten, self.deleted.emit, failed, owner=self)

    @Slot()
    def _show_titles(self) -> None:
        used = any(not card.isHidden() for card in self.used.values())
        saved = any(not card.isHidden() for card in self.saved.values())
        self._used_title.setVisible(used)
        self._saved_title.setVisible(saved)
        self._none.setVisible(not used and not saved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the drawer."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)


def _title(words: str) -> QLabel:
    made = label(words, scale="small", tone="muted")
    made.setContentsMargins(0, Space.M, 0, 0)
    return made
