"""The conversation page on a Companion, with hands to use it and eyes to read it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from companion.app import Companion
from companion.domain import Deleted
from companion.errors import CompanionError
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatOptions, Delta
from companion.llm.scripted import ScriptedChatModel
from tests.listening import Listener
from tests.ui.waiting import wait_until, wait_until_idle
from ui.bridge import Bridge
from ui.chat.message_row import MessageRow
from ui.chat.own_row import OwnRow
from ui.chat.reply_row import ReplyRow
from ui.chat.view import ChatView


class HaltingModel(ScriptedChatModel):
    """Halts after `halt_after` tokens of each reply until `go_on` is called, or it is stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.halt_after: int | None = None
        self._go = threading.Event()

    def go_on(self) -> None:
        """Say the rest."""
        self.halt_after = None
        self._go.set()

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        self._go.clear()
        self._halt(0, cancel)
        for said, delta in enumerate(super().stream(messages, options, cancel), 1):
            yield delta
            self._halt(said, cancel)

    def _halt(self, said: int, cancel: Cancel) -> None:
        while self.halt_after is not None and said >= self.halt_after and not cancel:
            self._go.wait(0.01)


@dataclass
class Chat:
    """A conversation page in front of somebody."""

    view: ChatView
    listener: Listener
    model: HaltingModel
    qtbot: QtBot
    troubles: list[CompanionError] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    started: list[str] = field(default_factory=list)

    @property
    def companion(self) -> Companion:
        return self.listener.companion

    @property
    def rows(self) -> list[MessageRow]:
        return self.view.messages.rows

    @property
    def texts(self) -> list[str]:
        """What stands on the page, from top to bottom."""
        return [row.text.toPlainText() for row in self.rows]

    @property
    def last(self) -> ReplyRow:
        row = self.rows[-1]
        assert isinstance(row, ReplyRow)
        return row

    @property
    def own(self) -> list[OwnRow]:
        return [row for row in self.rows if isinstance(row, OwnRow)]

    @property
    def draft(self) -> str:
        return self.view.composer.text

    def type(self, text: str) -> None:
        """Write into the message field."""
        self.qtbot.keyClicks(self.view.composer.field, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key in the message field."""
        modifier = modifier or Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(self.view.composer.field, key, modifier)

    def send(self, text: str) -> None:
        """Write something and send it."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def say(self, text: str) -> ReplyRow:
        """Send something and wait for its reply and its notes; gives the reply."""
        before = self.view.talk.items[-1].message.id if self.view.talk.items else ""
        self.send(text)
        self.until(lambda: bool(self.rows) and self.rows[-1].id > before)
        self.settled()
        return self.last

    def settled(self) -> None:
        """Wait until no reply is being made and the notes of the last one are written."""
        self.until(lambda: bool(self.rows) and not self.view.talk.running)
        self.companion.catch_up().result()
        wait_until_idle(self.listener.is_idle)

    def open(self, conversation_id: str | None) -> None:
        """Turn to a conversation and wait until it is read."""
        self.view.show_conversation(conversation_id)
        if conversation_id is not None:
            self.until(lambda: bool(self.rows))

    def click(self, button: object) -> None:
        """Click a button with the mouse."""
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def branch_of(self, row: MessageRow) -> str:
        """What stands between the branch arrows; nothing where there are none."""
        label = row.bar.branch
        return label.text() if isinstance(label, QLabel) and not label.isHidden() else ""


@pytest.fixture
def model() -> HaltingModel:
    """Can be made to halt in the middle of a reply."""
    return HaltingModel()


@pytest.fixture
def open_chat(
    open_companion: Callable[..., Listener], model: HaltingModel, qtbot: QtBot
) -> Iterator[Callable[..., Chat]]:
    """Opens a conversation page each time it is called; the Companion behind it is started."""
    bridges: list[Bridge] = []
    views: list[ChatView] = []

    def make(listener: Listener | None = None, **parts: object) -> Chat:
        listener = listener or open_companion(**parts)
        bridges.append(Bridge(listener.companion))
        view = ChatView(bridges[-1])
        views.append(view)
        qtbot.addWidget(view)
        chat = Chat(view, listener, model, qtbot)
        view.trouble.connect(chat.troubles.append)
        view.deleted.connect(chat.deleted.append)
        view.conversation_started.connect(chat.started.append)
        view.resize(900, 700)
        view.show()
        listener.companion.start()
        return chat

    yield make
    for bridge in bridges:
        bridge.close()


@pytest.fixture
def chat(open_chat: Callable[..., Chat]) -> Chat:
    """A conversation page with everything behind it ready."""
    from companion.events import ModelReady

    chat = open_chat()
    chat.until(lambda: bool(chat.listener.all(ModelReady)))
    return chat
