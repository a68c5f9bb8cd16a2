"""What the window does about what happens in the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from companion.errors import CompanionError
from companion.events import (
    ConversationsChanged,
    Event,
    Fault,
    MemoryDegraded,
    ModelFailed,
    ModelLoading,
    ModelReady,
    Ready,
    StartFailed,
    TurnFinished,
    TurnStarted,
)
from ui.shell.banner import Remedy
from ui.theme import theme

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


class Reactions(QObject):
    """Turns events into pages, banners and refreshed lists."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.bridge.event.connect(self._on_event)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        window = self._window
        match event:
            case Ready():
                self._ready()
            case StartFailed(error):
                window.start_failed.tell(error)
                window.whole.setCurrentWidget(window.start_failed)
                window.does.enable(False)
            case ModelLoading() | ModelReady():
                window.banners.clear("model")
            case ModelFailed(error):
                self._model_failed(error)
            case MemoryDegraded(error):
                window.banners.tell("memory", error, severity="warning")
            case ConversationsChanged() | TurnStarted() | TurnFinished():
                window.sidebar.refresh()
            case Fault(report):
                window.faults.dialog.tell(report)

    def _ready(self) -> None:
        window = self._window
        window.whole.setCurrentIndex(0)
        window.does.enable(True)
        settings = window.bridge.companion.settings
        theme().choose(settings.theme, contrast=settings.contrast, text_size=settings.text_size)
        window.sidebar.refresh()
        window.pages.refresh()
        # Whoever writes already stays where they are.
        begun = window.open_id or window.chat.composer.text
        if window.state.conversation_id and not begun:
            window.open_conversation(window.state.conversation_id)

    def _model_failed(self, error: CompanionError) -> None:
        def choose() -> None:
            self._window.go_to(self._window.settings)
            self._window.settings.choose_model()

        remedy = Remedy(self.tr("Choose a model…"), choose)
        self._window.banners.tell("model", error, remedy=remedy)
