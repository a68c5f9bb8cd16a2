"""What happened to notes that bears on how well they are remembered, read from what there is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, Note, NoteStatus, RecalledNote, Review
from companion.memory.branches import follow
from companion.store.store import Store
from tests.author import Author


@pytest.fixture
def question(author: Author) -> Message:
    """The first message of a conversation."""
    return author.begins("I like tea.")


@pytest.fixture
def note(author: Author, question: Message) -> Note:
    """A note that rests on it."""
    return author.notes("I like tea.", question)


def kinds(store: Store, note: Note) -> list[Review]:
    """What happened to a note."""
    return [review.what for review in store.reviews.of([note.id]).get(note.id, [])]


def given(author: Author, note: Note, after: Message, *, used: bool = True) -> Message:
    """A reply that was given a note and used it, or not."""
    reply = author.replies("You like tea.", after=after)
    author.store.recalled.add(reply.id, [RecalledNote(note, 0.9, "it fits")])
    author.store.reviews.decide({reply.id: {note.id} if used else set()})
    return reply


def test_that_it_was_written_is_no_review(store: Store, note: Note) -> None:
    assert kinds(store, note) == []


# -- told again -----------------------------------------------------------------------------------


def test_a_note_is_told_again_by_every_further_message_it_rests_on(
    store: Store, author: Author
) -> None:
    first = author.begins("I like tea.")
    second = author.says("I like tea. I like tea!", after=first)
    note = author.notes("I like tea", first, second)
    (review,) = store.reviews.of([note.id])[note.id]
    assert (review.what, review.at) == (Review.TOLD, second.created_at)


def test_what_is_said_otherwise_in_the_end_was_not_told_again(store: Store, author: Author) -> None:
    first = author.begins("I like tea.")
    second = author.says("I like tea.", after=first)
    note = author.notes("I like tea.", first, second)
    author.rewrites("I like rum.", instead_of=second)
    assert kinds(store, note) == []


# -- used -----------------------------------------------------------------------------------------


def test_what_a_reply_used_counts_and_what_it_was_merely_given_does_not(
    store: Store, author: Author, note: Note, question: Message
) -> None:
    reply = given(author, note, question)
    given(author, note, author.says("And?", after=reply), used=False)
    (review,) = store.reviews.of([note.id])[note.id]
    assert (review.what, review.at) == (Review.USED, reply.created_at)


def test_a_reply_made_anew_counts_once(
    store: Store, author: Author, note: Note, question: Message
) -> None:
    first = given(author, note, question)
    store.conversations.go_back_to(question.id, author.clock.now())
    given(author, note, question)
    assert kinds(store, note) == [Review.USED]
    store.conversations.choose_branch(first.id, author.clock.now())
    assert kinds(store, note) == [Review.USED]


@pytest.mark.parametrize("how", ["off the record", "deleted"])
def test_what_leaves_no_trace_counts_no_more(
    store: Store, author: Author, note: Note, clock: FixedClock, how: str
) -> None:
    asked = author.begins("What do I like?")
    given(author, note, asked)
    assert kinds(store, note) == [Review.USED]
    if how == "deleted":
        store.conversations.set_deleted(asked.conversation_id, clock.now())
    else:
        store.conversations.set_off_the_record(asked.conversation_id, True)
    assert kinds(store, note) == []


def test_replies_are_looked_at_once(
    store: Store, author: Author, note: Note, question: Message
) -> None:
    reply = author.replies("You like tea.", after=question)
    assert store.reviews.undecided(9) == [], "it was given nothing"
    store.recalled.add(reply.id, [RecalledNote(note, 0.9, "it fits")])
    assert store.reviews.undecided(9) == [reply.id]
    store.reviews.decide({reply.id: ()})
    assert store.reviews.undecided(9) == []


def test_of_a_conversation_off_the_record_nothing_is_decided(
    store: Store, author: Author, note: Note
) -> None:
    asked = author.begins("What do I like?")
    store.conversations.set_off_the_record(asked.conversation_id, True)
    reply = author.replies("You like tea.", after=asked)
    store.recalled.add(reply.id, [RecalledNote(note, 0.9, "it fits")])
    assert store.reviews.undecided(9) == []


# -- not relevant ---------------------------------------------------------------------------------


def test_not_relevant_is_a_lapse_instead_of_a_use_until_it_is_taken_back(
    store: Store, author: Author, note: Note, question: Message, clock: FixedClock
) -> None:
    reply = given(author, note, question)
    store.dismissals.add(reply.id, note.id, clock.now())
    assert kinds(store, note) == [Review.DISMISSED]
    store.dismissals.remove(reply.id, note.id)
    assert kinds(store, note) == [Review.USED]


# -- by its owner ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "review"),
    [
        ({"text": "I like green tea."}, Review.EDITED),
        ({"pinned": True}, Review.PINNED),
        ({"hushed": True}, None),
    ],
    ids=["corrected", "pinned", "hushed"],
)
def test_what_its_owner_does_to_a_note_counts(
    store: Store, note: Note, clock: FixedClock, fields: dict[str, object], review: Review | None
) -> None:
    clock.advance(timedelta(days=1))
    store.notes.change(note.id, actor="user", reason="by hand", now=clock.now(), **fields)
    found = store.reviews.of([note.id]).get(note.id, [])
    assert [it.what for it in found] == ([review] if review else [])
    assert all(it.at == clock.now() for it in found)


def test_unpinned_is_nothing_that_strengthens(store: Store, note: Note, clock: FixedClock) -> None:
    for pinned in (True, False):
        store.notes.change(note.id, actor="user", reason="", now=clock.now(), pinned=pinned)
    assert kinds(store, note) == [Review.PINNED]


@pytest.mark.parametrize(
    "status", [NoteStatus.ARCHIVED, NoteStatus.SUPERSEDED, NoteStatus.SHADOW, NoteStatus.FORGOTTEN]
)
def test_what_its_owner_brings_back_is_confirmed(
    store: Store, note: Note, clock: FixedClock, status: NoteStatus
) -> None:
    now = clock.now()
    store.notes.set_status([note.id], status, actor="t", reason="r", now=now)
    store.notes.set_status([note.id], NoteStatus.ACTIVE, actor="user", reason="it is so", now=now)
    forgotten = status is NoteStatus.FORGOTTEN
    assert kinds(store, note) == ([] if forgotten else [Review.CONFIRMED])


def test_what_the_program_does_to_a_note_is_no_review(
    store: Store, note: Note, question: Message, clock: FixedClock
) -> None:
    store.notes.change(note.id, actor="observe", reason="", now=clock.now(), text="I like it.")
    follow(store, [question.id], clock.now())
    assert kinds(store, note) == []


# -- in all ---------------------------------------------------------------------------------------


def test_reviews_are_in_the_order_of_time_and_of_each_note_its_own(
    store: Store, author: Author, note: Note, question: Message, clock: FixedClock
) -> None:
    other = author.notes("I like", question)
    reply = given(author, note, question)
    clock.advance(timedelta(days=1))
    store.notes.change(note.id, actor="user", reason="", now=clock.now(), pinned=True)
    store.dismissals.add(reply.id, note.id, clock.now() + timedelta(days=1))
    store.dismissals.remove(reply.id, note.id)
    found = store.reviews.of([note.id, other.id])
    assert [it.what for it in found[note.id]] == [Review.USED, Review.PINNED]
    assert other.id not in found


def test_a_note_that_goes_takes_its_reviews_with_it(
    store: Store, author: Author, note: Note, question: Message
) -> None:
    given(author, note, question)
    store.notes.purge([note.id])
    assert kinds(store, note) == []
    assert store.reviews.undecided(9) == []
