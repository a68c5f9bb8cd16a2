"""What is open is brought up once, when nothing else is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Link, LinkKind, Note
from companion.memory.observe import write_notes
from companion.memory.questions import LONGEST_AGO, OpenQuestion, open_question
from companion.store.questions import DAY_PASSED, DOES_NOT_FIT
from companion.store.store import Store
from tests.author import Author

INTERVIEW = "I have a job interview on Friday."
Ask = Callable[..., OpenQuestion | None]


@pytest.fixture
def told(store: Store, author: Author, clock: FixedClock) -> Note:
    """On Monday, an interview on Friday was told of."""
    write_notes(author.begins(INTERVIEW), store, None, clock, lambda work: work())
    (note,) = [it for it in store.notes.find() if it.text == INTERVIEW and it.kind != "episode"]
    return note


@pytest.fixture
def ask(store: Store, author: Author, clock: FixedClock) -> Ask:
    """What may be asked in the reply to something said so many days later."""

    def ask(text: str = "Good morning!", *, days: int = 0) -> OpenQuestion | None:
        clock.advance(timedelta(days=days))
        said = author.begins(text)
        return open_question(text, said.conversation_id, store, clock.now().astimezone())

    return ask


def asked(question: OpenQuestion | None) -> list[str]:
    """What it is about."""
    return [item.note.text for item in question.items] if question else []


def test_a_plan_is_asked_about_when_its_day_has_passed(told: Note, ask: Ask) -> None:
    assert ask(days=4) is None, "it is Friday"
    question = ask(days=1)
    assert asked(question) == [INTERVIEW]
    assert question is not None
    assert INTERVIEW in question.hint
    (item,) = question.items
    assert item.why == DAY_PASSED
    assert [source.quote for source in item.sources] == [INTERVIEW]


@pytest.mark.parametrize("text", ["What is the capital of France?", "Where do I work?"])
def test_not_while_something_is_asked(told: Note, ask: Ask, text: str) -> None:
    assert ask(text, days=6) is None


def test_not_after_a_long_time(told: Note, ask: Ask) -> None:
    assert ask(days=5 + LONGEST_AGO.days) is None


def test_not_of_what_is_known_to_have_become_of_it(
    told: Note, ask: Ask, author: Author, store: Store, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=6))
    after = author.notes("They hired me.", author.begins("They hired me."))
    store.claims.link([Link(after.id, told.id, LinkKind.FOLLOWS, "it came of it")], clock.now())
    assert ask() is None


@pytest.mark.parametrize(
    "text",
    ["I play tennis every Friday.", "I had a job interview on Friday.", "I want to learn Greek."],
)
def test_what_was_for_no_day_to_come_is_not_asked_about(
    author: Author, store: Store, clock: FixedClock, ask: Ask, text: str
) -> None:
    write_notes(author.begins(text), store, None, clock, lambda work: work())
    assert [ask(days=1) for _ in range(20)] == [None] * 20


def test_not_of_what_is_hushed(told: Note, ask: Ask, store: Store, clock: FixedClock) -> None:
    store.notes.change(told.id, actor="user", reason="r", now=clock.now(), hushed=True)
    assert ask(days=6) is None


def test_what_was_asked_once_is_not_asked_again(
    told: Note, ask: Ask, author: Author, store: Store
) -> None:
    question = ask(days=6)
    assert question is not None
    reply = author.replies("How did it go?", author.begins("Good morning!"))
    store.recalled.add(reply.id, question.items)
    assert ask(days=1) is None


def test_one_in_a_conversation(
    told: Note, author: Author, store: Store, clock: FixedClock, ask: Ask
) -> None:
    write_notes(
        author.begins("We are flying to Oslo on Thursday."), store, None, clock, lambda work: work()
    )
    question = ask(days=6)
    assert question is not None
    said = author.begins("Good morning!")
    store.recalled.add(author.replies("How did it go?", said).id, question.items)
    now = clock.now().astimezone()
    assert open_question("Well.", said.conversation_id, store, now) is None
    assert asked(ask()) == ["We are flying to Oslo on Thursday."], "the other one, another time"


def test_two_memories_that_do_not_fit_are_asked_about(
    author: Author, store: Store, ask: Ask
) -> None:
    older = author.notes("Ada lives in Ghent.", author.begins("Ada lives in Ghent."))
    newer = author.notes("Ada is in Rome.", author.begins("Ada is in Rome."))
    store.claims.link(
        [Link(newer.id, older.id, LinkKind.CONTRADICTS, "both cannot be so")], author.clock.now()
    )
    question = ask()
    assert asked(question) == ["Ada is in Rome.", "Ada lives in Ghent."]
    assert question is not None
    assert "“Ada lives in Ghent.” or “Ada is in Rome.”" in question.hint
    assert {item.why for item in question.items} == {DOES_NOT_FIT}
