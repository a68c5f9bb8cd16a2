"""What is told in more detail, and what is said as a guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from companion.domain import Note, NoteStatus, Origin
from companion.memory.hedges import GUESSED, GUESSED_AGAIN, plainly, read_with_guesses
from companion.memory.merging import Merge, merge, says_more
from companion.memory.observation import DropReason, Observation
from tests.conftest import NOON


def elsewhere(_: Note) -> bool:
    return False


def here(_: Note) -> bool:
    return True


def told(text: str) -> Observation:
    (observation,) = read_with_guesses(text).observations
    return observation


def noted(text: str) -> Note:
    o = told(text)
    status = NoteStatus.SHADOW if o.inferred else NoteStatus.ACTIVE
    return Note(
        "1", o.kind, o.text, Origin.RULE, NOON, NOON, status,
        subject=o.subject, claims=o.claims, inferred=o.inferred, confidence=o.confidence,
    )  # fmt: skip


def of_guess(guess: str, then: str, same_talk: Callable[[Note], bool] = elsewhere) -> Merge | None:
    return merge(told(then), (), [], [noted(guess)], same_talk)


# -- more detail ----------------------------------------------------------------------------------

MORE = [
    ("I have a dog.", "I have a dog called Rex, a beagle."),
    ("I live in Porto.", "I live in Porto with my sister."),
    ("I love hiking.", "I really love hiking in the Alps."),
    ("I work at a bakery.", "I work at the bakery on Main Street."),
    ("My sister works at a bakery.", "My sister Ada works at a bakery in Porto."),
    ("I play tennis.", "I play tennis at the club every Sunday."),
]
ELSE = [
    ("I have a dog.", "I have a friend with a dog."),
    ("I have a dog.", "I have a dog sitter on Mondays."),
    ("I have a dog.", "My dog is afraid of thunder."),
    ("I have a dog.", "I don't have a dog because I travel."),
    ("I hate my job.", "I hate my sister's job."),
    ("I work at a bakery.", "My sister Ada works at a bakery in Porto."),
    ("I play tennis.", "I play tennis."),
]


@pytest.mark.parametrize(("less", "more"), MORE)
def test_what_says_all_of_a_note_and_more_is_the_same_in_more_detail(less: str, more: str) -> None:
    assert says_more(told(more), noted(less))
    assert not says_more(told(less), noted(more))


@pytest.mark.parametrize(("less", "other"), ELSE)
def test_what_shares_its_words_and_says_something_else_is_not(less: str, other: str) -> None:
    assert not says_more(told(other), noted(less))


def test_the_fuller_words_take_the_place_of_the_old_ones() -> None:
    merged = merge(told(MORE[4][1]), (), [noted(MORE[4][0])], [], elsewhere)
    assert merged is not None
    assert (merged.note.id, merged.note.text) == ("1", MORE[4][1])
    assert merged.note.subject == "sister Ada"
    assert [c.value for c in merged.note.claims if c.attribute == "work"] == ["a bakery"]


def test_the_words_of_its_owner_are_never_replaced() -> None:
    mine = replace(noted("I have a dog."), origin=Origin.USER)
    assert merge(told("I have a dog called Rex."), (), [mine], [], elsewhere) is None


def test_a_like_event_is_another_one_unless_it_is_told_in_the_same_talk() -> None:
    before = noted("I went to Rome.")
    more = told("I went to Rome with Ada.")
    assert merge(more, (), [before], [], elsewhere) is None
    assert merge(more, (), [before], [], here) is not None


# -- guesses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I think I'm becoming allergic to shellfish.",
        "Maybe I'll move to Rome next year.",
        "I guess my boss hates me.",
        "We'll probably sell the car.",
        "I might adopt a cat.",
        "i think im getting sick of my job",
    ],
)
def test_a_guess_is_inferred_and_keeps_its_words(text: str) -> None:
    observation = told(text)
    assert (observation.text, observation.start, observation.end) == (text, 0, len(text))
    assert (observation.inferred, observation.confidence) == (True, GUESSED)


@pytest.mark.parametrize(
    "text",
    [
        "I live in Porto.",
        "I sleep maybe four hours these days.",
        "I moved to Porto, I think in May.",
        "I have probably twenty cousins.",
    ],
)
def test_what_is_certain_is_none(text: str) -> None:
    assert [o.inferred for o in read_with_guesses(text).observations] == [False]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("If I were rich, I might buy a boat.", DropReason.HYPOTHETICAL),
        ("I wish I had a dog.", DropReason.HYPOTHETICAL),
        ("I think so.", DropReason.SMALL_TALK),
        ("I think you are right.", DropReason.SMALL_TALK),
        ("I guess I should go now.", DropReason.SMALL_TALK),
    ],
)
def test_wishes_and_empty_talk_stay_dropped(text: str, why: DropReason) -> None:
    reading = read_with_guesses(text)
    assert (reading.observations, reading.dropped) == ((), (why,))


def test_every_character_keeps_its_place() -> None:
    said = "So I think I'm ill. Maybe we might go!\nI guess my dog is ill"
    assert len(plainly(said)) == len(said)


@pytest.mark.parametrize(
    ("guess", "plain"),
    [
        ("I think I'm allergic to shellfish.", "I'm allergic to shellfish."),
        ("I think I'm becoming allergic to nuts.", "I'm allergic to nuts."),
        ("I might adopt a cat.", "I will adopt a cat called Tom."),
    ],
)
def test_a_guess_said_plainly_later_is_certain(guess: str, plain: str) -> None:
    merged = of_guess(guess, plain)
    assert merged is not None
    found = merged.note
    assert (found.text, found.status) == (plain, NoteStatus.ACTIVE)
    assert (found.inferred, found.confidence) == (False, 1.0)


def test_a_guess_made_again_another_time_is_used_and_stays_a_guess() -> None:
    guess, again = "I think I'm allergic to nuts.", "I suspect I'm allergic to nuts."
    merged = of_guess(guess, again)
    assert merged is not None
    found = merged.note
    assert (found.text, found.status) == (guess, NoteStatus.ACTIVE)
    assert (found.inferred, found.confidence) == (True, GUESSED_AGAIN)
    assert of_guess(guess, again, here) is None


@pytest.mark.parametrize(
    "other", ["My boss doesn't hate me.", "My sister hates me.", "I'm not allergic to nuts."]
)
def test_something_else_does_not_confirm_it(other: str) -> None:
    assert of_guess("I guess my boss hates me.", other) is None
    assert of_guess("I think I'm allergic to nuts.", other) is None
