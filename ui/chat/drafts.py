"""Unsent messages, one for each conversation and one for the next: kept soon after each key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from companion.errors import CompanionError, NotFound
from ui.bridge import Bridge

DEBOUNCE_MS = 500


class Drafts(QObject):
    """What was typed last is known here at once, whatever the store still has."""

    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._known: dict[str | None, str] = {}
        self._unsaved: set[str | None] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.flush)

    def known(self, conversation_id: str | None) -> str | None:
        """The draft of a conversation; None when it was not heard of yet."""
        return self._known.get(conversation_id)

    def learn(self, conversation_id: str | None, text: str) -> str:
        """Take over what the store has, unless something was typed since; returns what counts."""
        return self._known.setdefault(conversation_id, text)

    def typed(self, conversation_id: str | None, text: str) -> None:
        """Keep `text`, soon."""
        if self._known.get(conversation_id, "") != text:
            self._known[conversation_id] = text
            self._unsaved.add(conversation_id)
            self._timer.start()

    def drop(self) -> None:
        """Know none any more: the store has others now."""
        self._known.clear()
        self._unsaved.clear()

    @Slot()
    def flush(self) -> None:
        """Keep everything now."""
        self._timer.stop()
        for conversation_id in self._unsaved:
            kept = self._bridge.companion.save_draft(conversation_id, self._known[conversation_id])
            self._bridge.ask(kept, _nothing, self._failed, owner=self)
        self._unsaved.clear()

    def _failed(self, error: CompanionError) -> None:
        # The conversation may have been deleted meanwhile; its draft went with it.
        if not isinstance(error, NotFound):
            self.trouble.emit(error)


def _nothing(_: None) -> None:
    pass
