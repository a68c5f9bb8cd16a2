"""Off the record: a conversation that reads memories and writes none."""

from __future__ import annotations

from tests.ui.chat.conftest import Chat


def test_a_new_conversation_can_be_taken_off_the_record(chat: Chat) -> None:
    chat.click(chat.view.composer.off_the_record)
    assert chat.view.off_record.isVisible()
    chat.say("My dog Biscuit is ill")
    assert chat.view.off_record.isVisible()
    (kept,) = chat.companion.conversations().result()
    assert kept.off_the_record
    assert chat.companion.notes().result() == []


def test_the_page_says_so_again_when_one_returns(chat: Chat) -> None:
    chat.click(chat.view.composer.off_the_record)
    chat.say("My dog Biscuit is ill")
    secret = chat.view.talk.id
    chat.open(None)
    assert not chat.view.off_record.isVisible()
    chat.open(secret)
    assert chat.view.off_record.isVisible()


def test_it_can_be_called_off_before_the_first_message(chat: Chat) -> None:
    chat.click(chat.view.composer.off_the_record)
    chat.click(chat.view.composer.off_the_record)
    assert not chat.view.off_record.isVisible()
    chat.say("Hello")
    (kept,) = chat.companion.conversations().result()
    assert not kept.off_the_record


def test_it_is_offered_only_before_the_first_message(chat: Chat) -> None:
    assert chat.view.composer.off_the_record.isVisible()
    chat.say("Hello")
    assert not chat.view.composer.off_the_record.isVisible()


def test_the_next_conversation_is_on_the_record_again(chat: Chat) -> None:
    chat.click(chat.view.composer.off_the_record)
    chat.say("Hello")
    chat.open(None)
    chat.say("Hello again")
    assert not chat.view.off_record.isVisible()
    latest = chat.companion.conversations().result()[0]
    assert not latest.off_the_record


def test_a_conversation_taken_off_the_record_in_its_course_says_so_and_can_be_brought_back(
    chat: Chat,
) -> None:
    chat.say("My dog Biscuit is ill")
    assert not chat.view.off_record.isVisible()
    chat.say("Please don't remember this conversation.")
    assert chat.view.off_record.isVisible()
    assert chat.companion.notes().result() == []
    assert "off the record" in chat.deleted[0].what
    assert chat.companion.undo(chat.deleted[0].id).result()
    chat.until(lambda: not chat.view.off_record.isVisible())
    assert chat.companion.notes("Biscuit").result() != []
