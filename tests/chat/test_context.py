"""What of a conversation is in the prompt, from turn to turn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.chat.context import OVERHEAD, Context
from companion.chat.summary import running_summary
from companion.domain import Message, MessageState, Role, new_id
from companion.errors import PromptTooLong
from companion.llm.base import ChatMessage
from tests.conftest import NOON
from tests.readable import is_readable

FRONT = "You are a companion."


def count(text: str) -> int:
    """A token is a word."""
    return len(text.split())


def front(summary: str) -> list[ChatMessage]:
    """The messages before the history."""
    return [ChatMessage(Role.SYSTEM, f"{FRONT} {summary}".strip())]


def size(prompt: Sequence[ChatMessage]) -> int:
    """How many tokens a prompt takes at the most."""
    return sum(count(message.content) + OVERHEAD for message in prompt)


def context(room: int = 10_000) -> Context:
    """Of a conversation in which nothing was said."""
    return Context(
        front, count, room, lambda fallen, budget: running_summary(fallen, budget, count)
    )


class Talk:
    """A conversation that goes on in one context, and the branches it has."""

    def __init__(self, room: int = 10_000) -> None:
        self.context = context(room)
        self.branch: list[Message] = []
        self.prompt: list[ChatMessage] = []

    def message(self, role: Role, text: str, parent: Message | None) -> Message:
        """A message as it would be stored."""
        return Message(new_id(), "c", parent.id if parent else None, role, text, NOON)

    def ask(self, text: str, before: str = "") -> list[ChatMessage]:
        """Say something at the end of the branch, with notes `before` it; returns the prompt."""
        parent = self.branch[-1] if self.branch else None
        if not self.context.ends_with(parent.id if parent else None):
            self.context.follow(self.branch)
        question = self.message(Role.USER, text, parent)
        asked = ChatMessage(Role.USER, before + text)
        self.prompt = self.context.prompt(question, asked)
        self.branch.append(question)
        return self.prompt

    def answer(self, text: str) -> None:
        """The reply to what was said last."""
        reply = self.message(Role.ASSISTANT, text, self.branch[-1])
        self.context.add_reply(reply)
        self.branch.append(reply)

    def shown(self) -> list[str]:
        """What the last prompt holds after its front."""
        return [message.content for message in self.prompt if message.role is not Role.SYSTEM]

    def summary(self) -> str:
        """What the last prompt says of what fell out."""
        return self.prompt[0].content.removeprefix(FRONT).strip()


# -- growing --------------------------------------------------------------------------------------


def test_the_front_is_first_and_the_question_last() -> None:
    talk = Talk()
    talk.ask("Hello", before="(notes) ")
    talk.answer("Hi")
    prompt = talk.ask("How are you?")
    assert prompt == [
        *front(""),
        ChatMessage(Role.USER, "(notes) Hello"),
        ChatMessage(Role.ASSISTANT, "Hi"),
        ChatMessage(Role.USER, "How are you?"),
    ]


def test_every_prompt_begins_with_the_one_before_and_its_reply() -> None:
    talk = Talk()
    for number in range(10):
        before = talk.prompt
        prompt = talk.ask(f"question {number}", before="(notes) " if number % 2 else "")
        assert prompt[: len(before)] == before
        talk.answer(f"reply {number}")


def test_messages_the_prompt_holds_are_known() -> None:
    talk = Talk()
    talk.ask("Hello")
    talk.answer("Hi")
    assert talk.context.messages_in_prompt() == {message.id for message in talk.branch}


def test_a_reply_that_never_came_leaves_a_mark() -> None:
    talk = Talk()
    talk.ask("Hello")
    failed = talk.message(Role.ASSISTANT, "", talk.branch[-1])
    talk.branch.append(failed)
    talk.ask("Are you there?")
    first, reply, second = talk.shown()
    assert (first, second) == ("Hello", "Are you there?")
    assert reply.strip()


# -- branches -------------------------------------------------------------------------------------


def test_another_branch_keeps_what_is_common_as_it_was_shown() -> None:
    talk = Talk()
    talk.ask("Hello", before="(notes) ")
    talk.answer("Hi")
    talk.ask("one")
    talk.answer("first")
    talk.branch = talk.branch[:2]
    talk.ask("two")
    assert talk.shown() == ["(notes) Hello", "Hi", "two"]


def test_another_reply_is_asked_for_with_the_same_prompt() -> None:
    talk = Talk()
    talk.ask("Hello")
    talk.answer("Hi")
    before = talk.ask("one", before="(notes) ")
    talk.answer("first")
    question = talk.branch[2]
    talk.context.follow(talk.branch[:2])
    again = talk.context.prompt(question, ChatMessage(Role.USER, "(notes) one"))
    assert again == before


def test_a_refreshed_prompt_holds_the_same_without_the_old_notes() -> None:
    talk = Talk()
    talk.ask("Hello", before="(notes) ")
    talk.answer("Hi")
    talk.context.refresh()
    talk.context.follow()
    talk.ask("one")
    assert talk.shown() == ["Hello", "Hi", "one"]


# -- too long -------------------------------------------------------------------------------------


def test_a_message_that_alone_is_too_long_is_refused_and_changes_nothing() -> None:
    talk = Talk(room=100)
    talk.ask("Hello")
    talk.answer("Hi")
    with pytest.raises(PromptTooLong) as raised:
        talk.ask("word " * 100)
    assert is_readable(raised.value)
    talk.ask("And now?")
    assert talk.shown() == ["Hello", "Hi", "And now?"]


def test_a_conversation_is_trimmed_seldom_and_much_at_once() -> None:
    talk = Talk(room=1000)
    lengths = []
    for number in range(60):
        talk.ask(f"question {number} " + "and so on " * 5)
        lengths.append(len(talk.prompt))
        talk.answer("word " * 20)
    trims = [b for a, b in pairwise(lengths) if b < a]
    assert 2 <= len(trims) <= 10
    assert max(trims) < max(lengths) * 0.75


def test_room_is_made_before_the_question_comes() -> None:
    talk = Talk(room=400)
    for number in range(12):
        talk.ask(f"question {number} " + "word " * 10)
        talk.answer("yes " * 10)
        begins = talk.context.make_room(60)
        prompt = talk.ask("next " * 20)
        talk.answer("yes")
        if begins:
            break
    assert prompt[: len(begins)] == begins != []
    assert talk.context.make_room(60) == []


def test_what_falls_out_leaves_a_summary_of_what_was_told() -> None:
    talk = Talk(room=400)
    talk.ask("I moved to Porto in May.")
    talk.answer("I love Porto.")
    for number in range(12):
        talk.ask(f"What about story number {number}?")
        talk.answer("word " * 20)
    assert "I moved to Porto in May." not in talk.shown()
    assert "I moved to Porto in May." in talk.summary()
    assert "I love Porto." not in talk.summary()


def test_the_summary_is_of_the_branch_that_is_shown() -> None:
    talk = Talk(room=400)
    talk.ask("Hello.")
    talk.answer("Hi.")
    fork = list(talk.branch)
    ends = []
    for city in ("Porto", "Lisbon"):
        talk.branch = list(fork)
        talk.ask(f"I moved to {city} in May.")
        talk.answer("I see.")
        for number in range(12):
            talk.ask(f"What about story number {number}?")
            talk.answer("word " * 20)
        ends.append(list(talk.branch))
    for city, other, branch in (("Porto", "Lisbon", ends[0]), ("Lisbon", "Porto", ends[1])):
        talk.branch = branch
        talk.ask("And now?")
        assert city in talk.summary()
        assert other not in talk.summary()
        talk.answer("Yes.")


# -- whatever is said -----------------------------------------------------------------------------

lengths = st.integers(0, 40)
turns = st.lists(st.tuples(lengths, lengths, st.integers(0, 8)), min_size=1, max_size=25)


@given(turns, st.integers(60, 300))
def test_a_prompt_always_fits_and_is_the_end_of_the_branch(
    said: list[tuple[int, int, int]], room: int
) -> None:
    talk = Talk(room)
    for number, (asked, answered, back) in enumerate(said):
        if back == 8:
            # Another branch from somewhere before.
            talk.branch = talk.branch[: len(talk.branch) // 4 * 2]
        text = f"I have {number} things. " + "word " * asked
        try:
            prompt = talk.ask(text)
        except PromptTooLong:
            assert count(text) + 2 * OVERHEAD + count(FRONT) > room
            continue
        assert size(prompt) <= room
        assert prompt[0].role is Role.SYSTEM
        assert prompt[1].role is Role.USER
        shown = talk.shown()
        assert shown[-1] == text
        branch = [message.text or "…" for message in talk.branch]
        assert shown == branch[len(branch) - len(shown) :]
        fallen = " ".join(branch[: len(branch) - len(shown)])
        for line in filter(None, talk.summary().splitlines()):
            assert line.strip("- “”") in fallen
        talk.answer("ok " * answered)


def test_replies_are_shown_as_far_as_they_came() -> None:
    talk = Talk()
    talk.ask("Hello")
    half = Message(
        new_id(),
        "c",
        talk.branch[-1].id,
        Role.ASSISTANT,
        "I was ab",
        NOON,
        MessageState.INTERRUPTED,
    )
    talk.branch.append(half)
    talk.ask("Go on")
    assert talk.shown() == ["Hello", "I was ab", "Go on"]
