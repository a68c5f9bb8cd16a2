"""Finding words in the conversation that is open."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.chat.conftest import Chat

SHIFT = Qt.KeyboardModifier.ShiftModifier


def talk_of_fruit(chat: Chat) -> None:
    chat.model.replies = ["An **apple** a day.", "Pears are fine.", "No apples then."]
    for text in ("apple?", "pear?", "Apple!"):
        chat.say(text)


def marked(chat: Chat) -> list[str]:
    """What is marked on the page, from top to bottom."""
    return [mark.cursor.selectedText() for row in chat.rows for mark in row.text.extraSelections()]


def test_ctrl_f_finds_words_and_marks_them(chat: Chat) -> None:
    talk_of_fruit(chat)
    chat.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert chat.view.find_bar.field.hasFocus()
    chat.qtbot.keyClicks(chat.view.find_bar.field, "apple")
    assert chat.view.find_bar.count.text() == "4 of 4"
    assert marked(chat) == ["apple", "apple", "Apple", "apple"]


def test_enter_leads_up_through_the_conversation_and_round(chat: Chat) -> None:
    talk_of_fruit(chat)
    chat.view.search("apple")
    field = chat.view.find_bar.field
    counts = []
    for _ in range(4):
        chat.qtbot.keyClick(field, Qt.Key.Key_Return)
        counts.append(chat.view.find_bar.count.text())
    assert counts == ["3 of 4", "2 of 4", "1 of 4", "4 of 4"]
    chat.qtbot.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert chat.view.find_bar.count.text() == "1 of 4"


def test_what_is_not_there_is_not_found(chat: Chat) -> None:
    talk_of_fruit(chat)
    chat.view.search("banana")
    assert chat.view.find_bar.count.text() == "Not found"
    assert marked(chat) == []


def test_escape_ends_the_search_and_leads_back_to_the_field(chat: Chat) -> None:
    talk_of_fruit(chat)
    chat.view.search("apple")
    chat.qtbot.keyClick(chat.view.find_bar.field, Qt.Key.Key_Escape)
    assert not chat.view.find_bar.isVisible()
    assert marked(chat) == []
    assert chat.view.composer.field.hasFocus()


def test_a_message_far_away_is_shown(chat: Chat) -> None:
    chat.model.replies = ["word " * 400]
    chat.say("the needle")
    chat.say("hay")
    chat.say("more hay")
    chat.view.search("needle")
    row = chat.rows[0]
    assert chat.view.messages.distance(row) == 0
