"""A window on a Companion, as its owner has it in front of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from companion.app import Companion
from companion.domain import Conversation
from tests.listening import Listener
from tests.ui.waiting import wait_until
from ui.bridge import Bridge
from ui.shell.window import MainWindow


@dataclass
class Desk:
    """The window, the Companion behind it, and hands to wait with."""

    window: MainWindow
    bridge: Bridge
    listener: Listener
    qtbot: QtBot

    @property
    def companion(self) -> Companion:
        return self.listener.companion

    @property
    def titles(self) -> list[str]:
        """The titles in the sidebar, top to bottom, without headings."""
        model = self.window.sidebar.model
        return [model.index_of(key).data() for key in model.ids()]

    def say(self, text: str, *, off_the_record: bool = False) -> str:
        """Begin a conversation; returns its id when it is in the sidebar."""
        turn = self.listener.say(text, off_the_record=off_the_record)
        conversation_id = turn.conversation_id
        self.until(lambda: conversation_id in self.window.sidebar.model.ids())
        return conversation_id

    def stored(self) -> list[Conversation]:
        """The conversations as a restart would find them."""
        return self.companion.conversations().result()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def close(self) -> None:
        """Close the window, and the Companion behind it."""
        self.window.close()
        self.bridge.close()
        # The application ends its event loop here; in a test it goes on.
        for timer in self.window.findChildren(QTimer):
            timer.stop()
        self.listener.close()


@pytest.fixture
def open_window(
    open_companion: Callable[..., Listener], qtbot: QtBot
) -> Iterator[Callable[..., Desk]]:
    """Opens a window each time it is called, the way the application does: first the window."""
    desks: list[Desk] = []

    def make(**parts: object) -> Desk:
        listener = open_companion(**parts)
        bridge = Bridge(listener.companion)
        desk = Desk(MainWindow(bridge), bridge, listener, qtbot)
        desks.append(desk)
        qtbot.addWidget(desk.window)
        desk.window.painted.connect(listener.companion.start)
        desk.window.show()
        return desk

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(open_window: Callable[..., Desk]) -> Desk:
    """A window with everything behind it ready."""
    from companion.events import ModelReady

    desk = open_window()
    desk.until(lambda: bool(desk.listener.all(ModelReady)))
    desk.until(lambda: not desk.window.sidebar.empty.isHidden())
    return desk
