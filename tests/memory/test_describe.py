"""What a note is found by: words, domains of life, names, and who and when."""

from __future__ import annotations

import pytest

from companion.domain import SELF, Entity, EntityKind, Note, NoteKind, Origin
from companion.memory.describe import Description, describe, passage
from companion.memory.names import entities_in
from companion.memory.people import NOBODY, People
from companion.memory.tags import LEXICON, MOST, tags_of
from companion.memory.words import content
from tests.conftest import NOON


def note(text: str, subject: str = SELF, kind: NoteKind = NoteKind.FACT) -> Note:
    return Note("1", kind, text, Origin.RULE, NOON, NOON, subject=subject)


def described(text: str, subject: str = SELF, *labels: str) -> Description:
    return describe(note(text, subject), NOON, People(labels))


def names(text: str, subject: str = SELF, *labels: str) -> dict[str, EntityKind]:
    """Each name in a text, and what it is the name of."""
    return {it.name: it.kind for it in entities_in(text, subject, People(labels))}


def somebody(text: str, *labels: str) -> Entity:
    (entity,) = entities_in(text, SELF, People(labels))
    return entity


# -- words and domains ----------------------------------------------------------------------------


def test_keywords_are_the_telling_words_as_they_were_said() -> None:
    found = described("I have just started baking sourdough bread with my neighbour Ana.")
    assert found.keywords == ("started", "baking", "sourdough", "bread", "neighbour", "Ana")


def test_a_long_text_keeps_its_names_and_its_rarest_words() -> None:
    text = "I saw a film about whales in Porto and ate soup and fish and rice at an old tavern."
    assert described(text).keywords == ("film", "whales", "Porto", "soup", "fish", "tavern")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("I started a new job as a nurse.", {"work"}),
        ("My sister is allergic to peanuts.", {"family", "health", "food"}),
        ("We adopted a puppy.", {"pets"}),
        ("I paid the rent and the insurance.", {"home", "money"}),
        ("The number is 4711.", set()),
    ],
)
def test_tags_are_the_domains_of_life_that_the_words_tell(text: str, tags: set[str]) -> None:
    assert set(described(text).tags) == tags


def test_whom_a_note_is_about_counts_for_its_tags() -> None:
    assert "family" in described("She won a prize.", "sister Ada").tags


def test_tags_are_few_and_of_the_vocabulary() -> None:
    everything = content(" ".join(" ".join(words.split()[:2]) for words in LEXICON.values()))
    found = tags_of(everything)
    assert len(found) == MOST
    assert set(found) <= set(LEXICON)


# -- names ----------------------------------------------------------------------------------------


def test_people_places_and_organisations_are_told_apart() -> None:
    assert names("I met Tom at the station in Porto.") == {
        "Tom": EntityKind.PERSON,
        "Porto": EntityKind.PLACE,
    }
    assert names("I started working at Bosch last Monday.") == {"Bosch": EntityKind.ORGANISATION}
    assert names("I was born at the Grand Hotel.") == {"Grand Hotel": EntityKind.ORGANISATION}
    assert names("I walked along the Old Mill Road.") == {"Old Mill Road": EntityKind.PLACE}


def test_who_is_known_has_name_and_relation_as_aliases() -> None:
    ada = somebody("I called Ada today.", "sister Ada", "dog Rex")
    assert (ada.name, ada.kind) == ("Ada", EntityKind.PERSON)
    assert set(ada.aliases) == {"ada", "sister", "sister ada"}
    assert somebody("I walked Rex.", "sister Ada", "dog Rex").kind is EntityKind.PET


def test_who_has_no_name_is_called_by_the_relation_in_any_word_for_it() -> None:
    (mum,) = entities_in("She is in hospital.", "mum", NOBODY)
    assert mum.name == "mum"
    assert {"mum", "mom", "mother"} <= set(mum.aliases)


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("I saw Elisabeth, we call her Lisi, at the lake.", "Elisabeth", "lisi"),
        ("I had lunch with Robert, or Bob for short.", "Robert", "bob"),
        ("I had lunch with Katharina (Kathi).", "Katharina", "kathi"),
        ("I had lunch with Max, short for Maximilian.", "Maximilian", "max"),
    ],
)
def test_a_nickname_is_another_name_of_the_same(text: str, name: str, alias: str) -> None:
    person = somebody(text)
    assert (person.name, person.kind) == (name, EntityKind.PERSON)
    assert alias in person.aliases


def test_a_full_name_is_that_of_whoever_is_known_by_its_first_part() -> None:
    ada = somebody("I called Ada Lovelace today.", "sister Ada")
    assert ada.name == "Ada Lovelace"
    assert {"ada", "sister ada", "ada lovelace"} <= set(ada.aliases)


def test_what_opens_a_sentence_is_a_name_only_where_more_says_so() -> None:
    assert names("Coffee is what I need.") == {}
    assert names("Marta got married. I was at Marta's wedding.") == {"Marta": EntityKind.PERSON}
    assert names("Rui's birthday is in May.") == {"Rui": EntityKind.PERSON}
    assert names("It's a shame. That's the problem with Life.") == {"Life": EntityKind.PERSON}


@pytest.mark.parametrize(
    "text",
    [
        "I go swimming on Mondays in May and speak English.",
        "I LOVE THE CAT IN THE GARDEN",
        "Ich habe am Montag meinen Hund und meine Katze gesehen.",
        "私は東京に住んでいます。",
        "Я живу в Москве с мамой.",
        "",
        "…!?",
    ],
)
def test_no_names_are_made_of_days_capitals_or_other_languages(text: str) -> None:
    assert names(text) == {}
    assert describe(note(text), NOON, NOBODY).entities == ()


def test_who_is_known_is_found_in_any_language() -> None:
    assert names("Ich habe Ada angerufen.", SELF, "sister Ada") == {"Ada": EntityKind.PERSON}


# -- who and when ---------------------------------------------------------------------------------


def test_the_key_says_who_and_when() -> None:
    assert described("She got a job.", "sister Ada").key_text == "sister Ada, May 2026"
    assert described("I got a job.").key_text == "May 2026"
    wish = note("Keep it short.", kind=NoteKind.WISH)
    assert describe(wish, NOON, NOBODY).key_text == ""


def test_whom_it_is_about_is_embedded_where_the_text_does_not_say_so() -> None:
    assert passage(note("She got a job.", "sister Ada")) == "sister Ada: She got a job."
    assert passage(note("Ada got a job.", "sister Ada")) == "Ada got a job."
    assert passage(note("I got a job.")) == "I got a job."
