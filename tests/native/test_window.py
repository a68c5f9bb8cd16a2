"""All of it: the real window, the real model, the real encoders, on one home over two days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from companion.app import Companion, load_chat_model
from companion.clock import FixedClock
from companion.domain import Role
from companion.events import ModelReady, TurnObserved, TurnRecalled
from companion.llm.base import ChatMessage, ChatModel
from companion.settings import Settings
from tests.listening import Listener
from ui.bridge import Bridge
from ui.chat.message_row import MessageRow
from ui.chat.note_card import NoteCard
from ui.shell.window import MainWindow

pytestmark = pytest.mark.native

PATIENCE_MS = 60_000


class Overheard:
    """The real model, and what it was given to read."""

    def __init__(self, settings: Settings) -> None:
        self._model: ChatModel = load_chat_model(settings)
        self.prompts: list[list[ChatMessage]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def stream(self, messages: Sequence[ChatMessage], *rest: Any) -> Any:
        self.prompts.append(list(messages))
        return self._model.stream(messages, *rest)


@dataclass
class Day:
    """The window as it stands open."""

    window: MainWindow
    listener: Listener
    heard: list[Overheard]
    qtbot: QtBot

    def type(self, text: str) -> None:
        """Type and send, with the keyboard; wait until the reply is there and its notes written."""
        done = len(self.listener.all(TurnObserved))
        field = self.window.chat.composer.field
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.until(lambda: len(self.listener.all(TurnObserved)) > done)

    def rows(self, role: Role) -> list[MessageRow]:
        """The messages of one side that are shown."""
        rows = self.window.findChildren(MessageRow)
        return [row for row in rows if row.shown.message.role is role]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)


@pytest.fixture
def open_window(home: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Callable[[], Day]]:
    """Opens the window on the same home each time, with nothing scripted."""
    closing: list[Callable[[], None]] = []

    def make() -> Day:
        heard: list[Overheard] = []

        def load(settings: Settings) -> ChatModel:
            heard.append(Overheard(settings))
            return heard[-1]

        listener = Listener(Companion(home, clock=clock, load_model=load))
        bridge = Bridge(listener.companion)
        window = MainWindow(bridge)
        qtbot.addWidget(window)
        window.show()
        listener.companion.start()

        def close() -> None:
            window.close()
            bridge.close()
            listener.close()

        closing.append(close)
        day = Day(window, listener, heard, qtbot)
        day.until(lambda: bool(listener.all(ModelReady)))
        # What it makes of its memories, not what chance makes of it.
        listener.companion.change_settings(temperature=0.0)
        day.close = close  # type: ignore[attr-defined]
        return day

    yield make
    for close in closing:
        close()


def test_what_was_said_today_is_known_tomorrow_in_a_new_conversation(
    open_window: Callable[[], Any], clock: FixedClock, qtbot: QtBot
) -> None:
    fact = "I moved to Porto in May with my dog Biscuit"
    today = open_window()
    today.type(fact)
    today.close()

    clock.advance(timedelta(days=1))
    tomorrow = open_window()
    tomorrow.window.open_conversation("")
    tomorrow.type("what's my dog called?")

    (recalled,) = tomorrow.listener.all(TurnRecalled)
    assert fact in [item.note.text for item in recalled.recall.items]
    question = tomorrow.heard[-1].prompts[-1][-1]
    assert "Biscuit" in question.content
    tomorrow.until(lambda: bool(tomorrow.rows(Role.ASSISTANT)))
    (reply,) = tomorrow.rows(Role.ASSISTANT)
    assert "Biscuit" in reply.shown.message.text

    line = next(b for b in reply.findChildren(QAbstractButton) if b.text().startswith("used 1"))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    tomorrow.until(
        lambda: fact in [c.detail.note.text for c in tomorrow.window.findChildren(NoteCard)]
    )
