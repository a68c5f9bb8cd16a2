"""Views that are read anew when memories change while they are seen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.events import Event, NotesChanged
from ui.bridge import Bridge
from ui.memories.column import Column
from ui.memories.view import MemoryView
from ui.timeline.states import EmptyState

SOON_MS = 200
"""How long changes are gathered before all is read anew."""


class LiveView(MemoryView):
    """Calls `refresh` so many milliseconds after the first of some changes, while it is seen."""

    def __init__(
        self, bridge: Bridge, parent: QWidget | None = None, *, soon_ms: int = SOON_MS
    ) -> None:
        super().__init__(bridge, parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(soon_ms)
        self._soon.timeout.connect(self.refresh)
        bridge.event.connect(self._on_event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is read when it is entered again."""
        super().hideEvent(event)
        self._soon.stop()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged) and self.isVisible():
            self._soon.start()


class PageView(LiveView):
    """A page to read, with `column` for what it holds, or `empty` where there is nothing."""

    def __init__(
        self, bridge: Bridge, title: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, parent)
        self.empty = EmptyState()
        self._page = Column()
        self._page.begin(title, words)
        self.column = self._page.column
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_empty(self, *, empty: bool) -> None:
        """Whether there is nothing to read."""
        self._stack.setCurrentWidget(self.empty if empty else self._page)
