"""A note is grounded when all that it says is in the words it rests on."""

from __future__ import annotations

import pytest

from companion.evaluate.grounded import is_grounded


@pytest.mark.parametrize(
    ("note", "quote"),
    [
        ("I moved to Porto in June.", "I moved to Porto in June."),
        ("moved to Porto", "Well, I moved to Porto in June, with the dog!"),
        ("Rita has moved to Porto", "I’m moving to Porto"),
        ("Rita's brother sings", "my brother is singing again"),
        ("Rita has 3 cats", "I've got three cats"),
        ("Rita doesn't eat meat", "I never eat meat"),
        ("Rita eats fish", "I don't eat meat, but I eat fish"),
        ("Sister Ada teaches maths", "She teaches maths"),
    ],
)
def test_what_was_said_is_grounded(note: str, quote: str) -> None:
    assert is_grounded(note, [quote], person="Rita", subject="sister Ada")


@pytest.mark.parametrize(
    ("note", "quote"),
    [
        ("Rita moved to Lisbon", "I moved to Porto"),
        ("Rita moved to Porto in June", "I moved to Porto"),
        ("Rita has 4 cats", "I've got three cats"),
        ("Rita eats meat", "I don't eat meat"),
        ("Rita never eats meat", "I eat meat"),
        ("Ada moved to Porto", "I moved to Porto"),
        ("Tom teaches maths", "She teaches maths"),
    ],
)
def test_what_was_not_said_is_not_grounded(note: str, quote: str) -> None:
    assert not is_grounded(note, [quote], person="Rita", subject="sister Ada")


def test_several_quotes_ground_a_note_together() -> None:
    quotes = ["I moved in June", "Porto is my home now"]
    assert is_grounded("Moved to Porto in June", quotes)
    assert not is_grounded("Moved to Porto in June", quotes[:1])
