"""Trouble with the chat model: nothing said is lost, and a working model takes it from there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from companion.app import load_chat_model
from companion.domain import MessageState, Role, ThreadMessage, Turn
from companion.errors import ModelError, PromptTooLong
from companion.events import ModelFailed, ModelReady, TurnDelta, TurnStarted
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatModel, ChatOptions, Delta
from companion.llm.scripted import ScriptedChatModel
from companion.settings import Settings
from tests.listening import PATIENCE_S, Listener
from tests.models.gguf_files import write_gguf
from tests.readable import is_readable

pytestmark = pytest.mark.slow

CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
CHATTY = {"general.architecture": "llama", "tokenizer.chat_template": CHATML}


def missing(path: Path) -> None:
    """There is nothing at all."""


def text(path: Path) -> None:
    """A text file under the name of a model."""
    path.write_text("This is a recipe for bread.\n" * 100)


def empty(path: Path) -> None:
    """A download that never began."""
    path.touch()


def directory(path: Path) -> None:
    """A directory under the name of a model."""
    path.mkdir()


def truncated(path: Path) -> None:
    """A download that broke off among the weights."""
    write_gguf(path, CHATTY, tensors=4)
    path.write_bytes(path.read_bytes()[:-200])


def truncated_early(path: Path) -> None:
    """A download that broke off before the weights."""
    write_gguf(path, CHATTY, tensors=4)
    path.write_bytes(path.read_bytes()[:60])


def without_template(path: Path) -> None:
    """A model that was not made for conversation."""
    write_gguf(path, {"general.architecture": "llama"})


TROUBLES = (missing, text, empty, directory, truncated, truncated_early, without_template)


@pytest.fixture(params=TROUBLES, ids=lambda trouble: trouble.__name__)
def bad_model(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is no usable model."""
    path = tmp_path / "model.gguf"
    request.param(path)
    return path


@pytest.fixture
def choosing(open_companion: Callable[..., Listener], model: ScriptedChatModel) -> Listener:
    """A Companion that loads the file its settings name, and the scripted model without one."""

    def load(settings: Settings) -> ChatModel:
        return load_chat_model(settings) if settings.model_path else model

    listener = open_companion(load_model=load)
    listener.start()
    return listener


def last(listener: Listener, turn: Turn) -> ThreadMessage:
    """The end of the conversation as it is stored."""
    return listener.companion.thread(turn.conversation_id).result().messages[-1]


def test_a_bad_model_file_fails_readably_and_a_good_one_takes_over(
    choosing: Listener, bad_model: Path, model: ScriptedChatModel
) -> None:
    companion = choosing.companion
    companion.change_settings(model_path=bad_model)
    failed = choosing.wait(ModelFailed).error
    assert isinstance(failed, ModelError)
    assert is_readable(failed)
    assert bad_model.name in failed.message

    turn = choosing.say("I moved to Porto in May")
    assert choosing.failure(turn).error is failed
    shown = companion.thread(turn.conversation_id).result().messages
    assert [(m.message.text, m.message.state) for m in shown] == [
        ("I moved to Porto in May", MessageState.COMPLETE),
        ("", MessageState.FAILED),
    ]
    assert companion.notes().result()[0].text == "I moved to Porto in May"

    companion.change_settings(model_path=None)
    model.replies = ["Porto is lovely."]
    again = companion.regenerate(shown[-1].message)
    assert choosing.reply(again) == "Porto is lovely."
    assert model.prompts[-1][-1].content.endswith("I moved to Porto in May")


def test_the_next_start_works_when_the_model_was_put_right(
    open_companion: Callable[..., Listener], tmp_path: Path, model: ScriptedChatModel
) -> None:
    def load(settings: Settings) -> ChatModel:
        path = settings.model_path
        return model if path is None or path.exists() else load_chat_model(settings)

    path = tmp_path / "model.gguf"
    today = open_companion(load_model=load)
    today.start()
    today.companion.change_settings(model_path=path)
    today.wait(ModelFailed)
    turn = today.say("Hello?")
    today.failure(turn)
    today.close()
    path.touch()
    tomorrow = open_companion(load_model=load)
    tomorrow.start()
    assert tomorrow.all(ModelFailed) == []
    assert last(tomorrow, turn).message.state is MessageState.FAILED
    tomorrow.reply(tomorrow.say("Hello!", conversation_id=turn.conversation_id))


