"""The scripted model keeps the same promises as a real one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from companion.domain import Role
from companion.errors import ModelError, PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatModel, ChatOptions, Delta
from companion.llm.scripted import ScriptedChatModel

HELLO = [ChatMessage(Role.USER, "Hello there")]


def reply(
    model: ChatModel,
    messages: Sequence[ChatMessage] = HELLO,
    options: ChatOptions | None = None,
    cancel: Cancel | None = None,
) -> tuple[str, Delta]:
    """The text of a whole reply, and its last delta."""
    cancel = Cancel() if cancel is None else cancel
    deltas = list(model.stream(messages, options or ChatOptions(), cancel))
    assert all(delta.finish == "" for delta in deltas[:-1])
    return "".join(delta.text for delta in deltas), deltas[-1]


def test_it_says_its_replies_in_order_and_then_the_last_one_again() -> None:
    model = ScriptedChatModel(["One thing.", "Another thing."])
    assert [reply(model)[0] for _ in range(3)] == [
        "One thing.",
        "Another thing.",
        "Another thing.",
    ]


def test_a_reply_may_depend_on_the_prompt() -> None:
    model = ScriptedChatModel(lambda messages: messages[-1].content.upper())
    assert reply(model)[0] == "HELLO THERE"


def test_it_remembers_what_it_was_given() -> None:
    model = ScriptedChatModel()
    reply(model, options=ChatOptions(max_tokens=7))
    assert model.prompts == [HELLO]
    assert model.options == [ChatOptions(max_tokens=7)]


def test_the_last_delta_says_why_it_ended_and_what_it_cost() -> None:
    model = ScriptedChatModel(["I am fine."])
    _, last = reply(model)
    assert last.finish == "stop"
    assert last.usage is not None
    assert last.usage.prompt_tokens == model.count_prompt(HELLO)
    assert last.usage.reply_tokens == model.count_text("I am fine.")
    assert last.timings is not None


def test_a_reply_ends_at_max_tokens() -> None:
    text, last = reply(ScriptedChatModel(["a b c d e"]), options=ChatOptions(max_tokens=2))
    assert (text, last.finish) == ("a b", "length")


def test_a_reply_ends_at_a_stop_string() -> None:
    text, last = reply(ScriptedChatModel(["a b User: c"]), options=ChatOptions(stop=("User:",)))
    assert (text, last.finish) == ("a b ", "stop")


def test_a_cancelled_reply_ends_early() -> None:
    cancel = Cancel()
    stream = ScriptedChatModel(["word " * 100]).stream(HELLO, ChatOptions(), cancel)
    next(stream)
    cancel.set()
    assert [delta.finish for delta in stream][-1] == "cancelled"


def test_a_reply_cancelled_before_it_begins_is_empty() -> None:
    cancel = Cancel()
    cancel.set()
    text, last = reply(ScriptedChatModel(), cancel=cancel)
    assert (text, last.finish) == ("", "cancelled")


def test_what_the_last_prompt_and_reply_share_with_this_one_is_reused() -> None:
    model = ScriptedChatModel(["Hi."])
    text, _ = reply(model)
    longer = [*HELLO, ChatMessage(Role.ASSISTANT, text), ChatMessage(Role.USER, "How are you?")]
    _, last = reply(model, longer)
    assert last.usage is not None
    assert last.usage.reused_tokens >= model.count_prompt(HELLO) - 1


def test_scratch_work_leaves_the_warm_prefix_alone() -> None:
    model = ScriptedChatModel()
    reply(model)
    _, beside = reply(model, [ChatMessage(Role.USER, "Other")], ChatOptions(scratch=True))
    _, again = reply(model)
    assert beside.usage is not None
    assert again.usage is not None
    assert beside.usage.reused_tokens == 0
    assert again.usage.reused_tokens == model.count_prompt(HELLO) - 1


def test_it_fails_when_told_to_after_some_text() -> None:
    model = ScriptedChatModel(["a b c"], fail_with=ModelError("It broke."), fail_after=2)
    stream = model.stream(HELLO, ChatOptions(), Cancel())
    assert [next(stream).text, next(stream).text] == ["a", " b"]
    with pytest.raises(ModelError, match="It broke"):
        next(stream)


def test_a_prompt_that_leaves_no_room_is_refused() -> None:
    model = ScriptedChatModel(context_tokens=64)
    with pytest.raises(PromptTooLong):
        reply(model, [ChatMessage(Role.USER, "word " * 60)])
