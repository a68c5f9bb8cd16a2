"""What is only said, and by whom."""

from __future__ import annotations

import pytest

from companion.memory.hearsay import is_hearsay

HEARSAY = [
    "My aunt tells everyone that I'm engaged.",
    "My boss says I'm getting promoted.",
    "Someone is spreading that we've sold our farm.",
    "The woman upstairs swears our rent is going up.",
    "I heard that Lars is getting married.",
    "Apparently the school will close.",
    "The doctor said I probably have diabetes.",
]
TOLD = [
    "I think I'm in love.",
    "I told my boss that I'm leaving.",
    "My sister says she's pregnant.",
    "The doctor says I have high blood pressure.",
    "My friend told me about her trip.",
    "My dog thinks he is a cat.",
    "I live in Porto.",
]


@pytest.mark.parametrize("clause", HEARSAY)
def test_what_others_say_of_the_person_is_hearsay(clause: str) -> None:
    assert is_hearsay(clause)


@pytest.mark.parametrize("clause", TOLD)
def test_what_somebody_says_of_themselves_is_told(clause: str) -> None:
    assert not is_hearsay(clause)
