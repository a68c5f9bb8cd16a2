"""Grounding: a note says only what the words it rests on say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import SELF
from companion.memory.ground import subject_grounded, tells_of_self, ungrounded

NAMES = st.sampled_from("Ada Bruno Porto Lyon Biscuit Mara".split())
NUMBERS = st.integers(2, 10**6)
STATEMENTS = st.builds(
    "{} {} {} with {} {} in {}".format,
    st.sampled_from(["I", "We", "She", "My sister"]),
    st.sampled_from(["do not keep", "keep", "never sold", "found"]),
    NUMBERS,
    NAMES,
    st.sampled_from(["horses", "letters", "chairs"]),
    NAMES,
)


def grounded(text: str, quote: str, subject: str = SELF) -> bool:
    return ungrounded(text, [quote], subject=subject) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I moved to Porto", "Well, I just moved to Porto last week!"),
        ("I moved to Porto.", "No, I moved to Porto."),
        ("I moved to Porto", "Moved to Porto last week!"),
        ("I live in Berlin", "I'd love to live in Porto, but I live in Berlin."),
        ("I have two dogs", "i have 2 dogs"),
        ("I can't stand rain", "I cannot stand rain"),
        ("I don't like fish", "i dont like fish"),
    ],
)
def test_filler_and_how_a_clause_goes_on_may_be_left_out(text: str, quote: str) -> None:
    assert grounded(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I moved to Porto", "I never moved to Porto"),
        ("I don't like fish", "I like fish"),
        ("I love fish", "I love fish, not"),
        ("I eat fish", "I eat fish only if I must"),
        ("I stay in", "I stay in if it rains"),
        ("I moved to Lyon", "I moved to Porto"),
        ("I moved from Porto", "I moved to Porto"),
        ("I will move to Porto", "I moved to Porto"),
        ("I was a baker", "I am a baker"),
        ("I am moving to Porto", "I moved to Porto"),
        ("I have three dogs", "I have 2 dogs"),
        ("I moved in 2019", "I moved in 2018"),
        ("I moved to Porto", "Ada moved to Porto"),
        ("I work for trains", "I work for a company that builds trains"),
        ("My sister moved", "My sister's friend Bruno moved"),
        ("Bruno hit Ada", "Ada hit Bruno"),
        ("I know Ada", "I know Ada's friend"),
    ],
)
def test_what_the_words_do_not_say_is_caught(text: str, quote: str) -> None:
    assert ungrounded(text, [quote])


@pytest.mark.parametrize(
    ("text", "grounded_text"),
    [("Ich mag Fisch", "Ich mag Fisch"), ("Ich mag Fisch", "Ich mag Fisch, aber keinen Lachs")],
)
def test_in_an_unknown_language_nothing_is_left_out(text: str, grounded_text: str) -> None:
    assert grounded(text, grounded_text) is (text == grounded_text)
    assert not grounded(text, "Ich mag Fisch nicht")


def test_a_name_may_stand_for_a_pronoun_of_the_third_person() -> None:
    for text in ("Ada moved to Porto", "My sister Ada moved to Porto", "My sister moved to Porto"):
        assert grounded(text, "She moved to Porto", "sister Ada")
        assert not grounded(text, "She moved to Porto"), "nobody says it is Ada"
        assert not grounded(text, "I moved to Porto", "sister Ada")
        assert not grounded(text, "She never moved to Porto", "sister Ada")
    assert not grounded("Bruno moved to Porto", "She moved to Porto", "sister Ada")


def test_one_of_several_quotes_is_enough_for_each_sentence() -> None:
    assert ungrounded("I moved. I sing.", ["I moved to Porto.", "I sing."]) is None
    assert ungrounded("I moved. I dance.", ["I moved to Porto.", "I sing."]) == "i dance"


@given(STATEMENTS)
def test_a_statement_is_grounded_in_itself(statement: str) -> None:
    assert grounded(statement, statement)
    assert grounded(statement.upper(), statement)
    assert grounded(statement, f"Oh, {statement}, by the way.")


@given(st.text(max_size=200))
def test_any_text_is_grounded_in_itself(text: str) -> None:
    assert grounded(text, text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(text: str, quote: str) -> None:
    ungrounded(text, [quote], subject=quote)


@given(STATEMENTS, NUMBERS)
def test_another_number_is_caught(statement: str, number: int) -> None:
    words = [str(number) if word.isdigit() else word for word in statement.split()]
    other = " ".join(words)
    assert grounded(other, statement) is (other == statement)


@given(STATEMENTS, NAMES)
def test_another_name_is_caught(statement: str, name: str) -> None:
    other = " ".join([*statement.split()[:-1], name])
    assert grounded(other, statement) is (other == statement)


@given(STATEMENTS)
def test_a_negation_that_comes_or_goes_is_caught(statement: str) -> None:
    without = statement.replace("do not ", "").replace("never ", "")
    if without != statement:
        assert not grounded(without, statement)
        assert not grounded(statement, without)


def test_somebody_is_spoken_of_by_name_or_was_just_before() -> None:
    assert subject_grounded("sister Ada", "My sister Ada sings", [])
    assert subject_grounded("sister Ada", "She sings", ["My sister Ada came"])
    assert not subject_grounded("sister Ada", "I sing", ["My sister Ada came"])
    assert not subject_grounded("sister Ada", "She sings", ["Somebody came"])
    assert not subject_grounded("", "She sings", [])


def test_the_person_speaks_of_themselves_in_the_first_person() -> None:
    assert tells_of_self("That's where I live")
    assert tells_of_self("Our house")
    assert not tells_of_self("Ada sings")
