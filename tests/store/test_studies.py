"""Which episodes wait to be read, and what is kept of the models."""

from __future__ import annotations

from datetime import timedelta

from companion.clock import FixedClock
from companion.domain import Message, NoteKind
from companion.store.store import Store
from tests.author import Author

WRITER = "model 1"


def waiting(store: Store, clock: FixedClock, writer: str = WRITER) -> list[str]:
    """What has been closed for an hour."""
    return store.studies.waiting(writer, clock.now() - timedelta(hours=1), 10)


def episode(author: Author, *messages: Message) -> str:
    """An episode that rests on these messages, which hold the same words."""
    return author.notes(messages[0].text, *messages, kind=NoteKind.EPISODE).id


def test_an_episode_waits_when_it_is_old_enough(
    store: Store, author: Author, clock: FixedClock
) -> None:
    old = episode(author, author.begins("one"))
    clock.advance(timedelta(hours=2))
    episode(author, author.begins("two"))
    assert waiting(store, clock) == [old]


def test_or_when_another_has_begun_in_its_conversation(
    store: Store, author: Author, clock: FixedClock
) -> None:
    first = author.begins("one")
    done = episode(author, first)
    episode(author, author.says("two", after=first))
    assert waiting(store, clock) == [done]


def test_the_latest_comes_first_and_only_so_many_come(
    store: Store, author: Author, clock: FixedClock
) -> None:
    episodes = [episode(author, author.begins(text)) for text in ("one", "two", "three")]
    clock.advance(timedelta(hours=2))
    assert waiting(store, clock) == episodes[::-1]
    assert store.studies.waiting(WRITER, clock.now(), 1) == episodes[-1:]


def test_what_was_read_does_not_wait_but_for_another_writer(
    store: Store, author: Author, clock: FixedClock
) -> None:
    one = episode(author, author.begins("one"))
    clock.advance(timedelta(hours=2))
    for _ in range(2):
        store.studies.mark(one, WRITER, clock.now())
    assert waiting(store, clock) == []
    assert waiting(store, clock, "model 2") == [one]


def test_what_is_gone_does_not_wait_and_cannot_be_marked(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins("one")
    episode(author, message)
    author.notes("one", message)
    clock.advance(timedelta(hours=2))
    store.conversations.set_deleted(message.conversation_id, clock.now())
    assert waiting(store, clock) == []
    store.studies.mark("gone", WRITER, clock.now())
    assert store.studies.messages("gone") == []


def test_an_episode_is_read_with_what_it_answers(store: Store, author: Author) -> None:
    first = author.begins("well")
    reply = author.replies("How so?", after=first)
    second = author.says("well, well", after=reply)
    author.replies("I see.", after=second)
    assert store.studies.messages(episode(author, first, second)) == [first, reply, second]


def test_spans_are_noted_whatever_became_of_their_notes_and_episodes_do_not_count(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins("I sing. I dance.")
    episode(author, message)
    author.notes("I dance.", message)
    assert store.studies.noted([message.id]) == {message.id: [(8, 16)]}
    assert store.studies.noted([]) == {}


def test_a_score_counts_for_one_version_of_the_prompt(store: Store, clock: FixedClock) -> None:
    assert store.studies.score("file", WRITER) is None
    store.studies.put_score("file", WRITER, 0.5, clock.now())
    assert store.studies.score("file", WRITER) == 0.5
    assert store.studies.score("file", "model 2") is None
    assert store.studies.score("other", WRITER) is None
    store.studies.put_score("file", "model 2", 0.75, clock.now())
    assert store.studies.score("file", "model 2") == 0.75
