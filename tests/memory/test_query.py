"""What is asked, read in its conversation and from both sides of the talk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from companion.domain import Role
from companion.memory.query import Asked, Query, understand

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def ask(text: str, *before: str) -> Query:
    """Asked by Caroline of Melanie."""
    said = [(Role.USER, one) for one in before]
    return understand(text, NOW, before=said, person="Caroline", companion="Melanie")


def test_each_side_is_asked_in_its_own_words() -> None:
    query = ask("When did Caroline go to Melanie's concert?")
    assert query.told == "When did I go to your concert?"
    assert query.replied == "When did you go to my concert?"
    assert ask("What does Caroline do?").told == "What do I do?"
    assert ask("What's my dog called?").told == "What's my dog called?"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("What did Caroline paint?", Role.USER),
        ("What did Melanie paint?", Role.ASSISTANT),
        ("What did Caroline and Melanie paint?", None),
        ("What is my dog called?", Role.USER),
        ("What did you say about Porto?", Role.ASSISTANT),
        ("What did you tell me about Porto?", None),
        ("Who is the vet?", None),
    ],
)
def test_whose_words_are_asked_for(text: str, of: Role | None) -> None:
    assert ask(text).of is of


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Where do I work?", Asked.CURRENT),
        ("Where did I use to work?", Asked.PAST),
        ("When did we move?", Asked.WHEN),
        ("How often do I swim?", Asked.HOW_OFTEN),
        ("What kinds of tea do I drink?", Asked.LIST),
        ("What is my favourite tea?", Asked.OPINION),
        ("Hello!", Asked.SMALL_TALK),
        ("ok, thanks", Asked.SMALL_TALK),
        ("I went to the market.", Asked.TALK),
        ("My boss shouted at me. What should I do?", Asked.TALK),
        ("What if she never answers?", Asked.TALK),
        ("Do you have any good ideas?", Asked.TALK),
        ("Should I call her? Where does she live?", Asked.CURRENT),
    ],
)
def test_what_kind_of_answer_is_wanted(text: str, asked: Asked) -> None:
    assert ask(text).asked is asked


def test_she_and_it_are_what_was_spoken_of_just_before() -> None:
    assert "sister Ada" in ask("Where does she live?", "My sister Ada called today.").told
    assert "bakery" in ask("When was that?", "We went to the new bakery in Porto.").told
    assert ask("Where does she live?").told == "Where does she live?"


def test_while_the_talk_goes_on_it_is_the_query_as_the_person_led_it() -> None:
    said = [(Role.USER, "I baked bread."), (Role.ASSISTANT, "Lovely!")]
    query = understand("Now I make jam.", NOW, before=said)
    assert query.told == "I baked bread. Now I make jam."
    assert query.talk == "I baked bread. Lovely! Now I make jam."


def test_times_are_ranges_of_days() -> None:
    ((start, end),) = ask("What did I do last week?").times
    assert (start.date().isoformat(), end.date().isoformat()) == ("2026-11-09", "2026-11-16")
    assert ask("What did I do?").times == ()


def test_names_are_those_beside_the_two() -> None:
    assert ask("Did Caroline meet Ada in Porto?").names == ("Ada", "Porto")


def test_with_names_a_text_is_read_with_its_speaker() -> None:
    assert ask("What did Caroline paint?").spoken(Role.ASSISTANT, "Nice!") == "Melanie: Nice!"
    assert ask("What did I paint?").spoken(Role.ASSISTANT, "Nice!") == "Nice!"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What is my dog called?", True),
        ("Where did we go in May?", True),
        ("What do you know about me?", True),
        ("Do you remember what I do?", True),
        ("Where does Ada work?", True),
        ("How do I take my coffee?", True),
        ("Who brings me soup?", True),
        ("Am I allergic to nuts?", True),
        ("Am I a bad person?", False),
        ("Tell me what a quark is?", False),
        ("Where was Einstein born?", False),
        ("What is the capital of France?", False),
        ("How do I boil an egg?", False),
        ("Can I eat mushrooms raw?", False),
        ("Why do I feel so tired?", False),
        ("Are you mad at me?", False),
        ("I have a dog.", False),
    ],
)
def test_what_only_the_person_can_have_told_is_asked_of_the_memory(text: str, asks: bool) -> None:
    query = understand(text, NOW)
    assert query.asks_memory(lambda: ["my sister Ada", "Tom"]) is asks


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("What is the kitten called?", True),
        ("Who is visiting on Saturday?", True),
        ("What is the secret of Grandma's lasagne?", True),
        ("Why did we name it so?", True),
        ("What is jollof rice?", False),
        ("What did you do in the garden?", False),
        ("The kitten sleeps.", False),
    ],
)
def test_what_is_particular_may_have_been_told(text: str, may: bool) -> None:
    assert understand(text, NOW).may_ask_memory is may
