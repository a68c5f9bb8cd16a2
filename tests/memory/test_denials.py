"""What is not so, and what is so after all; what does not last."""

from __future__ import annotations

import pytest

from companion.memory.denials import denials_of, denies, meets
from companion.memory.stages import came_to_pass, is_stay

MET = [
    ("I don't have a car.", "I bought a used Skoda."),
    ("I can't swim.", "I can swim!"),
    ("I'm not on any social media.", "I have an Instagram account now."),
    ("I don't drink alcohol.", "I have a glass of wine on Saturdays."),
    ("I've never been on a plane.", "I flew to Malta last week."),
    ("We have no children.", "Our son is a year old."),
    ("I don't speak Spanish.", "I've started Spanish lessons."),
]
UNMET = [
    ("I don't have a car.", "I want to buy a car."),
    ("I don't have a car.", "I rented a car."),
    ("I don't have a car.", "I still don't have a car."),
    ("I don't have a car.", "I bought a boat."),
    ("I don't like cars.", "I bought a car."),
]
DENIED = [
    ("I have a dog.", "I don't have a dog any more."),
    ("I smoke ten cigarettes a day.", "I haven't smoked since May."),
    ("I'm afraid of flying.", "I'm not afraid of flying any more."),
]
NOT_DENIED = [
    ("I live in the city.", "I don't like the city."),
    ("I run every day.", "I didn't run today."),
    ("I have a dog.", "I don't have a cat."),
]


@pytest.mark.parametrize(("denied", "affirmed"), MET)
def test_what_was_denied_may_come_to_be_so(denied: str, affirmed: str) -> None:
    assert any(meets(denial, affirmed) for denial in denials_of(denied))


@pytest.mark.parametrize(("denied", "said"), UNMET)
def test_what_is_wished_or_something_else_affirms_nothing(denied: str, said: str) -> None:
    assert not any(meets(denial, said) for denial in denials_of(denied))


@pytest.mark.parametrize(("before", "now"), DENIED)
def test_what_was_told_may_be_denied(before: str, now: str) -> None:
    assert any(denies(denial, now, before) for denial in denials_of(now))


@pytest.mark.parametrize(("before", "now"), NOT_DENIED)
def test_one_day_and_another_thing_deny_nothing(before: str, now: str) -> None:
    assert not any(denies(denial, now, before) for denial in denials_of(now))


@pytest.mark.parametrize(
    ("before", "now", "passed"),
    [
        ("She's pregnant.", "Our son was born last night!", True),
        ("My driving test is next Tuesday.", "I passed!", True),
        ("I broke my ankle.", "I can walk again.", True),
        ("I'm saving for a boat.", "I bought the boat!", True),
        ("I'm saving for a boat.", "I got a haircut.", False),
        ("I live in Porto.", "I passed!", False),
        ("We're engaged!", "We eloped.", True),
        ("I'm single.", "I'm seeing someone.", True),
        ("I'm pregnant, 20 weeks.", "She's here! 3.4 kilos.", True),
        ("I'm doing a master's degree.", "Yesterday was my graduation!", True),
        ("I'm unemployed.", "My first week at the library is over.", True),
        ("I've got my arm in plaster.", "Two hands again!", True),
        ("I smoke, a pack a day.", "60 days without a cigarette.", True),
        ("We're engaged!", "We booked a band.", False),
    ],
)
def test_what_was_to_be_comes_to_pass(before: str, now: str, passed: bool) -> None:
    assert came_to_pass(before, now) is passed


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("I'm staying at my brother's.", True),
        ("She's with us until Easter.", True),
        ("My cat has been missing since Friday.", True),
        ("I'm in Hamburg this week.", True),
        ("I live in Porto.", False),
        ("I'm a nurse.", False),
    ],
)
def test_a_stay_is_for_a_while(text: str, stays: bool) -> None:
    assert is_stay(text) is stays
