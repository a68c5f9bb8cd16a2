"""How much of what was recalled a model is told."""

from __future__ import annotations

from companion.chat.fitting import surest
from companion.domain import Recall, RecalledNote
from tests.chat.test_prompt import note


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
