"""Going from one conversation to another, in the middle of anything."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from companion.domain import Message, MessageState, Role, Thread, new_id
from companion.errors import NotFound
from companion.events import TurnObserved
from tests.author import Author
from tests.ui.chat.conftest import Chat


def test_each_conversation_is_shown_as_it_was(chat: Chat) -> None:
    chat.model.replies = ["one", "two"]
    chat.say("First")
    first = chat.view.talk.id
    chat.open(None)
    assert chat.view.empty.isVisible()
    chat.say("Second")
    chat.open(first)
    chat.until(lambda: chat.texts == ["First", "one"])


def test_a_reply_goes_on_while_one_is_elsewhere(chat: Chat) -> None:
    chat.model.replies = ["one two three four"]
    chat.model.halt_after = 2
    chat.send("Count")
    chat.until(lambda: chat.texts[-1:] == ["one two"])
    counting = chat.view.talk.id
    chat.open(None)
    assert not chat.rows
    assert chat.view.composer.send.accessibleName() == "Send"
    chat.open(counting)
    chat.until(lambda: chat.texts == ["Count", "one two"])
    assert chat.view.composer.send.accessibleName() == "Stop"
    chat.model.go_on()
    chat.until(lambda: chat.texts == ["Count", "one two three four"])


def test_a_reply_that_ends_while_one_is_elsewhere_is_there_when_one_returns(chat: Chat) -> None:
    chat.model.replies = ["one **two**"]
    chat.model.halt_after = 1
    chat.send("Count")
    chat.until(lambda: chat.texts[-1:] == ["one"])
    counting = chat.view.talk.id
    chat.open(None)
    chat.model.go_on()
    chat.listener.wait(TurnObserved)
    chat.open(counting)
    chat.until(lambda: chat.texts == ["Count", "one two"])


def test_what_happens_elsewhere_does_not_show_here(chat: Chat) -> None:
    chat.say("Here")
    before = chat.texts
    chat.listener.say("Elsewhere")
    chat.qtbot.wait(50)
    assert chat.texts == before


def test_an_answer_that_comes_too_late_is_not_shown(chat: Chat) -> None:
    first = chat.listener.say("First").conversation_id
    second = chat.listener.say("Second").conversation_id
    chat.view.show_conversation(first)
    chat.view.show_conversation(second)
    chat.until(lambda: bool(chat.rows))
    chat.qtbot.wait(50)
    assert chat.texts[0] == "Second"


def test_an_answer_from_before_a_turn_is_asked_for_again_when_it_comes_after(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Future[Thread] = Future()
    with monkeypatch.context() as slow:
        slow.setattr(chat.companion, "thread", lambda _: asked)
        turn = chat.companion.send("Good morning!")
        chat.view.show_conversation(turn.conversation_id)
        chat.listener.wait(TurnObserved)
        chat.qtbot.wait(20)
    asked.set_exception(NotFound("This conversation is no longer there.", ""))
    chat.qtbot.wait(20)
    chat.until(lambda: chat.texts[:1] == ["Good morning!"] and len(chat.rows) == 2)
    assert not chat.troubles


def test_a_conversation_that_is_gone_is_told_and_not_shown(chat: Chat) -> None:
    chat.view.show_conversation("01ARZ3NDEKTSV4RRFFQ69G5FAV")
    chat.until(lambda: bool(chat.troubles))
    assert str(chat.troubles[0]).startswith("This conversation is no longer there.")


def test_a_reply_cut_off_by_the_end_of_the_program_says_so_and_can_be_made_again(
    author: Author, open_chat: Callable[..., Chat]
) -> None:
    question = author.begins("Tell me a story")
    author.store.conversations.add(
        Message(
            new_id(),
            question.conversation_id,
            question.id,
            Role.ASSISTANT,
            "Once upon",
            question.created_at,
            MessageState.STREAMING,
        )
    )
    author.store.close()
    chat = open_chat()
    chat.open(question.conversation_id)
    assert chat.texts == ["Tell me a story", "Once upon"]
    assert chat.last.sentence.text() == "Interrupted when Companion closed."
    chat.model.replies = ["Once upon a time."]
    chat.click(chat.last.retry)
    chat.until(lambda: chat.texts == ["Tell me a story", "Once upon a time."])
    chat.settled()
    assert chat.branch_of(chat.last) == "2/2"
