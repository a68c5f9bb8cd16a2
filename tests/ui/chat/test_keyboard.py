"""Everything on the page can be reached and named without a mouse or eyes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget

from tests.ui.chat.conftest import Chat

NONE = Qt.KeyboardModifier.NoModifier


def focused() -> object:
    return QApplication.focusWidget()


def test_tab_leads_from_the_last_message_over_its_actions_to_the_field(chat: Chat) -> None:
    chat.say("Hello")
    chat.say("I live in Porto.")
    bar = chat.last.bar
    chat.last.text.setFocus(Qt.FocusReason.TabFocusReason)
    visited = []
    for _ in range(4):
        chat.qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        visited.append(focused())
    assert visited == [bar.notes, bar.copy, bar.change, chat.view.composer.field]


def test_tab_comes_to_one_message_only(chat: Chat) -> None:
    for text in ("one", "two", "three"):
        chat.say(text)
    stops = [row.text.focusPolicy() == Qt.FocusPolicy.StrongFocus for row in chat.rows]
    assert stops == [False, False, False, False, False, True]


def test_up_and_down_lead_from_message_to_message(chat: Chat) -> None:
    chat.say("Hello")
    chat.last.text.setFocus(Qt.FocusReason.TabFocusReason)
    chat.qtbot.keyClick(chat.last.text, Qt.Key.Key_Up)
    assert chat.own[0].text.hasFocus()
    chat.qtbot.keyClick(chat.own[0].text, Qt.Key.Key_Down)
    assert chat.last.text.hasFocus()


def test_the_actions_of_a_message_show_when_the_keyboard_is_there(chat: Chat) -> None:
    chat.say("Hello")
    own = chat.own[0]
    assert own.bar.copy is None or own.bar.copy.isHidden()
    own.text.setFocus(Qt.FocusReason.TabFocusReason)
    assert own.bar.copy is not None
    assert own.bar.copy.isVisible()
    chat.view.focus_composer()
    assert own.bar.copy.isHidden()


def test_after_turning_to_another_branch_the_keyboard_is_still_there(chat: Chat) -> None:
    chat.model.replies = ["first", "second"]
    chat.click(chat.say("Hello").bar.change)
    chat.until(lambda: chat.texts == ["Hello", "second"])
    chat.settled()
    older = chat.last.bar.older
    older.setFocus(Qt.FocusReason.TabFocusReason)
    chat.qtbot.keyClick(older, Qt.Key.Key_Space)
    chat.until(lambda: chat.texts == ["Hello", "first"])
    assert chat.last.text.hasFocus()


def test_everything_one_can_use_has_a_name(chat: Chat) -> None:
    reply = chat.say("I moved to Porto with my dog Biscuit.")
    chat.click(reply.bar.notes)
    chat.own[0].edit()

    def unnamed() -> list[QWidget]:
        return [
            widget
            for kind in (QAbstractButton, QPlainTextEdit)
            for widget in chat.view.findChildren(kind)
            if widget.isVisible() and not widget.accessibleName()
        ]

    chat.until(lambda: unnamed() == [])


def test_a_message_is_read_out_with_who_said_it(chat: Chat) -> None:
    chat.model.replies = ["Hello yourself."]
    chat.say("Hello")
    assert [row.text.accessibleName() for row in chat.rows] == ["You said", "Companion said"]
    assert chat.last.text.accessibleDescription() == "Hello yourself."
