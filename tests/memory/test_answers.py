"""Answers that need their question: what is kept, whom it is about, and what it claims."""

from __future__ import annotations

import pytest

from companion.domain import SELF
from companion.memory.answers import is_answer, may_answer, question_in
from companion.memory.people import NOBODY, People
from companion.memory.rules import Reading, read

FAMILY = People(("daughter Elif", "brother Tom"), ("brother Tom",))


def answered(reply: str, message: str, people: People = NOBODY) -> Reading:
    return read(message, people, question_in(reply, people))


@pytest.mark.parametrize(
    ("reply", "message", "subject", "told"),
    [
        ("How nice! What do you do?", "A nurse. Mostly nights.", SELF, "A nurse. Mostly nights."),
        ("Are you seeing somebody about it?", "Yes, a physio in Kent.", SELF, "a physio in Kent"),
        ("How old is your daughter?", "Seven in May.", "daughter Elif", "Seven in May."),
        ("What would he like instead?", "Geology.", "brother Tom", "Geology."),
    ],
)
def test_an_answer_is_told_of_whom_was_asked_about(
    reply: str, message: str, subject: str, told: str
) -> None:
    (observation, *_) = answered(reply, message, FAMILY).observations
    assert observation.subject == subject
    assert told in observation.text


def test_an_answer_claims_what_was_asked_for() -> None:
    (home,) = answered("Where do you live?", "A small flat in Porto.").observations
    assert [claim.attribute for claim in home.claims] == ["home"]
    assert answered("What's your son called?", "Emre.").people.named("Emre") == "son Emre"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("How was it?", "A disaster."),
        ("Shall I write it?", "A short one."),
        ("Do you want me to look it up?", "The second one."),
        ("What do you do?", "Thanks, John!"),
        ("What do you do?", "No idea."),
        ("It is a lovely day.", "A nurse."),
    ],
)
def test_what_answers_nothing_of_the_person_is_not_kept(reply: str, message: str) -> None:
    assert answered(reply, message).observations == ()


def test_what_somebody_else_does_is_no_part_of_the_answer() -> None:
    reading = answered("Do you have siblings?", "Two brothers and a sister. She lives in Rome.")
    assert reading.observations[0].subject == SELF
    assert "Rome" not in reading.observations[0].text


def test_only_what_has_no_verb_of_its_own_needs_its_question() -> None:
    assert is_answer("A terraced house in Kent, rented.")
    assert may_answer("Yes. A nurse.")
    assert not is_answer("I work at a bank.")
    assert not is_answer("The teacher sighed.")
