"""How much of what was recalled a model is told."""

from __future__ import annotations

import pytest

from companion.chat.fitting import going_on, surest
from companion.domain import Recall, RecalledNote
from tests.chat.test_prompt import note
from tests.conftest import NOON


def left(*scores: float, asks_memory: bool) -> list[float]:
    """The scores of what is left of notes that were recalled with these."""
    items = tuple(RecalledNote(note(f"Note {score}."), score, "why") for score in scores)
    recalled = Recall("?", items, asks_memory=asks_memory)
    return [item.score for item in surest(recalled, len).items]


def test_a_small_model_is_told_what_is_half_as_sure_as_the_surest() -> None:
    assert left(0.9, 0.5, 0.4, asks_memory=True) == [0.9, 0.5]


def test_what_comes_near_is_kept_where_a_memory_is_asked_for() -> None:
    assert left(0.1, asks_memory=True) == [0.1]


def test_what_answers_nothing_is_not_said_to_be_used() -> None:
    assert left(0.01, asks_memory=True) == []


def test_talk_that_asks_for_nothing_is_not_led_astray() -> None:
    assert left(0.4, asks_memory=False) == [0.4]
    assert left(0.1, asks_memory=False) == []


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("My boss shouted.", "I may quit.", "My boss shouted.\nI may quit."),
        ("What is my cat called?", "I may quit.", "I may quit."),
        ("My boss shouted.", "Where do I work?", "Where do I work?"),
        ("My boss shouted.", "Good night!", "Good night!"),
        ("", "I may quit.", "I may quit."),
    ],
)
def test_talk_goes_on_from_what_was_said_before(before: str, text: str, told: str) -> None:
    assert going_on(before, text, NOON) == told
