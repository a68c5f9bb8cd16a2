"""What changes before one's eyes: the theme, and the actions under a message."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from tests.ui.chat.conftest import Chat
from ui.palettes import DARK, LIGHT
from ui.theme import theme


@pytest.fixture(autouse=True)
def light_again() -> Iterator[None]:
    """Begins and ends in the light theme."""
    theme().choose("light")
    yield
    theme().choose("system")


def test_replies_are_drawn_anew_in_another_theme(chat: Chat) -> None:
    chat.model.replies = ["[a link](https://example.org)"]
    reply = chat.say("Hello")
    assert LIGHT.accent in reply.text.toHtml()
    theme().choose("dark")
    chat.until(lambda: DARK.accent in reply.text.toHtml())


def test_the_theme_may_change_in_the_middle_of_a_reply(chat: Chat) -> None:
    chat.model.replies = ["one two three four"]
    chat.model.halt_after = 2
    chat.send("Count")
    chat.until(lambda: chat.texts[-1:] == ["one two"])
    theme().choose("dark")
    chat.model.go_on()
    chat.until(lambda: chat.texts[-1:] == ["one two three four"])


def test_the_last_reply_shows_its_actions_always_and_others_only_under_the_mouse(
    chat: Chat,
) -> None:
    first = chat.say("Hello")
    last = chat.say("And now?")
    assert last.bar.copy.isVisible()
    assert first.bar.copy.isHidden()
    middle = QPointF(10, 10)
    QApplication.sendEvent(first, QEnterEvent(middle, middle, middle))
    assert first.bar.copy.isVisible()
    QApplication.sendEvent(first, QEvent(QEvent.Type.Leave))
    assert first.bar.copy.isHidden()


def test_nothing_moves_when_actions_appear(chat: Chat) -> None:
    first = chat.say("Hello")
    chat.say("And now?")
    height = first.height()
    first.set_focused(True)
    chat.qtbot.wait(10)
    assert first.height() == height
    assert first.sizeHint().height() <= height


def test_a_bubble_grows_with_its_words_when_the_window_becomes_narrow(chat: Chat) -> None:
    chat.say("The balcony faces north, and my dog Biscuit digs up every pot he sees. " * 2)
    (own,) = chat.own
    before = own.text.height()
    chat.view.resize(420, 700)
    chat.until(lambda: own.text.height() > before)
    assert own.bubble.rect().contains(own.text.geometry())
    assert own.bubble.height() > own.text.height()
