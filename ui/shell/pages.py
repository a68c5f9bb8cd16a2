"""The pages of the main area. The conversation is there from the start; the others are made when
they are first wanted, which lets the window open a fifth of a second sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from companion.events import Event, ModelFailed, ModelLoading, ModelProbed, ModelReady
from ui.bridge import Bridge
from ui.chat.view import ChatView

if TYPE_CHECKING:
    from ui.memories.frame import Memories
    from ui.shell.settings import SettingsPage


class Pages(QStackedWidget):
    """The conversation, the memories and the settings."""

    deleted = Signal(object)
    """Something was deleted on a page; carries the `Deleted` to undo it with."""
    trouble = Signal(object)
    settings_done = Signal()
    export_wanted = Signal()
    import_wanted = Signal()
    undo_import_wanted = Signal()
    backups_wanted = Signal()
    forget_all_wanted = Signal()
    shortcuts_wanted = Signal()
    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._memories: Memories | None = None
        self._settings: SettingsPage | None = None
        self._model: Event | None = None
        self._view_kept = ""
        self.chat = ChatView(bridge)
        self.chat.deleted.connect(self.deleted)
        self.chat.trouble.connect(self.trouble)
        self.addWidget(self.chat)
        bridge.event.connect(self._on_event)

    @property
    def memories_view(self) -> str:
        """The view of the memory that was in front last; the one to begin with can be set."""
        return self._view_kept if self._memories is None else self._memories.front

    @memories_view.setter
    def memories_view(self, view: str) -> None:
        self._view_kept = view

    @property
    def memories(self) -> Memories:
        """The memories, made now if they were never wanted before."""
        if self._memories is None:
            from ui.memories.frame import Memories

            self._memories = Memories(self._bridge, self._view_kept)
            self._memories.deleted.connect(self.deleted)
            self._memories.trouble.connect(self.trouble)
            self._memories.message_wanted.connect(self.message_wanted)
            self.addWidget(self._memories)
        return self._memories

    @property
    def settings(self) -> SettingsPage:
        """The settings, made now if they were never wanted before."""
        if self._settings is None:
            from ui.shell.settings import SettingsPage

            self._settings = SettingsPage(self._bridge)
            self._settings.trouble.connect(self.trouble)
            self._settings.done.connect(self.settings_done)
            section = self._settings.archive
            section.export_wanted.connect(self.export_wanted)
            section.import_wanted.connect(self.import_wanted)
            section.undo_import_wanted.connect(self.undo_import_wanted)
            section.backups_wanted.connect(self.backups_wanted)
            section.forget_all_wanted.connect(self.forget_all_wanted)
            self._settings.shortcuts_wanted.connect(self.shortcuts_wanted)
            if self._model is not None:
                self._settings.show_model(self._model)
            self.addWidget(self._settings)
        return self._settings

    @property
    def on_chat(self) -> bool:
        """Whether the conversation is in front."""
        return self.currentWidget() is self.chat

    @property
    def on_memories(self) -> bool:
        """Whether the memories are in front."""
        return self._memories is not None and self.currentWidget() is self._memories

    @property
    def on_settings(self) -> bool:
        """Whether the settings are in front."""
        return self._settings is not None and self.currentWidget() is self._settings

    def refresh(self) -> None:
        """The store is open, perhaps for the second time: ask anew for what is shown."""
        if self._memories is not None:
            self._memories.refresh()

    def composer_room(self) -> int:
        """How much of the page, from below, is for writing."""
        if not self.on_chat:
            return 0
        return self.chat.height() - self.chat.composer.mapTo(self.chat, QPoint(0, 0)).y()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, ModelLoading | ModelReady | ModelFailed | ModelProbed):
            if not isinstance(event, ModelProbed):
                self._model = event
            if self._settings is not None:
                self._settings.show_model(event)
