"""A small model tells a memory in the words of a note, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.chat.truthful import (
    DONT_KNOW,
    GO_ON,
    UNTOLD,
    Answering,
    answering,
    in_talk,
    is_told,
    truthful,
)
from companion.clock import FixedClock
from companion.domain import NoteStatus, Recall, RecalledNote
from companion.llm.base import Delta, ModelInfo
from companion.llm.scripted import ScriptedChatModel
from companion.memory.relevance import SURE
from tests.chat.test_prompt import note
from tests.conftest import NOON
from tests.listening import Listener

DOG = "I adopted a dog called Zanzibar."
TOM = "My boyfriend Tom plays the cello."


def recalled(text: str, score: float = 0.9, **note_fields: object) -> RecalledNote:
    """A note that was recalled, told the day before."""
    it = replace(note(text), recorded_at=NOON - timedelta(days=1), **note_fields)  # type: ignore[arg-type]
    return RecalledNote(it, score, "why")


def asked(*items: RecalledNote) -> Recall:
    """What was recalled for a question about what was told."""
    return Recall("What is my dog called?", items, asks_memory=True)


def told(*items: RecalledNote) -> Answering:
    """How the question is to be answered."""
    found = answering(asked(*items), NOON, "Ada")
    assert found is not None
    return found


def test_what_does_not_ask_for_a_memory_is_answered_freely() -> None:
    assert answering(Recall("?", (recalled(DOG),)), NOON, "Ada") is None


def test_the_companion_knows_its_name() -> None:
    found = answering(Recall("Hey, what's your name?", ()), NOON, "Ada")
    assert found == Answering((), "My name is Ada.")


def test_where_nothing_answers_the_reply_says_so() -> None:
    assert told() == told(recalled(DOG, 0.01)) == Answering((), UNTOLD)


def test_what_comes_near_is_quoted_and_the_model_not_asked() -> None:
    found = told(recalled(DOG, SURE / 2))
    assert found.texts == ()
    assert "not sure" in found.instead
    assert f"“{DOG}”" in found.instead


def test_what_answers_may_be_put_in_other_words_and_is_quoted_otherwise() -> None:
    found = told(recalled(DOG), recalled(TOM))
    assert found.texts == (DOG, TOM)
    assert found.instead == f"You told me yesterday: “{DOG}”"


def test_what_is_no_longer_so_is_only_quoted_as_that() -> None:
    found = told(recalled(DOG, status=NoteStatus.SUPERSEDED))
    assert found.texts == ()
    assert found.instead.endswith(f"“{DOG}” That is no longer so.")


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [
        ("Your dog is called Zanzibar.", True),
        ("You adopted a dog.", True),
        ("You adopt a dog.", False),
        ("Tom plays the cello.", True),
        ("Your cat is called Zanzibar.", False),
        ("Your dog is called Rex.", False),
        ("Your dog isn't called Zanzibar.", False),
        ("I adopted a dog called Zanzibar.", False),
        ("You play the cello.", False),
        ("Tom adopted a dog.", False),
        ("Yes, your dog is called Zanzibar.", False),
        ("Is your dog called Zanzibar?", False),
        ("That is nice!", False),
    ],
)
def test_a_sentence_is_told_if_one_note_has_all_its_words(sentence: str, is_so: bool) -> None:
    assert is_told(sentence, [DOG, TOM]) is is_so


def streamed(text: str) -> Iterator[Delta]:
    """A reply that comes in pieces of three characters."""
    for at in range(0, len(text), 3):
        yield Delta(text[at : at + 3])
    yield Delta("", "stop")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Your dog is called Zanzibar.", "Your dog is called Zanzibar."),
        ("Your dog is Zanzibar. He is ten years old.", "Your dog is Zanzibar."),
        ("Your dog is called Mr. Zanzibar.", f"You told me yesterday: “{DOG}”"),
        ("Your dog is Rex. You adopted a dog.", f"You told me yesterday: “{DOG}”"),
        ("You haven't told me that.", f"You told me yesterday: “{DOG}”"),
        ("You have a dog.", f"You told me yesterday: “{DOG}”"),
    ],
)
def test_a_reply_ends_before_the_first_sentence_that_nobody_told(reply: str, said: str) -> None:
    deltas = list(truthful(streamed(reply), told(recalled(DOG))))
    assert "".join(delta.text for delta in deltas).strip() == said
    assert [delta.finish for delta in deltas[:-1]] == [""] * (len(deltas) - 1)
    assert deltas[-1].finish == "stop"


def test_what_is_stopped_in_the_middle_of_a_sentence_is_not_said() -> None:
    stopped = iter([Delta("Your dog is Zanz"), Delta("", "cancelled")])
    assert list(truthful(stopped, told(recalled(DOG)))) == [Delta("", "cancelled")]


@pytest.mark.parametrize(
    ("said", "reply", "heard"),
    [
        ("I baked bread.", "How nice! You told me yesterday: “Rex.”", "How nice!"),
        ("I baked bread.", "You told me yesterday: “Rex.”", GO_ON),
        ("I baked bread.", "You took your coffee black. How nice!", "How nice!"),
        ("I baked bread.", "The person baked bread. You're leaving a duck.", GO_ON),
        ("I baked bread.", "You're lucky. You must be proud!", "You're lucky. You must be proud!"),
        ("I'm Ines from Porto.", "A pleasure! I'm Ines, the archivist.", "A pleasure!"),
        ("Found a letter today.", "You found a letter today. How nice!", "How nice!"),
        ("I baked bread.", "You're welcome. I'm glad!", "You're welcome. I'm glad!"),
        ("Hello there", "Hello there.", "Hello there."),
        ("I baked bread.", "How nice! With what? You are in hospital.", "How nice! With what?"),
        ("Why do cats purr?", "Why do cats purr?", DONT_KNOW),
        ("Tell me a tale.", "Once. A king. Once. There was.", "Once. A king."),
        ("Why do cats purr?", "Why do cats purr? They are content.", "They are content."),
    ],
)
def test_in_talk_no_memory_is_told_and_nothing_said_again(
    said: str, reply: str, heard: str
) -> None:
    deltas = list(in_talk(streamed(reply), said))
    assert "".join(delta.text for delta in deltas).strip() == heard
    assert deltas[-1].finish == "stop"


class Small(ScriptedChatModel):
    """A model that makes things up."""

    @property
    def info(self) -> ModelInfo:
        return replace(super().info, parameters=10**8)


@pytest.fixture
def small(open_companion: Callable[..., Listener], clock: FixedClock) -> Listener:
    """A Companion with a small model, which was told of a dog."""
    listener = open_companion(load_model=lambda _: Small(["Your cat is called Rex."]))
    listener.start()
    listener.say(DOG)
    clock.advance(timedelta(days=1))
    return listener


def test_a_small_model_invents_no_memory(small: Listener) -> None:
    assert reply(small, "What is my dog called?") == f"You told me yesterday: “{DOG}”"
    assert reply(small, "Where did I go to school?") == UNTOLD


def test_what_shares_no_word_with_the_question_is_known_by_what_it_claims(small: Listener) -> None:
    small.say("We moved to Lisbon.")
    assert reply(small, "Where do I live?") == "You told me today: “We moved to Lisbon.”"


def test_asked_for_all_it_tells_what_matters(small: Listener) -> None:
    assert reply(small, "What do you know about me?") == f"You told me yesterday: “{DOG}”"
    small.say("We moved to Lisbon.")
    small.say("My wife Ines is pregnant.")
    said = reply(small, "What do you know about me?")
    told = {f"“{DOG}”", "“We moved to Lisbon.”", "“My wife Ines is pregnant.”"}
    assert set(said.split("\n- ")[1:]) == told


def test_it_says_what_it_likes_of_the_rest_of_the_world(small: Listener) -> None:
    assert reply(small, "Tell me a story.") == "Your cat is called Rex."


def test_off_the_record_the_talk_is_all_that_is_told(small: Listener) -> None:
    said = reply(small, "Where did I go to school?", off_the_record=True)
    assert said == "Your cat is called Rex."


def reply(listener: Listener, text: str, **how: bool) -> str:
    """What is replied, in a conversation of its own."""
    return listener.reply(listener.say(text, **how))
