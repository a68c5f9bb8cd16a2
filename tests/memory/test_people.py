"""Whom a clause is about, and what they are called."""

from __future__ import annotations

import pytest

from companion.domain import SELF
from companion.memory.clauses import clauses_of
from companion.memory.people import (
    EITHER,
    NOBODY,
    SOMEBODY,
    People,
    known_people,
    same_person,
)
from companion.memory.rules import follow
from companion.memory.subjects import subject_of

KNOWN = People(("sister Ada", "dog Rex", "boss"))

MET = [
    ("My sister Ada works at a bakery.", ("sister Ada",)),
    ("My best friend is called Tom.", ("friend Tom",)),
    ("Tom is my neighbour", ("neighbour Tom",)),
    ("We have a dog named Rex", ("dog Rex",)),
    ("We got a puppy and named him Rex", ("puppy Rex",)),
    ("my brother Jean-Luc's car", ("brother Jean-Luc",)),
    ("my sister ada works at a bakery", ("sister ada",)),
    ("My kids, Noor and Sem, are at school", ("kid Sem", "kid Noor")),
    ("I've got two dogs, Hilda and Kvast", ("dog Hilda", "dog Kvast")),
    ("Noa and Lior are my sisters.", ("sister Noa", "sister Lior")),
    ("I'm seeing someone new, Rafe", ("Rafe",)),
    ("my sister is ill", ()),
    ("I met Tom", ()),
]

ABOUT = [
    ("I live in Porto", SELF),
    ("We moved", SELF),
    ("Ada and I are fine", SELF),
    ("Noa and Lior are my sisters", SELF),
    ("Saturdays are for my mum now", SELF),
    ("The weather is fine", SELF),
    ("Porto was lovely", SELF),
    ("My job is hard", SELF),
    ("Our flight to Rome is on Monday", SELF),
    ("Tom quit his job", "Tom"),
    ("Tom's job is hard", "Tom"),
    ("My sister's job is hard", "sister Ada"),
    ("A colleague of mine retired", "colleague"),
    ("My sister works", "sister Ada"),
    ("Yesterday my sister called", "sister Ada"),
    ("My sister Eva works", "sister Eva"),
    ("my dog is big", "dog Rex"),
    ("Mum is ill", "mum"),
    ("Ada quit", "sister Ada"),
    ("Rex died", "dog Rex"),
    # Several, and one of several.
    ("My parents moved to Spain", "parents"),
    ("One of my colleagues retired", "colleague"),
    # Who somebody is to the person by what they do.
    ("Our singer moved to Kent", "singer"),
    ("My doctor appointment is on Monday", SELF),
    # What somebody does, though it looks like a noun.
    ("My aunt lives in Cologne", "aunt"),
    ("Karla volunteers at the shelter", "Karla"),
    ("My parents smoke", "parents"),
    ("I gave my mum flowers", SELF),
    # What is said of somebody in passing.
    ("I met Karla, who works at the bank", "Karla"),
    ("I moved to Leeds with Karla, who works at the bank", SELF),
    # Talk that is retold is told by whoever said it.
    ("Lotte: I'm pregnant.", "Lotte"),
    ("Update: I moved to Rome.", SELF),
    # A name of nobody known, in a state that lasts.
    ("Greta is coeliac", "Greta"),
    ("Alma is deaf in her left ear", "Alma"),
    # What is put in between says more of who it is.
    ("My uncle, who lives here, has the flu", "uncle"),
    ("My husband, a baker, gets up at two", "husband"),
    ("Our dog Bruno, a fat old labrador, is ill", "dog Bruno"),
    ("Our conductor, Mr Oyelaran, is moving to Lagos", "conductor Oyelaran"),
    ("The bloke next door, Terry, has bought a drone", "Terry"),
    ("Zeynep from my choir has a stall", "Zeynep"),
    ("My twin sister is a potter", "sister Ada"),
    ("The man who runs our chess club has a cold", "man"),
    ("My instructor, a saint called Brian, cried", "instructor"),
    ("Me and my flatmate Gus took up bouldering", SELF),
    # What is another's is not the person's.
    ("His mum is ill", f"{SOMEBODY}'s mum"),
    ("Mine, Abena, is eight", "Abena"),
    # What comes before whom it is about.
    ("In Lyon my brother runs a bar", "brother"),
    ("At work, Tom got promoted", "Tom"),
    ("The audition for the choir in Graz is tomorrow", SELF),
    # What others say is about whom they speak of.
    ("My boss says my sister works too much", "sister Ada"),
    ("The doctor says I have asthma", SELF),
    # What others do for the person stays with the person.
    ("Ada bought me a bike", SELF),
    ("They promoted me to head chef", SELF),
    ("Ada took me off the tablets", SELF),
    # In front of a “who” stands whom it is about.
    ("I have a brother who works for NASA", "brother"),
    ("It's my aunt who has the garden", "aunt"),
    # One of several, after a border.
    ("Of my brothers, Edgar drives a lorry", "Edgar"),
    # Told in telegrams.
    ("Flatmate took up juggling", "flatmate"),
    ("Father sold the kiosk", "father"),
    # What befalls a plan; and a capital that any word has there.
    ("Orkney will have to wait", SELF),
    ("Money has gone", SELF),
    # 's may be the verb.
    ("Ada's nine, which I should know", "sister Ada"),
]


