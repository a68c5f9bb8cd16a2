"""What the page says when a reply cannot be made, or a message not be kept."""

from __future__ import annotations

from companion.domain import MessageState
from companion.errors import ModelError, NotFound
from tests.ui.chat.conftest import Chat

BROKEN = ModelError("The model stopped answering.", "Try again, please.")


def test_a_failed_reply_says_why_and_what_to_do(chat: Chat) -> None:
    chat.model.fail_with = BROKEN
    chat.send("Hello")
    chat.settled()
    assert chat.last.shown.message.state is MessageState.FAILED
    assert chat.last.sentence.text() == "The model stopped answering. Try again, please."
    assert chat.last.retry.isVisible()
    assert not chat.troubles


def test_trying_again_makes_another_reply(chat: Chat) -> None:
    chat.model.fail_with = BROKEN
    chat.send("Hello")
    chat.settled()
    chat.model.fail_with = None
    chat.model.replies = ["Here I am."]
    chat.click(chat.last.retry)
    chat.until(lambda: chat.texts == ["Hello", "Here I am."])
    chat.settled()
    assert chat.branch_of(chat.last) == "2/2"
    assert chat.last.ending.isHidden()


def test_a_failed_reply_still_says_that_it_failed_later(chat: Chat) -> None:
    chat.model.fail_with = BROKEN
    chat.send("Hello")
    chat.settled()
    conversation = chat.view.talk.id
    chat.open(None)
    chat.open(conversation)
    assert chat.last.sentence.text() == "The model stopped answering. Try again, please."


def test_a_message_that_could_not_be_kept_is_back_in_the_field(chat: Chat) -> None:
    chat.say("Hello")
    chat.companion.delete_conversation(chat.view.talk.id).result()
    chat.send("Are you still there?")
    chat.until(lambda: bool(chat.troubles))
    assert isinstance(chat.troubles[0], NotFound)
    chat.until(lambda: chat.draft == "Are you still there?")
    assert not chat.view.talk.running
