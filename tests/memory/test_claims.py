"""What a clause claims of its subject, and what it says is over."""

from __future__ import annotations

import pytest

from companion.memory.claims import agree, claims_of, single
from companion.memory.endings import endings_of

CLAIMED = [
    ("I live in Porto.", "home", "Porto"),
    ("I moved to Lisbon.", "home", "Lisbon"),
    ("I work at a bakery now", "work", "a bakery"),
    ("I started a new job as a nurse", "work", "a nurse"),
    ("I'm a teacher", "work", "teacher"),
    ("I’m retired", "work", "retired"),
    ("I own a small bakery", "work", "small bakery"),
    ("My wife's name is Ana.", "partner", "Ana"),
    ("I'm dating Tom", "partner", "Tom"),
    ("I'm single now", "partner", "single"),
    ("I'm vegan now", "diet", "vegan"),
    ("Call me Al", "name", "Al"),
    ("I turned 35 yesterday", "age", "35"),
    ("I'm studying law at Porto", "studies", "law"),
    ("I work 30 hours a week", "hours", "30 hours"),
    ("I'm allergic to peanuts", "allergy", "peanuts"),
    ("I love dark chocolate", "likes", "dark chocolate"),
    ("I don't like tea", "dislikes", "tea"),
    ("My favourite colour is green", "favourite colour", "green"),
    ("My boss is Ms. Silva", "my boss", "Ms. Silva"),
    ("Tom is my new boss", "my boss", "Tom"),
    ("The wedding is on June 3rd", "when wed", "June 3rd"),
    ("My dentist appointment is on Tuesday", "when dentist appoint", "Tuesday"),
    ("I bought a red bike", "owns", "red bike"),
    ("I play the piano", "does", "the piano"),
    ("I have a dog", "pet", "dog"),
]

NOT_CLAIMED = {
    "negated": ["I don't live in Porto", "I'm not vegan", "I no longer work at a bakery"],
    "planned": ["I might move to Porto", "I'm going to work at a bakery", "I want to live in Rome"],
    "supposed": ["If I lived in Porto"],
    "past": ["I used to live in Porto"],
    "no job": ["I'm a morning person", "I am a big mess", "I'm a runner"],
    "only visited": ["I visited a house in Rome"],
}

OVER: list[tuple[str, str, tuple[str, ...]]] = [
    ("I quit my job", "work", ()),
    ("I was laid off", "work", ()),
    ("I resigned", "work", ()),
    ("We broke up", "partner", ()),
    ("I eat meat again", "diet", ()),
    ("I sold my bike", "", ("bike",)),
    ("I got rid of the piano", "", ("piano",)),
    ("I gave up smoking", "", ("smoke",)),
    ("I've stopped running because of my knee", "", ("run",)),
    ("I don't play chess anymore", "", ("play", "chess")),
    ("We cancelled the trip to Rome", "", ("trip", "rome")),
    ("The trip fell through", "", ("trip",)),
    ("The wedding is off", "", ("wed",)),
    ("Our dinner is postponed", "", ("dinner",)),
    ("My cat died", "life", ("cat",)),
    ("Rocco went home yesterday", "whereabouts", ("rocco",)),
    ("She quit the bank and opened a shop", "", ("bank",)),
    ("I'm not afraid of flying any more", "", ("afraid",)),
]


@pytest.mark.parametrize(("clause", "attribute", "value"), CLAIMED, ids=[c for c, *_ in CLAIMED])
def test_a_clause_claims_a_value_of_an_attribute(clause: str, attribute: str, value: str) -> None:
    assert (attribute, value) in [(claim.attribute, claim.value) for claim in claims_of(clause)]


@pytest.mark.parametrize(
    "clause", [pytest.param(c, id=f"{why}: {c}") for why, cs in NOT_CLAIMED.items() for c in cs]
)
def test_what_is_not_so_now_is_not_claimed(clause: str) -> None:
    assert claims_of(clause) == ()


@pytest.mark.parametrize("clause", ["I own a red bicycle", "I opened a bank account"])
def test_what_is_no_business_is_no_work(clause: str) -> None:
    assert "work" not in {claim.attribute for claim in claims_of(clause)}


def test_one_clause_may_claim_several_things_and_all_of_them_last() -> None:
    claims = claims_of("I'm a vegan nurse, I'm 34 and I love tea")
    assert {claim.attribute for claim in claims} >= {"age", "likes"}
    assert {claim.ended_at for claim in claims} == {None}


@pytest.mark.parametrize(("sentence", "attribute", "stems"), OVER, ids=[s for s, *_ in OVER])
def test_a_sentence_says_what_is_over(
    sentence: str, attribute: str, stems: tuple[str, ...]
) -> None:
    assert (attribute, stems) in [(over.attribute, over.stems) for over in endings_of(sentence)]


@pytest.mark.parametrize(
    "sentence", ["I love my bike", "I gave a talk", "I don't like tea", "I never smoke", ""]
)
def test_a_state_is_no_ending(sentence: str) -> None:
    assert endings_of(sentence) == ()


@pytest.mark.parametrize("attribute", ["home", "work", "favourite colour", "my boss"])
def test_one_has_a_single_home_at_a_time(attribute: str) -> None:
    assert single(attribute)


@pytest.mark.parametrize(
    "attribute", ["owns", "likes", "does", "pet", "knows", "allergy", "when trip"]
)
def test_one_may_own_several_things(attribute: str) -> None:
    assert not single(attribute)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Porto", "porto", True),
        ("a bakery", "the bakery in town", True),
        ("nurse", "nurses", True),
        ("me", "Me ", True),
        ("Porto", "Lisbon", False),
        ("35", "36", False),
        ("the", "it", False),
    ],
)
def test_values_agree_when_one_only_says_more(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same
