"""What was forgotten stays forgotten when it is echoed, and comes back when it is said anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.domain import SELF, Claim, Message, Note, NoteKind, Origin, Role, new_id
from companion.memory.forgotten import forgotten_spans, marks
from companion.memory.rules import read
from tests.conftest import NOON

FACT = "I live in a houseboat in Kampen."
LATER = timedelta(days=1)


def note(text: str, kind: NoteKind = NoteKind.FACT, subject: str = SELF, **fields: object) -> Note:
    """A note of these words."""
    made = Note(new_id(), kind, text, Origin.RULE, NOON, NOON, subject=subject)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def buried(
    said: str,
    *forgotten: Note,
    after: timedelta = LATER,
    replies: tuple[str, ...] = (),
    keep: tuple[tuple[int, int], ...] = (),
) -> list[str]:
    """What of a message may not come back, said so long after the notes were forgotten."""
    known = dict.fromkeys((mark for it in forgotten for mark in marks(it)), NOON)
    message = Message(new_id(), "c", None, Role.USER, said, NOON + after)
    spans = forgotten_spans(
        message,
        read(said).observations,
        lambda asked: {mark: known[mark] for mark in asked if mark in known},
        lambda: replies,
        keep,
    )
    return list(dict.fromkeys(said[start:end].strip() for start, end in spans))


@pytest.mark.parametrize(
    "said",
    [
        FACT,
        "I LIVE in a houseboat in Kampen",
        "In Kampen I live, in a houseboat.",
        "I'm living in Kampen in a houseboat.",
    ],
)
def test_what_was_said_before_does_not_come_back_in_other_words_of_the_trivial_kind(
    said: str,
) -> None:
    assert buried(said, note(FACT), after=-LATER) == [said]
    assert buried(said, note(FACT)) == [], "said anew it does"


@pytest.mark.parametrize(
    "said", ["I don't live in a houseboat in Kampen.", "I live in Kampen.", "Hello."]
)
def test_what_is_not_the_same_is_not_buried(said: str) -> None:
    assert buried(said, note(FACT), after=-LATER) == []


def test_the_same_of_somebody_else_is_not_buried() -> None:
    mine = note("I work at a bakery.")
    hers = note("My sister Ada works at a bakery.", subject="sister Ada")
    assert buried("My brother works at a bakery.", mine, hers, after=-LATER) == []
    assert buried("My sister Ada worked at a bakery.", mine, hers, after=-LATER) != []


def test_the_same_claim_is_the_same_in_any_words() -> None:
    home = note("We found a place in Kampen.", claims=(Claim("home", "Kampen"),))
    assert buried("I live in Kampen.", home, after=-LATER) == ["I live in Kampen."]


REPLY = "You told me that you live in a houseboat in Kampen."
ECHOES = [
    "Yes, I live in a houseboat in Kampen.",
    "As you said, I live in a houseboat in Kampen.",
    "Did I tell you that I live in a houseboat in Kampen?",
    "“I live in a houseboat in Kampen.” That is what I said?",
    "> You live in a houseboat in Kampen.\n\nHow nice.",
    "Summary of our conversation:\nI live in a houseboat in Kampen.",
    "You live in a houseboat in Kampen.",
    "I live in that houseboat in Kampen, and I like it.",
]


@pytest.mark.parametrize("said", ECHOES)
def test_an_echo_does_not_bring_it_back(said: str) -> None:
    assert any("Kampen" in span for span in buried(said, note(FACT), replies=(REPLY,)))


ANEW = [
    FACT,
    "Hello! I live in a houseboat in Kampen now.",
    "I want you to know that I live in a houseboat in Kampen.",
]


@pytest.mark.parametrize("said", ANEW)
def test_said_anew_it_comes_back(said: str) -> None:
    assert buried(said, note(FACT), replies=("How are you?",)) == []


def test_what_is_asked_to_be_remembered_comes_back() -> None:
    said = f"Yes, please remember: {FACT}"
    assert buried(said, note(FACT), replies=(REPLY,), keep=((22, len(said)),)) == []


def test_an_episode_is_known_by_its_sentences_when_it_was_forgotten_itself() -> None:
    told = note("Hello. The sea was green today.", NoteKind.EPISODE)
    assert buried("You said the sea was green today.", told) != []
    along = dict.fromkeys(marks(told, alone=False))
    assert list(along) == ["hello. the sea was green today."]


def test_what_else_a_message_tells_is_left_alone() -> None:
    said = f"I own a red bicycle. {FACT} My sister Ada is a nurse."
    assert buried(said, note(FACT), after=-LATER) == [FACT]


def test_where_nothing_was_forgotten_nobody_looks_for_it() -> None:
    assert buried("Yes, as you said.") == []