@pytest.mark.parametrize(("text", "labels"), MET, ids=[text for text, _ in MET])
def test_who_is_named_is_met(text: str, labels: tuple[str, ...]) -> None:
    assert NOBODY.meet(text).labels == labels


def test_who_was_known_by_relation_alone_may_get_a_name() -> None:
    people, label = KNOWN.label("boss", "Tom")
    assert label == "boss Tom"
    assert people.labels == ("sister Ada", "dog Rex", "boss Tom")
    assert people.label("boss")[1] == people.label("", "Tom")[1] == "boss Tom"


def test_two_names_are_two_people() -> None:
    people, label = KNOWN.label("sister", "Eva")
    assert label == "sister Eva"
    assert people.labels == (*KNOWN.labels, "sister Eva")


def test_somebody_is_found_by_name() -> None:
    assert KNOWN.named("Ada") == KNOWN.named("ada") == KNOWN.named("Ada's") == "sister Ada"
    assert KNOWN.named("Tom") is None
    # The relation is no name.
    assert KNOWN.named("sister") is None


def test_who_was_not_known_before_or_not_by_name_is_new_since() -> None:
    assert KNOWN.meet("My boss Tom has a cat called Miss").since(KNOWN) == ("boss Tom", "cat Miss")
    assert KNOWN.meet("My sister Ada called").since(KNOWN) == ()


def test_speaking_of_somebody_again_meets_nobody_new() -> None:
    assert KNOWN.speaking_of("boss").labels == KNOWN.labels
    assert KNOWN.speaking_of("cat").since(KNOWN) == ("cat",)
    assert KNOWN.speaking_of(SELF) is KNOWN


def test_the_person_is_not_one_of_those_they_know() -> None:
    assert known_people(["sister Ada", SELF]).labels == ("sister Ada",)


def about(text: str, people: People = KNOWN) -> str:
    """Whom the first clause of a text is about."""
    return subject_of(clauses_of(text)[0], people)[0]


@pytest.mark.parametrize(("clause", "subject"), ABOUT, ids=[clause for clause, _ in ABOUT])
def test_a_clause_is_about_somebody(clause: str, subject: str) -> None:
    assert about(clause) == subject


@pytest.mark.parametrize(
    "clause", ["She moved", "And she is happy", "They called", "Her job is hard"]
)
def test_a_pronoun_is_the_last_one_spoken_of(clause: str) -> None:
    assert about(clause, KNOWN.speaking_of("boss").speaking_of("sister Ada")) == "sister Ada"


def test_a_pronoun_knows_men_women_and_animals() -> None:
    people = People(
        ("brother Tom", "sister Ada", "dog Rex"), ("dog Rex", "brother Tom", "sister Ada")
    )
    assert about("He moved", people) == "brother Tom"
    assert about("She moved", people) == "sister Ada"
    assert about("It barked all night", people) == "dog Rex"


def test_a_pronoun_is_somebody_when_it_may_be_anybody() -> None:
    assert about("She moved to Porto", NOBODY) == SOMEBODY
    assert about("It moved", NOBODY) == SELF
    # There is one woman it can be.
    assert about("She moved to Porto", KNOWN) == "sister Ada"


@pytest.mark.parametrize(
    ("before", "clause", "subject"),
    [
        ("I met Gudrun for coffee.", "She teaches geography", "Gudrun"),
        ("I met Gudrun for coffee.", "Her husband is a sailor", "Gudrun's husband"),
        ("I had tea with Mrs Abernathy.", "She is a judge", "Abernathy"),
        ("I met my sister's boss.", "He owns a bar", "Ada's boss"),
        ("I've been seeing someone.", "She is a vet", SOMEBODY),
        ("My brother gave the husky back, it howled.", "He has a tortoise", "brother"),
    ],
)
def test_a_pronoun_is_who_was_met_just_now(before: str, clause: str, subject: str) -> None:
    assert about(clause, follow(before, KNOWN)) == subject


@pytest.mark.parametrize(
    ("before", "clause", "subject"),
    [
        ("I had dinner with Greta and Selma.", "She is moving to Cardiff", EITHER),
        ("Greta and Selma want the same part.", "She got it", EITHER),
        ("Greta and Selma want the same part.", "Selma got it", "Selma"),
        # One of them was called so before.
        ("Greta moved. She is a vet. I met Greta and Edgar.", "She is happy", "Greta"),
    ],
)
def test_a_pronoun_is_not_guessed_between_two(before: str, clause: str, subject: str) -> None:
    assert about(clause, follow(before, NOBODY)) == subject


def test_somebody_with_another_name_is_somebody_else() -> None:
    people = NOBODY.speaking_of("friend Ada").meet("Her name is Eva.")
    assert people.labels == ("friend Ada", "Eva")


def test_who_is_named_later_was_meant_before() -> None:
    people = NOBODY.speaking_of("friend").meet("Her name is Ada.")
    assert people.labels == ("friend Ada",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (SELF, SELF, True),
        ("sister Ada", "sister", True),
        ("sister Ada", "friend Ada", True),
        ("Sister ada", "sister Ada", True),
        ("sister Ada", "sister Eva", False),
        ("sister", "brother", False),
        (SELF, "sister", False),
    ],
)
def test_labels_may_mean_the_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same_person(other, one) is same
