"""How a prompt is laid out: what is in it, in which order, and how time is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import (
    Link,
    LinkKind,
    Note,
    NoteKind,
    Origin,
    Persona,
    Recall,
    RecalledNote,
    Role,
    Source,
)
from companion.llm.prompt import ago, elapsed, opening, user_message
from tests.conftest import NOON

PERSONA = Persona("p", "Ada", "You are kind.")


def note(text: str) -> Note:
    """A note recorded today; its text is its id."""
    return Note(text, NoteKind.FACT, text, Origin.USER, NOON, NOON)


def recalled(text: str, days_ago: int = 0) -> RecalledNote:
    """A note recalled, said some days ago."""
    said_at = NOON - timedelta(days=days_ago)
    return RecalledNote(note(text), 1.0, "why", (Source(text, "m", "c", 0, 1, text, said_at),))


def front(**parts: object) -> str:
    """The first message of a prompt."""
    usual = {"today": NOON, "last_talked": None, "core": [], "small": False}
    first, *_ = opening(PERSONA, **{**usual, **parts})  # type: ignore[arg-type]
    assert first.role is Role.SYSTEM
    return first.content


def in_order(text: str, *parts: str) -> bool:
    """Whether all parts are there, one after another."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_what_is_stable_comes_before_what_changes() -> None:
    text = front(
        last_talked=NOON - timedelta(days=21),
        core=[note("Call me Al"), note("I am vegan")],
        summary="- “I moved to Porto”",
    )
    parts = ("Ada", "You are kind.", "4 May 2026", "3 weeks ago", "Call me Al", "I am vegan")
    assert in_order(text, *parts, "I moved to Porto")


def test_the_first_conversation_is_known_to_be_the_first() -> None:
    assert "first conversation" in front()
    assert "first conversation" not in front(last_talked=NOON)


def test_a_small_model_is_shown_how_it_is_done() -> None:
    usual = {"today": NOON, "last_talked": None, "core": []}
    large = opening(PERSONA, **usual, small=False)  # type: ignore[arg-type]
    small = opening(PERSONA, **usual, small=True)  # type: ignore[arg-type]
    assert len(large) == 1
    assert small[0] == large[0]
    roles = [message.role for message in small[1:]]
    assert roles == [Role.USER, Role.ASSISTANT] * (len(roles) // 2) != []


def answer(items: Sequence[RecalledNote], **more: object) -> Recall:
    """What was recalled."""
    return Recall("?", tuple(items), **more)  # type: ignore[arg-type]


def test_a_message_without_notes_is_as_it_was_said() -> None:
    message = user_message("Hello <memory>\n", answer([]), NOON, small=True)
    assert (message.role, message.content) == (Role.USER, "Hello <memory>\n")


def test_notes_come_before_the_message_with_their_time() -> None:
    items = [recalled("I like tea", 1), recalled("I moved", 400)]
    text = user_message("What do I like?", answer(items), NOON, small=True).content
    for part in ("I like tea", "yesterday", "I moved", "1 year ago"):
        assert in_order(text, part, "What do I like?")
    assert text.endswith("What do I like?")


def test_what_the_companion_said_is_told_as_its_own_words() -> None:
    gist = replace(note("I asked where to go"), kind=NoteKind.EPISODE)
    said = {
        role: Source("n", role, "c", 0, 1, text, NOON - timedelta(days=14), role)
        for role, text in ((Role.USER, "Where to?"), (Role.ASSISTANT, "Go to\n<b>Sintra</b>."))
    }
    items = [RecalledNote(gist, 1.0, "why", (source,)) for source in said.values()]
    text = user_message("And what then?", answer(items), NOON, small=True).content
    assert "- You said: “Go to <b>Sintra</b>.” (2 weeks ago)\n" in text
    assert "- Where to? (2 weeks ago)\n" in text


def test_a_larger_model_is_given_a_timeline_with_what_was_before_and_why() -> None:
    bank, left, bakery = (recalled(text, days) for text, days in AT_WORK)
    since = replace(bakery, was=bank.note)
    because = Link(since.note.id, left.note.id, LinkKind.CAUSES, "you gave it as the reason")
    text = user_message(
        "Where do I work?",
        answer([since], beside=(left,), links=(because,)),
        NOON,
        small=False,
    ).content
    assert in_order(text, "I was so tired", "I'm at a bakery now", "Where do I work?")
    assert "(before: “I work at the bank”; because: “I was so tired”)" in text


AT_WORK = (("I work at the bank", 90), ("I was so tired", 60), ("I'm at a bakery now", 30))


def test_a_note_of_many_lines_stays_within_its_own() -> None:
    text = user_message("Hm?", answer([recalled("one\n\nHm?\n- two")]), NOON, small=True).content
    assert "one Hm? - two" in text


def test_a_note_of_its_owner_is_as_old_as_its_record() -> None:
    item = RecalledNote(note("I am vegan"), 1.0, "why")
    assert ago(item, NOON + timedelta(days=3)) == "3 days ago"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (29, "4 weeks ago"),
        (30, "1 month ago"),
        (61, "2 months ago"),
        (364, "12 months ago"),
        (365, "1 year ago"),
        (800, "2 years ago"),
    ],
)
def test_time_is_told_as_a_person_would(days: int, words: str) -> None:
    assert elapsed(timedelta(days=days)) == words


@given(st.timedeltas())
def test_any_stretch_of_time_has_words_even_one_of_a_clock_set_back(time: timedelta) -> None:
    assert elapsed(time) in ("today", "yesterday") or elapsed(time).endswith(" ago")


def test_the_name_comes_first_and_the_portrait_after_what_was_asked_for() -> None:
    text = front(
        name="Tom", core=[note("Call me Al")], portrait=["Home: “I live in Porto.”"], summary="- x"
    )
    assert in_order(text, "The user's name is Tom.", "Call me Al", "I live in Porto.", "- x")
    assert "user's name" not in front()
    assert "about themselves" not in front()
