"""Sentences taken apart where a new subject begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.clauses import clauses_of, own_words
from companion.memory.grammar import tagged

TAKEN_APART = [
    (
        "Kirsty lives in Norwich now and I have a new name.",
        [("Kirsty lives in Norwich now", "Kirsty"), ("I have a new name.", "I")],
    ),
    (
        "The trip is cancelled, my sister broke her foot.",
        [("The trip is cancelled", "The trip"), ("my sister broke her foot.", "my sister")],
    ),
    ("Jonas and I split up on Thursday", [("Jonas and I split up on Thursday", "Jonas and I")]),
    ("Tom moved out and has his own flat.", [("Tom moved out and has his own flat.", "Tom")]),
    ("I left because my sister was ill.", [("I left because my sister was ill.", "I")]),
    ("Handed in my notice today!", [("Handed in my notice today!", "")]),
    (
        "Last week my sister Ada called me.",
        [("Last week my sister Ada called me.", "my sister Ada")],
    ),
    (
        "The woman from the third floor has a dog.",
        [("The woman from the third floor has a dog.", "The woman from the third floor")],
    ),
]


@pytest.mark.parametrize(("sentence", "clauses"), TAKEN_APART, ids=[s for s, _ in TAKEN_APART])
def test_a_clause_has_a_subject_of_its_own(sentence: str, clauses: list[tuple[str, str]]) -> None:
    assert [
        (sentence[clause.start : clause.end], " ".join(word.text for word in clause.subject))
        for clause in clauses_of(sentence)
    ] == clauses


def test_somebodys_verb_is_not_taken_for_a_noun() -> None:
    assert [c.subject[0].text for c in clauses_of("Dad chews liquorice, Mum knits.")] == [
        "Dad",
        "Mum",
    ]
    assert not any(word.finite for word in tagged("Concert tickets for Ada")), "nobody tickets"


def test_what_is_said_of_others_in_passing_is_not_told_of_the_person() -> None:
    assert own_words("I moved here with Ada, who works at the bank") == "I moved here with Ada"
    assert own_words("Who is there?") == "Who is there?"


def test_words_know_their_part_of_speech_and_their_place() -> None:
    text = "Klara's wedding is today, Klara's in Rome and she didn't call."
    words = tagged(text)
    assert [word.tag for word in words if word.lower == "'s"] == ["PART", "AUX"]
    assert [word.text for word in words if word.finite] == ["is", "'s", "did"]
    assert all(text[word.start : word.end] == word.text for word in words)


@given(st.text())
def test_clauses_come_in_order_within_their_sentence(sentence: str) -> None:
    end = 0
    for clause in clauses_of(sentence):
        assert end <= clause.start <= clause.end <= len(sentence)
        end = clause.end
