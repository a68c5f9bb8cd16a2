"""Which attributes of the person a question asks for."""

from __future__ import annotations

import pytest

from companion.memory.attributes import asks_for_all, attributes_asked


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("Where do I live?", "home"),
        ("Which city do I live in?", "home"),
        ("Hey, where am I living now?", "home"),
        ("What do I do?", "work"),
        ("What do I do for a living?", "work"),
        ("What's my job?", "work"),
        ("Who do I work for?", "work"),
        ("Am I still married?", "partner"),
        ("Who am I dating?", "partner"),
        ("What is my wife called?", "partner"),
        ("Do I have any pets?", "pet"),
        ("Do I have a dog?", "pet"),
        ("Do I eat meat?", "diet"),
        ("Is there any food I can't eat?", "diet"),
        ("Is there any food I can't eat?", "allergy"),
        ("What am I allergic to?", "allergy"),
        ("What is my name?", "name"),
        ("How old am I?", "age"),
        ("What am I studying?", "studies"),
        ("When is my birthday?", "birthday"),
    ],
)
def test_a_question_asks_for_an_attribute(question: str, attribute: str) -> None:
    assert attribute in attributes_asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "What do I do on Tuesdays?",
        "Where does Ada live?",
        "What is my wife afraid of?",
        "Where did I put my keys?",
        "How old is my car?",
        "What do you do?",
        "What is the name of my street?",
    ],
)
def test_what_asks_for_something_else_asks_for_none(question: str) -> None:
    assert attributes_asked(question) == ()


@pytest.mark.parametrize(
    "question",
    ["What do you know about me?", "What do you remember?", "So, what have I told you so far?"],
)
def test_a_question_may_ask_for_all(question: str) -> None:
    assert asks_for_all(question)
    assert not asks_for_all("What do you know about whales?")
