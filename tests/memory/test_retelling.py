"""A reply says again what a note says, or something else in its words."""

from __future__ import annotations

import pytest

from companion.memory.retelling import retells


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("Your dog is called Zanzibar.", "I adopted a dog called Zanzibar."),
        ("You lost your wallet on the tram.", "I lost my wallet on the tram yesterday."),
        ("Your wallet was lost on the tram.", "I lost my wallet on the tram yesterday."),
        ("Your pottery class is on Thursdays.", "been doing pottery classes on thursdays"),
        ("Hanna works as a nurse in Malmö.", "My sister Hanna works as a nurse in Malmö."),
        ("You can't eat nuts.", "I can't eat nuts."),
        ("You used to be a swimming instructor.", "I used to be a swimming instructor."),
    ],
)
def test_the_same_in_other_words_is_retold(sentence: str, note: str) -> None:
    assert retells(sentence, note)


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("You were born in Bergen.", "I was born in Tromsø but grew up in Bergen"),
        ("You see him every Monday.", "I see him every other Monday"),
        ("You moved to Lisbon.", "I want to move to Lisbon."),
        ("You live in Oslo.", "I lived in Oslo."),
        ("You are a swimming instructor.", "I used to be a swimming instructor."),
        ("You are a nurse.", "I was a nurse."),
        ("You were a nurse.", "I'm a nurse."),
        ("You moved to Rome.", "I almost moved to Rome."),
        ("Your flight is from Oslo.", "My flight is to Oslo."),
        ("Your flight is before noon.", "My flight is on Monday, after noon."),
        ("You have three cats.", "I have two cats."),
        ("Your dog is called Rex.", "I adopted a dog called Zanzibar."),
        ("Hm!", "I adopted a dog."),
    ],
)
def test_something_else_in_the_words_of_a_note_is_not(sentence: str, note: str) -> None:
    assert not retells(sentence, note)
