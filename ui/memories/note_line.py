"""A memory as one line that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from companion.domain import Note
from ui.theme import Space, icon, scaled, theme
from ui.timeline.kinds import LOOKS, kind_name, state_name
from ui.told import text_of, title_of

_ICON = 15


class NoteLine(QPushButton):
    """The icon of the kind, and as much of the words as there is room for."""

    wanted = Signal(str)
    """The id of the note, which is to be shown."""

    def __init__(self, note: Note, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "note")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_note(note)
        self.clicked.connect(lambda: self.wanted.emit(self.note.id))
        theme().changed.connect(self._paint_icon)

    def show_note(self, note: Note) -> None:
        """Show a note as it is now."""
        self.note = note
        title = title_of(note)
        text = text_of(note)
        words = title if title and title != text else text
        if title and text and not text.startswith(title):
            words = f"{title}: {text}"
        self._words = " ".join((words or kind_name(note.kind)).split())
        state = state_name(note.status)
        self._state = f"  ·  {state}" if state else ""
        self.setToolTip(text)
        self.setAccessibleName(f"{self._words}{self._state}")
        self.setAccessibleDescription(self.tr("Show this memory in the timeline"))
        self._paint_icon()
        self._elide()

    @Slot()
    def _paint_icon(self) -> None:
        look = LOOKS[self.note.kind]
        tall = scaled(_ICON)
        self.setIconSize(QSize(tall + Space.XS, tall))
        self.setIcon(icon(look.icon, look.ink, tall, Space.XS))

    def _elide(self) -> None:
        room = self.width() - scaled(_ICON) - 2 * Space.XL
        room -= self.fontMetrics().horizontalAdvance(self._state)
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(40, room))
        # A button takes an ampersand for a shortcut.
        self.setText((cut + self._state).replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._elide()
