"""Clauses of one sentence that tell each a thing of its own make each a note of its own."""

from __future__ import annotations

import pytest

from companion.memory.rules import read

EACH_ITS_OWN = [
    (
        "I adopted a dog called Zanzibar, and I have a job interview at the museum on Friday.",
        [
            "I adopted a dog called Zanzibar",
            "I have a job interview at the museum on Friday.",
        ],
    ),
    (
        "I live in Graz; I start at the bakery on Monday.",
        ["I live in Graz", "I start at the bakery on Monday."],
    ),
    (
        "I broke my leg yesterday, so I can't come to the wedding on Saturday.",
        ["I broke my leg yesterday", "I can't come to the wedding on Saturday."],
    ),
    (
        "My brother Tom works at the port and he is getting married in June.",
        ["My brother Tom works at the port", "he is getting married in June."],
    ),
]
TOLD_IN_ONE = [
    "On Friday I have an interview, and I meet Ada for lunch at the station.",
    "We bought a van last week so we can drive to Spain in June.",
    "I painted the kitchen last week and it needs a second coat.",
    "I bought a piano on Monday but I don't know how to play it.",
    "I broke my wrist on Saturday, so I'm typing with one hand.",
    "We took Biscuit to the clinic on Tuesday and we stayed with him until the evening.",
    "I moved to Graz in May because I got a job at the harbour.",
    "Tom moved out on Monday and has his own flat.",
]


@pytest.mark.parametrize(("message", "told"), EACH_ITS_OWN)
def test_what_has_its_own_time_or_claim_is_told_by_itself(message: str, told: list[str]) -> None:
    found = read(message).observations
    assert [it.text for it in found] == told
    assert [message[it.start : it.end] for it in found] == told


@pytest.mark.parametrize("message", TOLD_IN_ONE)
def test_what_leans_on_the_clause_before_stays_with_it(message: str) -> None:
    assert [it.text for it in read(message).observations] == [message]
