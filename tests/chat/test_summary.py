"""What stays of the part of a conversation that no longer fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.chat.summary import running_summary
from companion.domain import Message, Role, new_id
from tests.conftest import NOON


def count(text: str) -> int:
    """A token is a word."""
    return len(text.split())


def said(*texts: str, role: Role = Role.USER) -> list[Message]:
    """Messages one after another."""
    return [Message(new_id(), "c", None, role, text, NOON) for text in texts]


def lines(messages: list[Message], budget: int = 1000) -> list[str]:
    """The sentences of the summary."""
    summary = running_summary(messages, budget, count)
    return [line.strip("-“” ") for line in summary.splitlines()]


def test_what_the_person_told_stays_in_its_order_and_words() -> None:
    messages = said("I moved to Porto in June. Is it far?", "Tell me a joke.", "I like tea.")
    assert lines(messages) == ["I moved to Porto in June.", "I like tea."]


def test_replies_are_no_part_of_it() -> None:
    assert lines(said("I moved to Porto and I love it.", role=Role.ASSISTANT)) == []
    assert running_summary([], 100, count) == ""


def test_what_matters_more_and_what_is_later_goes_first() -> None:
    messages = said("I bought bread.", "My sister is ill.", "I bought milk.", "I bought eggs.")
    assert lines(messages, 9) == ["My sister is ill.", "I bought eggs."]


texts = st.sampled_from(["I like tea.", "My sister Ada is ill.", "I bought bread.", "Hello?", ""])


@given(st.lists(texts, max_size=12), st.integers(0, 40))
def test_it_never_costs_more_than_it_may(said_texts: list[str], budget: int) -> None:
    messages = said(*said_texts)
    summary = running_summary(messages, budget, count)
    assert count(summary) <= budget
    assert all(line in said_texts for line in lines(messages, budget))
