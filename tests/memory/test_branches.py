"""Notes follow the branches of a conversation: what leaves takes its notes along, and brings them
back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, Note, NoteDetail, NoteKind, NoteStatus
from companion.memory.branches import ACTOR, GONE, follow
from companion.memory.observe import write_notes
from companion.memory.reconcile import restored
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author

Say = Callable[..., Message]
Choose = Callable[[Message], tuple[str, ...]]


@pytest.fixture
def observe(store: Store, clock: FixedClock) -> Callable[[Message], object]:
    """Writes the notes of a message."""
    return lambda message: write_notes(message, store, None, clock, lambda work: work())


@pytest.fixture
def say(
    store: Store, author: Author, clock: FixedClock, observe: Callable[[Message], object]
) -> Say:
    """Says something, first or after another message, in place of what stood there; observed."""

    def say(
        text: str, after: Message | None = None, *, instead_of: Message | None = None
    ) -> Message:
        if instead_of is not None:
            message = author.rewrites(text, instead_of)
            follow(store, author.moved, clock.now())
        else:
            message = author.says(text, after) if after else author.begins(text)
        observe(message)
        return message

    return say


@pytest.fixture
def choose(store: Store, clock: FixedClock) -> Choose:
    """Goes to the branch of a message."""

    def go_to(message: Message) -> tuple[str, ...]:
        now = clock.now()
        return follow(store, store.conversations.choose_branch(message.id, now), now)

    return go_to


def statuses(store: Store) -> dict[str, str]:
    """The status of every note but the episodes, by text."""
    return {n.text: n.status.value for n in store.notes.find() if n.kind is not NoteKind.EPISODE}


def note(store: Store, text: str) -> NoteDetail:
    """The note with this text that is no episode."""
    (found,) = [n for n in store.notes.find() if n.text == text and n.kind is not NoteKind.EPISODE]
    return store.notes.detail(found.id)


def everything(store: Store) -> dict[str, tuple[Note, object]]:
    """Every note with its sources."""
    details = store.notes.details([n.id for n in store.notes.find(limit=1000)])
    return {i: (detail.note, detail.sources) for i, detail in details.items()}


def test_what_is_said_in_place_of_something_takes_its_notes_out(say: Say, store: Store) -> None:
    first = say("I live in Porto.")
    say("I live in Lisbon.", instead_of=first)
    assert statuses(store) == {"I live in Porto.": "retired", "I live in Lisbon.": "active"}
    last = note(store, "I live in Porto.").revisions[-1]
    assert (last.actor, last.reason) == (ACTOR, GONE)
    episodes = [n for n in store.notes.find() if n.kind is NoteKind.EPISODE]
    assert {n.text: n.status for n in episodes} == {
        "I live in Porto.": NoteStatus.RETIRED,
        "I live in Lisbon.": NoteStatus.ACTIVE,
    }


def test_back_on_its_branch_all_is_as_it_was(
    say: Say, choose: Choose, store: Store, clock: FixedClock
) -> None:
    say("I live in Porto.")
    moved = say("I moved to Lisbon. I own a red bicycle.")
    before = everything(store)
    clock.advance(timedelta(hours=1))
    say("I adopted a cat called Tom.", instead_of=moved)
    assert statuses(store)["I live in Porto."] == "active"
    choose(moved)
    after = everything(store)
    assert {i: after[i] for i in before} == before
    assert statuses(store)["I adopted a cat called Tom."] == "retired"


def test_what_follows_a_message_leaves_with_it(say: Say, store: Store, author: Author) -> None:
    first = say("I live in Porto.")
    say("I own a red bicycle.", author.replies("Nice.", first))
    say("Hello.", instead_of=first)
    assert set(statuses(store).values()) == {"retired"}


def test_words_said_elsewhere_too_keep_a_note_alive(say: Say, store: Store) -> None:
    say("I own a red bicycle.")
    again = say("As ever: I own a red bicycle.")
    say("Hello.", instead_of=again)
    assert statuses(store)["I own a red bicycle."] == "active"


UNDONE = [
    ("I live in Porto.", "I moved to Lisbon."),
    ("I own a red bicycle.", "I sold my bicycle."),
    ("I bought the town hall.", "Just kidding!"),
    ("I work at a bakery.", "I meant the brewery, not the bakery."),
]


@pytest.mark.parametrize(("before", "news"), UNDONE, ids=[news for _, news in UNDONE])
def test_what_a_message_changed_is_undone_when_it_leaves_and_done_again(
    say: Say, choose: Choose, store: Store, author: Author, before: str, news: str
) -> None:
    first = say(before)
    was = note(store, before).note
    told = say(news, author.replies("I see.", first))
    ended = note(store, before).note
    assert ended.status is not NoteStatus.ACTIVE
    say("Hello.", instead_of=told)
    assert note(store, before).note == was
    choose(told)
    assert note(store, before).note == ended


def test_what_another_note_of_the_same_tells_stays_told(say: Say, store: Store) -> None:
    say("I own a red bicycle.")
    sold = say("I sold my bicycle.")
    say("I sold my bicycle.")
    say("Hello.", instead_of=sold)
    assert statuses(store) == {
        "I own a red bicycle.": "superseded",
        "I sold my bicycle.": "active",
    }


def test_a_chain_keeps_one_value_when_its_middle_leaves(
    say: Say, choose: Choose, store: Store
) -> None:
    say("I live in Porto.")
    middle = say("I moved to Lisbon.")
    say("I moved to Berlin.")
    before = everything(store)
    say("Hello.", instead_of=middle)
    assert statuses(store) == {
        "I live in Porto.": "superseded",
        "I moved to Lisbon.": "retired",
        "I moved to Berlin.": "active",
    }
    choose(middle)
    after = everything(store)
    assert {i: after[i] for i in before} == before


def test_what_comes_back_ends_what_took_its_place_earlier(
    say: Say, choose: Choose, store: Store
) -> None:
    lisbon = say("I moved to Lisbon.")
    hello = say("Hello.", instead_of=lisbon)
    say("I live in Berlin.")
    choose(lisbon)
    assert statuses(store) == {"I moved to Lisbon.": "superseded", "I live in Berlin.": "active"}
    choose(hello)
    assert statuses(store) == {"I moved to Lisbon.": "retired", "I live in Berlin.": "active"}


def test_what_was_settled_stays_settled_when_the_later_one_is_taken_back(
    say: Say, store: Store, author: Author, clock: FixedClock
) -> None:
    first = say("I own a red bicycle.")
    forget = "Forget what I said about my bicycle."
    asked = say(forget, first)
    say("I own a red bicycle.")
    # The first is there again for a moment, and yields to what was said since.
    say(forget, instead_of=asked)
    before = everything(store)
    bicycle = next(n for n, _ in before.values() if n.kind is not NoteKind.EPISODE)
    trash = Trash(store, clock)
    deleted, _ = trash.forget_notes([bicycle.id])
    trash.undo(deleted.id)
    assert everything(store) == before


def test_what_its_owner_did_by_hand_stays(
    say: Say, choose: Choose, store: Store, clock: FixedClock
) -> None:
    say("I live in Porto.")
    moved = say("I moved to Lisbon.")
    porto = note(store, "I live in Porto.").note
    store.notes.change(
        porto.id, actor="user", reason="it is so", now=clock.now(), **restored(porto)
    )
    store.notes.change(porto.id, actor="user", reason="pinned", now=clock.now(), pinned=True)
    by_hand = note(store, "I live in Porto.").note
    hello = say("Hello.", instead_of=moved)
    assert note(store, "I live in Porto.").note == by_hand
    lisbon = note(store, "I moved to Lisbon.").note
    store.notes.change(
        lisbon.id, actor="user", reason="it is so", now=clock.now(), **restored(lisbon)
    )
    choose(moved)
    choose(hello)
    assert note(store, "I moved to Lisbon.").note.status is NoteStatus.ACTIVE
    assert note(store, "I live in Porto.").note == by_hand


def test_what_was_forgotten_does_not_come_back_with_its_branch(
    say: Say, choose: Choose, store: Store, clock: FixedClock, observe: Callable[[Message], object]
) -> None:
    first = say("I live in Porto.")
    say("Hello.", instead_of=first)
    trash = Trash(store, clock)
    trash.forget_notes([note(store, "I live in Porto.").note.id])
    choose(first)
    assert statuses(store) == {}
    for _ in trash.purge(everything=True):
        pass
    observe(first)
    assert statuses(store) == {}


def test_forgetting_undone_on_another_branch_brings_back_what_counts_there(
    say: Say, choose: Choose, store: Store, clock: FixedClock
) -> None:
    first = say("I live in Porto.")
    was = note(store, "I live in Porto.").note
    trash = Trash(store, clock)
    deleted, _ = trash.forget_notes([was.id])
    say("Hello.", instead_of=first)
    trash.undo(deleted.id)
    assert statuses(store) == {"I live in Porto.": "retired"}
    choose(first)
    assert note(store, "I live in Porto.").note == was


def test_a_deleted_conversation_takes_along_what_it_changed(
    say: Say, store: Store, clock: FixedClock
) -> None:
    say("I live in Porto.")
    was = note(store, "I live in Porto.").note
    moved = say("I moved to Lisbon.")
    ended = note(store, "I live in Porto.").note
    trash = Trash(store, clock)
    deleted, changed = trash.delete_conversation(moved.conversation_id)
    assert was.id in changed
    assert note(store, "I live in Porto.").note == was
    trash.undo(deleted.id)
    assert note(store, "I live in Porto.").note == ended


def test_messages_off_the_branch_wait_and_are_observed_when_it_is_taken(
    store: Store, author: Author, choose: Choose, clock: FixedClock
) -> None:
    first = author.begins("I live in Porto.")
    other = author.rewrites("I live in Lisbon.", first)
    assert store.conversations.unobserved() == [other]
    write_notes(first, store, None, clock, lambda work: work())
    assert statuses(store) == {}
    choose(first)
    assert store.conversations.unobserved() == [first]


def test_moving_to_and_fro_leaves_others_alone(say: Say, choose: Choose, store: Store) -> None:
    first = say("I live in Porto.")
    say("I own a red bicycle.")
    revisions = len(note(store, "I own a red bicycle.").revisions)
    second = say("Hello.", instead_of=first)
    assert choose(second) == ()
    changed = {*choose(first), *choose(second)}
    assert {store.notes.detail(i).note.text for i in changed} == {"I live in Porto."}
    assert len(note(store, "I own a red bicycle.").revisions) == revisions


def test_who_was_named_only_in_what_left_is_not_known(
    say: Say, choose: Choose, store: Store
) -> None:
    first = say("My sister Ada is a nurse.")
    assert store.claims.known() == ("sister Ada",)
    say("My sister Eva is a nurse.", instead_of=first)
    assert store.claims.known() == ("sister Eva",)
    choose(first)
    assert store.claims.known() == ("sister Ada",)


def test_what_is_written_late_is_ended_by_what_was_told_since(
    store: Store, author: Author, observe: Callable[[Message], object], say: Say
) -> None:
    late = author.begins("I live in Porto.")
    say("I moved to Lisbon.")
    observe(late)
    assert statuses(store) == {"I live in Porto.": "superseded", "I moved to Lisbon.": "active"}


def test_what_the_companion_said_before_is_what_it_said_on_the_way_there(
    say: Say, author: Author, store: Store
) -> None:
    first = say("Where could I swim?")
    author.replies("In the Tagus.", after=first)
    again = author.replies("In the sea.", after=first)
    second = say("And where else?", after=again)
    author.replies("In the pool.", after=second)
    third = say("Thank you.", after=author.replies("In the lake.", after=second))
    assert store.branches.replies_before(third) == ["In the lake.", "In the sea."]
    assert store.branches.replies_before(first) == []
