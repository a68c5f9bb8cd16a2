"""Conversations and the tree of messages in each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, MessageState, Role
from companion.errors import NotFound
from companion.store.store import Store
from tests.author import Author
from tests.conftest import NOON


def texts(store: Store, conversation_id: str, leaf: str | None = None) -> list[str]:
    """What is said on a branch."""
    return [message.text for message, _ in store.conversations.branch(conversation_id, leaf)]


def titles(store: Store, query: str = "") -> list[str]:
    """The titles of the conversations found."""
    return [conversation.title for conversation in store.conversations.find(query)]


# -- branches -------------------------------------------------------------------------------------


def test_a_conversation_goes_on_where_it_ended(store: Store, author: Author) -> None:
    first = author.begins("Hello")
    reply = author.replies("Hi", after=first)
    author.says("How are you?", after=reply)
    assert texts(store, first.conversation_id) == ["Hello", "Hi", "How are you?"]
    assert texts(store, first.conversation_id, reply.id) == ["Hello", "Hi"]


def test_another_reply_is_a_sibling_and_the_one_shown(store: Store, author: Author) -> None:
    question = author.begins("Hello")
    replies = [author.replies(text, after=question) for text in ("one", "two", "three")]
    assert texts(store, question.conversation_id) == ["Hello", "three"]
    branch = store.conversations.branch(question.conversation_id)
    assert [siblings for _, siblings in branch] == [
        (question.id,),
        tuple(reply.id for reply in replies),
    ]


def test_choosing_a_branch_shows_its_latest_end(store: Store, author: Author) -> None:
    question = author.begins("Hello")
    old = author.replies("old", after=question)
    deep = author.says("deep", after=old)
    author.replies("deeper", after=deep)
    deepest = author.replies("deepest", after=deep)
    author.replies("new", after=question)
    store.conversations.choose_branch(old.id, author.clock.now())
    assert store.conversations.get(question.conversation_id).leaf_id == deepest.id
    assert texts(store, question.conversation_id) == ["Hello", "old", "deep", "deepest"]


def test_another_first_message_begins_a_branch_of_its_own(store: Store, author: Author) -> None:
    first = author.begins("Hello")
    author.replies("Hi", after=first)
    now = author.clock.now()
    other = Message("0" * 26, first.conversation_id, None, Role.USER, "Good morning", now)
    store.conversations.add(other)
    assert texts(store, first.conversation_id) == ["Good morning"]
    store.conversations.choose_branch(first.id, author.clock.now())
    assert texts(store, first.conversation_id) == ["Hello", "Hi"]


def test_a_reply_is_stored_as_far_as_it_came(store: Store, author: Author) -> None:
    question = author.begins("Hello")
    reply = author.replies("", after=question)
    store.conversations.write_reply(reply.id, "I was ab", MessageState.STREAMING)
    store.conversations.interrupt_streaming(author.clock.now())
    stored = store.conversations.message(reply.id)
    assert (stored.text, stored.state) == ("I was ab", MessageState.INTERRUPTED)
    assert store.conversations.message(question.id).state is MessageState.COMPLETE


# -- the list -------------------------------------------------------------------------------------


def test_the_conversation_last_spoken_in_is_first(store: Store, author: Author) -> None:
    one, _, _ = (author.begins(text) for text in ("one", "two", "three"))
    assert titles(store) == ["three", "two", "one"]
    author.says("again", after=one)
    assert titles(store) == ["one", "three", "two"]


def test_a_conversation_is_found_by_its_title_and_by_what_either_said(
    store: Store, author: Author
) -> None:
    hello = author.begins("Hello", title="My garden")
    author.replies("The roses are blooming", after=hello)
    author.begins("I bought a bicycle", title="Something else")
    assert titles(store, "garden") == ["My garden"]
    assert titles(store, "GARD") == ["My garden"]
    assert titles(store, "roses") == ["My garden"]
    assert titles(store, "rose bloom") == ["My garden"]
    assert titles(store, "bicyc") == ["Something else"]
    assert titles(store, "roses bicycle") == []
    assert titles(store, "Hello, Something") == []


@pytest.mark.parametrize("query", ['"AND ( *', "NEAR(", "title:x", "a OR b", "%", "_", "'", "***"])
def test_operators_in_a_query_are_only_characters(store: Store, author: Author, query: str) -> None:
    author.begins("nothing of the kind", title="Weather")
    assert titles(store, query) == []
    author.begins("with it", title=f"This is {query} here")
    assert titles(store, query) == [f"This is {query} here"]


def test_a_title_given_by_its_owner_stays(store: Store, author: Author) -> None:
    first = author.begins("Hello")
    store.conversations.rename(first.conversation_id, "Ada’s birthday", author.clock.now())
    assert titles(store, "ada") == ["Ada’s birthday"]


def test_a_deleted_conversation_is_out_of_sight_and_can_come_back(
    store: Store, author: Author, clock: FixedClock
) -> None:
    first = author.begins("I grow roses", title="Garden")
    conversation_id = first.conversation_id
    assert store.conversations.set_deleted(conversation_id, clock.now()) == "Garden"
    assert titles(store) == titles(store, "roses") == titles(store, "garden") == []
    for read in (store.conversations.get, store.conversations.branch):
        with pytest.raises(NotFound) as raised:
            read(conversation_id)
        assert "no longer there" in raised.value.message
    with pytest.raises(NotFound):
        author.says("more", after=first)
    assert store.conversations.deleted() == [conversation_id]
    store.conversations.set_deleted(conversation_id, None)
    assert titles(store, "roses") == ["Garden"]


def test_purging_removes_a_conversation_with_all_its_branches(store: Store, author: Author) -> None:
    kept = author.begins("kept")
    gone = author.begins("gone")
    author.replies("one", after=gone)
    author.replies("two", after=gone)
    store.conversations.purge([gone.conversation_id, "unknown"])
    assert store.conversations.count() == (1, 1)
    assert titles(store, "two") == []
    assert texts(store, kept.conversation_id) == ["kept"]
    with pytest.raises(NotFound):
        store.conversations.message(gone.id)


# -- drafts ---------------------------------------------------------------------------------------


def test_an_unsent_message_is_kept_until_something_is_said(store: Store, author: Author) -> None:
    first = author.begins("Hello")
    store.conversations.save_draft(first.conversation_id, "By the way, I")
    assert store.conversations.get(first.conversation_id).draft == "By the way, I"
    reply = author.replies("Hi", after=first)
    assert store.conversations.get(first.conversation_id).draft == "By the way, I"
    author.says("By the way, I moved", after=reply)
    assert store.conversations.get(first.conversation_id).draft == ""


# -- what was left --------------------------------------------------------------------------------


def test_messages_without_notes_are_known_oldest_first(
    store: Store, author: Author, clock: FixedClock
) -> None:
    first = author.begins("one")
    reply = author.replies("not his", after=first)
    second = author.says("two", after=reply)
    deleted = author.begins("deleted")
    store.conversations.set_deleted(deleted.conversation_id, clock.now())
    assert store.conversations.unobserved() == [first, second]
    assert store.conversations.unobserved(limit=1) == [first]
    store.notes.add([], actor="test", reason="seen", now=clock.now(), observed=first.id)
    assert store.conversations.unobserved() == [second]


def test_when_they_last_talked_is_known_from_other_conversations(
    store: Store, author: Author, clock: FixedClock
) -> None:
    first = author.begins("one")
    assert store.conversations.last_words_before(first.conversation_id) is None
    clock.advance(timedelta(days=2))
    second = author.begins("two")
    assert store.conversations.last_words_before(second.conversation_id) == first.created_at


def test_what_is_not_there_is_said_so(store: Store) -> None:
    for missing in (
        lambda: store.conversations.get("x"),
        lambda: store.conversations.message("x"),
        lambda: store.conversations.choose_branch("x", NOON),
        lambda: store.conversations.rename("x", "y", NOON),
        lambda: store.conversations.save_draft("x", "y"),
        lambda: store.conversations.set_deleted("x", None),
        lambda: store.notes.detail("x"),
    ):
        with pytest.raises(NotFound) as raised:
            missing()
        assert raised.value.message.endswith(".")