def test_without_any_model_one_is_asked_for(
    open_companion: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.models.starter.starter_model", lambda: None)
    listener = open_companion(load_model=load_chat_model)
    listener.start()
    assert is_readable(listener.wait(ModelFailed).error)
    assert is_readable(listener.failure(listener.say("Hello")).error)


def test_a_model_that_fails_in_the_middle_leaves_what_it_said(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["Porto is lovely in May."]
    model.fail_with = ModelError("The chat model ran out of memory.", "Choose a smaller one.")
    model.fail_after = 1
    turn = listener.say("Hello")
    assert listener.failure(turn).error.hint == "Choose a smaller one."
    reply = last(listener, turn).message
    assert (reply.text, reply.state) == ("Porto", MessageState.FAILED)
    model.fail_with = None
    assert listener.reply(listener.companion.regenerate(reply)) == "Porto is lovely in May."


def test_what_is_said_while_the_model_loads_is_answered_when_it_is_there(
    open_companion: Callable[..., Listener], model: ScriptedChatModel
) -> None:
    loading = threading.Event()

    def load(_: Settings) -> ChatModel:
        assert loading.wait(PATIENCE_S)
        return model

    listener = open_companion(load_model=load)
    listener.companion.start()
    turn = listener.companion.send("I moved to Porto in May")
    listener.wait(TurnStarted, turn=turn)
    listener.companion.catch_up().result()
    assert listener.all(ModelReady) == []
    loading.set()
    listener.reply(turn)
    # Its own notes may be written by then; they are no answer to it.
    assert [m.content for m in model.prompts[-1] if m.role is Role.USER] == [
        "I moved to Porto in May"
    ]


def test_a_message_longer_than_the_context_is_kept_and_can_be_shortened(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["I see."]
    model._context_tokens = 300
    book = "It was a dark and stormy night. " * 100
    turn = listener.say(book)
    error = listener.failure(turn).error
    assert isinstance(error, PromptTooLong)
    assert is_readable(error)
    question, reply = listener.companion.thread(turn.conversation_id).result().messages
    assert question.message.text == book
    assert reply.message.state is MessageState.FAILED
    shorter = listener.companion.edit_and_resend(question.message, "It was dark.")
    assert listener.reply(shorter) == "I see."
    # The same conversation goes on after the long message, too.
    listener.companion.choose_branch(question.message.id).result()
    assert listener.reply(listener.say("Well?", conversation_id=turn.conversation_id)) == "I see."


class BuggyModel(ScriptedChatModel):
    """Breaks in a way nobody foresaw, once, in the middle of a reply."""

    broken = False

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        for delta in super().stream(messages, options, cancel):
            if not self.broken:
                self.broken = True
                raise ZeroDivisionError("a bug of ours")
            yield delta


def test_a_bug_is_reported_in_full_and_the_next_turn_works(
    open_companion: Callable[..., Listener],
) -> None:
    listener = open_companion(load_model=lambda _: BuggyModel(["Fine."]))
    listener.start()
    turn = listener.companion.send("I moved to Porto in May")
    assert "ZeroDivisionError: a bug of ours" in listener.fault().report
    error = listener.failure(turn).error
    assert is_readable(error)
    assert "ZeroDivision" not in str(error)
    listener.observed(turn)
    reply = last(listener, turn)
    assert reply.message.state is MessageState.FAILED
    assert [detail.note.text for detail in reply.saved][-1] == "I moved to Porto in May"
    assert listener.reply(listener.companion.regenerate(reply.message)) == "Fine."


def test_a_bug_in_loading_is_reported_and_says_so_when_talked_to(
    open_companion: Callable[..., Listener],
) -> None:
    def load(_: Settings) -> ChatModel:
        raise ZeroDivisionError("a bug of ours")

    listener = open_companion(load_model=load)
    listener.companion.start()
    assert "a bug of ours" in listener.fault().report
    assert is_readable(listener.wait(ModelFailed).error)
    turn = listener.say("Hello")
    assert is_readable(listener.failure(turn).error)
    assert last(listener, turn).message.state is MessageState.FAILED
    assert listener.all(TurnDelta) == []
