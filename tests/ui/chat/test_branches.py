"""Other replies, other words: every version stays, and arrows lead from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.chat.conftest import Chat


def test_another_reply_stands_beside_the_first(chat: Chat) -> None:
    chat.model.replies = ["first", "second"]
    reply = chat.say("Hello")
    assert chat.branch_of(reply) == ""
    chat.click(reply.bar.change)
    chat.until(lambda: chat.texts == ["Hello", "second"])
    chat.settled()
    assert chat.branch_of(chat.last) == "2/2"
    assert not chat.last.bar.newer.isEnabled()


def test_the_arrows_lead_back_and_forth(chat: Chat) -> None:
    chat.model.replies = ["first", "second"]
    chat.click(chat.say("Hello").bar.change)
    chat.until(lambda: chat.texts == ["Hello", "second"])
    chat.settled()
    chat.click(chat.last.bar.older)
    chat.until(lambda: chat.texts == ["Hello", "first"])
    assert chat.branch_of(chat.last) == "1/2"
    chat.click(chat.last.bar.newer)
    chat.until(lambda: chat.texts == ["Hello", "second"])


def test_an_edited_message_is_sent_again_beside_the_old_one(chat: Chat) -> None:
    chat.model.replies = ["one", "two"]
    chat.say("Helo")
    (own,) = chat.own
    own.edit()
    chat.until(lambda: own.editor is not None and own.editor.field.hasFocus())
    chat.qtbot.keyClicks(own.editor.field, ", friend")
    chat.qtbot.keyClick(own.editor.field, Qt.Key.Key_Return)
    chat.until(lambda: chat.texts == ["Helo, friend", "two"])
    chat.settled()
    assert chat.branch_of(chat.own[0]) == "2/2"
    chat.click(chat.own[0].bar.older)
    chat.until(lambda: chat.texts == ["Helo", "one"])


def test_escape_leaves_a_message_as_it_was(chat: Chat) -> None:
    chat.say("Hello")
    (own,) = chat.own
    own.edit()
    chat.qtbot.keyClicks(own.editor.field, " there")
    chat.qtbot.keyClick(own.editor.field, Qt.Key.Key_Escape)
    assert own.editor.isHidden()
    assert own.bubble.isVisible()
    assert own.text.toPlainText() == "Hello"
    assert not chat.view.talk.running


def test_up_in_the_empty_field_edits_the_last_message(chat: Chat) -> None:
    chat.say("Hello")
    chat.say("How are you?")
    chat.press(Qt.Key.Key_Up)
    last = chat.own[-1]
    assert last.editor is not None
    assert last.editor.field.toPlainText() == "How are you?"
    assert last.editor.field.hasFocus()


def test_editing_early_leads_to_a_branch_without_what_came_later(chat: Chat) -> None:
    chat.model.replies = ["one", "two", "three"]
    chat.say("Hello")
    chat.say("How are you?")
    chat.own[0].edit()
    chat.qtbot.keyClicks(chat.own[0].editor.field, "!")
    chat.click(chat.own[0].editor.save)
    chat.until(lambda: chat.texts == ["Hello!", "three"])
    chat.settled()
    chat.click(chat.own[0].bar.older)
    chat.until(lambda: chat.texts == ["Hello", "one", "How are you?", "two"])


def test_regenerating_in_the_middle_shows_the_branch_from_there(chat: Chat) -> None:
    chat.model.replies = ["one", "two", "three"]
    first = chat.say("Hello")
    chat.say("How are you?")
    first.set_focused(True)
    chat.click(first.bar.change)
    chat.until(lambda: chat.texts == ["Hello", "three"])
    chat.settled()
    assert chat.branch_of(chat.last) == "2/2"


def test_the_branch_that_was_shown_last_is_shown_again(chat: Chat) -> None:
    chat.model.replies = ["first", "second"]
    chat.click(chat.say("Hello").bar.change)
    chat.until(lambda: chat.texts == ["Hello", "second"])
    chat.settled()
    chat.click(chat.last.bar.older)
    chat.until(lambda: chat.texts == ["Hello", "first"])
    conversation = chat.view.talk.id
    chat.open(None)
    chat.open(conversation)
    assert chat.texts == ["Hello", "first"]
