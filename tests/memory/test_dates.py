"""Days and numbers that are told again, and what was so once."""

from __future__ import annotations

import pytest

from companion.memory.dates import another_date, another_number, only_dates
from companion.memory.stages import was_once


@pytest.mark.parametrize(
    "text", ["It's Tuesday at ten.", "ugh no wait. 14th.", "its the 21st now instead", "Typo, 92."]
)
def test_a_correction_may_be_but_a_day_or_a_number(text: str) -> None:
    assert only_dates(text)


@pytest.mark.parametrize("text", ["Tuesday.", "The concert is on Tuesday.", "It's raining."])
def test_a_day_alone_or_of_something_corrects_nothing(text: str) -> None:
    assert not only_dates(text)


def test_another_day_is_of_the_same_sort() -> None:
    assert another_date("It's Tuesday.", "My appointment is on Thursday.")
    assert not another_date("It's Tuesday.", "My appointment is on Tuesday at ten.")
    assert not another_date("It's Tuesday.", "I was born in 1931.")
    assert another_number("Typo, 92.", "I weigh 82 kilos.")


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("I used to live in Rome.", True),
        ("When I was a postman in Leith I knew every dog.", True),
        ("I used to smoke, now I chew gum.", False),
        ("I'm used to it.", False),
        ("I live in Rome.", False),
    ],
)
def test_what_was_so_once_is_told_as_past(text: str, once: bool) -> None:
    assert was_once(text) is once
