"""Saying something, and watching the reply come."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt

from companion.domain import MessageState
from companion.llm.scripted import ScriptedChatModel
from companion.settings import Settings
from tests.ui.chat.conftest import Chat

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_what_is_said_and_answered_stands_on_the_page(chat: Chat) -> None:
    chat.model.replies = ["Porto is lovely."]
    chat.say("I moved to Porto")
    assert chat.texts == ["I moved to Porto", "Porto is lovely."]
    assert chat.draft == ""


def test_the_first_message_begins_a_conversation(chat: Chat) -> None:
    assert chat.view.empty.isVisible()
    chat.say("Hello")
    (kept,) = chat.companion.conversations().result()
    assert chat.started == [kept.id]
    assert not chat.view.empty.isVisible()


def test_later_messages_go_on_with_it(chat: Chat) -> None:
    chat.model.replies = ["one", "two"]
    chat.say("Hello")
    chat.say("And now?")
    assert chat.texts == ["Hello", "one", "And now?", "two"]
    assert len(chat.started) == 1


def test_shift_and_enter_begin_a_new_line(chat: Chat) -> None:
    chat.type("one")
    chat.press(Qt.Key.Key_Return, SHIFT)
    chat.type("two")
    assert chat.draft == "one\ntwo"
    assert not chat.view.talk.items


def test_nothing_but_space_is_not_sent(chat: Chat) -> None:
    chat.send("   ")
    assert chat.draft == "   "
    assert not chat.view.talk.running


def test_the_field_grows_with_its_text_and_stops_growing(chat: Chat) -> None:
    field = chat.view.composer.field
    heights = []
    for _ in range(14):
        heights.append(field.height())
        chat.press(Qt.Key.Key_Return, SHIFT)
    assert heights[0] < heights[3] < heights[7]
    assert heights[-1] == heights[-2]


def test_a_reply_is_plain_while_it_grows_and_rendered_when_it_is_whole(chat: Chat) -> None:
    chat.model.replies = ["Take the **early train** to the coast."]
    chat.model.halt_after = 4
    chat.send("What shall we do?")
    chat.until(lambda: chat.texts[-1:] == ["Take the **early train**"])
    chat.model.go_on()
    chat.until(lambda: chat.texts[-1:] == ["Take the early train to the coast."])
    assert "font-weight:700" in chat.last.text.toHtml()


def test_one_can_write_while_a_reply_comes_but_it_is_not_sent(chat: Chat) -> None:
    chat.model.replies = ["I see."]
    chat.model.halt_after = 0
    chat.send("Hello")
    chat.until(lambda: chat.view.talk.running)
    chat.send("wait, one more thing")
    assert chat.draft == "wait, one more thing"
    chat.model.go_on()
    chat.settled()
    assert chat.texts == ["Hello", "I see."]


def test_the_send_button_stops_a_reply_and_what_came_is_kept(chat: Chat) -> None:
    chat.model.replies = ["One two three four five"]
    chat.model.halt_after = 2
    chat.send("Count")
    chat.until(lambda: chat.texts[-1:] == ["One two"])
    assert chat.view.composer.send.accessibleName() == "Stop"
    chat.click(chat.view.composer.send)
    chat.settled()
    assert chat.last.shown.message.state is MessageState.STOPPED
    assert chat.texts == ["Count", "One two"]
    assert chat.last.sentence.text() == "Stopped"
    assert chat.view.composer.send.accessibleName() == "Send"


def test_escape_stops_a_reply(chat: Chat) -> None:
    chat.model.replies = ["One two three"]
    chat.model.halt_after = 1
    chat.send("Count")
    chat.until(lambda: chat.texts[-1:] == ["One"])
    chat.press(Qt.Key.Key_Escape)
    chat.settled()
    assert chat.last.shown.message.state is MessageState.STOPPED


def test_a_message_sent_before_the_model_is_there_waits_and_says_so(
    open_chat: Callable[..., Chat],
) -> None:
    there = threading.Event()

    def load(_: Settings) -> ScriptedChatModel:
        there.wait(20)
        return ScriptedChatModel(["Good morning."])

    chat = open_chat(load_model=load)
    chat.send("Are you awake?")
    chat.until(lambda: len(chat.rows) == 2 and chat.last.waiting is not None)
    waiting = chat.last.waiting
    assert waiting is not None
    chat.until(lambda: waiting.words.text() == "Waking the model…")
    there.set()
    chat.settled()
    assert chat.texts == ["Are you awake?", "Good morning."]
    assert chat.last.waiting is None


def test_a_reply_can_be_copied_as_it_was_written(chat: Chat, qapp: object) -> None:
    from PySide6.QtGui import QGuiApplication

    chat.model.replies = ["Take the **early train**."]
    reply = chat.say("What shall we do?")
    chat.click(reply.bar.copy)
    assert QGuiApplication.clipboard().text() == "Take the **early train**."


def test_the_suggestions_fill_the_field_and_send_nothing(chat: Chat) -> None:
    chip = chat.view.empty.chips[1]
    chat.click(chip)
    assert chat.draft == "What do you know about me?"
    assert chat.view.composer.field.hasFocus()
    assert chat.companion.conversations().result() == []
