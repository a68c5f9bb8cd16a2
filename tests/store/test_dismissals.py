"""What was found not relevant is kept with the question's vector, and no longer than both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pytest

from companion.clock import FixedClock
from companion.domain import Message, Note, NoteKind, NoteStatus, RecalledNote
from companion.encoders.scripted import HashingEmbedder
from companion.errors import NotFound
from companion.store.store import Store
from tests.author import Author

EMBEDDER = HashingEmbedder()
QUESTION = "Where could we eat?"


@dataclass(frozen=True)
class Given:
    """A question, its reply, and what that was given: a note, and a message of an episode."""

    question: Message
    reply: Message
    note: Note
    said: Message

    @property
    def items(self) -> list[str]:
        return [self.note.id, self.said.id]


@pytest.fixture
def given(store: Store, author: Author) -> Given:
    """A reply was given two memories."""
    said = author.begins("We ate snails in Braga")
    episode = author.notes("We ate snails in Braga", said, kind=NoteKind.EPISODE)
    note = author.notes("snails", said)
    question = author.begins(QUESTION)
    store.embeddings.put([question.id], EMBEDDER.fingerprint, EMBEDDER.embed_passages([QUESTION]))
    reply = author.replies("In Braga?", after=question)
    part = store.episodes.of_messages([said.id])[said.id]
    items = [RecalledNote(note, 0.9, "why"), RecalledNote(episode, 0.8, "why", part.sources)]
    store.recalled.add(reply.id, items)
    return Given(question, reply, note, said)


@pytest.fixture
def dismiss(store: Store, given: Given, clock: FixedClock) -> Callable[[str], None]:
    """Dismisses an item, with the question's vector."""

    def dismiss(item_id: str) -> None:
        (vector,) = EMBEDDER.embed_queries([QUESTION])
        store.dismissals.add(given.reply.id, item_id, clock.now())
        store.dismissals.put_vector(given.reply.id, item_id, EMBEDDER.fingerprint, vector)

    return dismiss


def dismissed(store: Store) -> list[str]:
    """The items that count as dismissed for like questions."""
    return [item_id for item_id, _ in store.dismissals.latest(EMBEDDER.fingerprint)]


def shown(store: Store, given: Given) -> list[bool]:
    """Whether each of the items is shown as dismissed."""
    return [item.dismissed for item in store.recalled.of([given.reply.id])[given.reply.id]]


def test_an_item_is_dismissed_and_taken_back(
    store: Store, given: Given, dismiss: Callable[[str], None]
) -> None:
    assert shown(store, given) == [False, False]
    dismiss(given.said.id)
    ((item_id, vector),) = store.dismissals.latest(EMBEDDER.fingerprint)
    assert item_id == given.said.id
    assert np.array_equal(vector, EMBEDDER.embed_queries([QUESTION])[0])
    assert shown(store, given) == [False, True]
    store.dismissals.remove(given.reply.id, given.said.id)
    assert (dismissed(store), shown(store, given)) == ([], [False, False])
    store.dismissals.remove(given.reply.id, given.said.id)


def test_dismissing_tells_of_which_note(store: Store, given: Given, clock: FixedClock) -> None:
    add = store.dismissals.add
    assert add(given.reply.id, given.note.id, clock.now()) == given.note.id
    (episode,) = store.episodes.holding([given.said.id])
    assert add(given.reply.id, given.said.id, clock.now()) == episode.id


def test_dismissed_twice_it_keeps_its_vector(
    store: Store, given: Given, dismiss: Callable[[str], None], clock: FixedClock
) -> None:
    dismiss(given.note.id)
    store.dismissals.add(given.reply.id, given.note.id, clock.now())
    assert dismissed(store) == [given.note.id]


def test_only_what_the_reply_was_given_can_be_dismissed(
    store: Store, given: Given, clock: FixedClock
) -> None:
    for reply, item in (
        (given.reply.id, given.question.id),
        (given.reply.id, "gone"),
        ("gone", given.note.id),
    ):
        with pytest.raises(NotFound):
            store.dismissals.add(reply, item, clock.now())


def test_without_a_vector_it_holds_for_that_reply(
    store: Store, given: Given, clock: FixedClock
) -> None:
    store.dismissals.add(given.reply.id, given.note.id, clock.now())
    assert shown(store, given) == [True, False]
    assert dismissed(store) == []
    assert store.dismissals.latest("") == []


def test_of_another_embedder_no_vector_counts(
    store: Store, given: Given, dismiss: Callable[[str], None]
) -> None:
    dismiss(given.note.id)
    assert store.dismissals.latest("other") == []


def test_a_vector_that_comes_too_late_brings_nothing_back(
    store: Store, given: Given, clock: FixedClock
) -> None:
    store.dismissals.add(given.reply.id, given.note.id, clock.now())
    store.dismissals.remove(given.reply.id, given.note.id)
    (vector,) = EMBEDDER.embed_queries([QUESTION])
    store.dismissals.put_vector(given.reply.id, given.note.id, EMBEDDER.fingerprint, vector)
    assert (dismissed(store), shown(store, given)) == ([], [False, False])


def test_it_goes_with_its_note(store: Store, given: Given, dismiss: Callable[[str], None]) -> None:
    for item in given.items:
        dismiss(item)
    store.notes.purge([given.note.id])
    assert dismissed(store) == [given.said.id]


def test_it_goes_with_its_message(
    store: Store, given: Given, dismiss: Callable[[str], None]
) -> None:
    for item in given.items:
        dismiss(item)
    store.conversations.purge([given.said.conversation_id])
    assert dismissed(store) == [given.note.id]


def test_it_goes_with_the_reply(store: Store, given: Given, dismiss: Callable[[str], None]) -> None:
    for item in given.items:
        dismiss(item)
    store.conversations.purge([given.question.conversation_id])
    assert dismissed(store) == []


def test_when_the_question_is_forgotten_nothing_made_of_it_stays(
    store: Store, given: Given, dismiss: Callable[[str], None]
) -> None:
    dismiss(given.note.id)
    store.episodes.drop_vectors([given.question.id])
    assert dismissed(store) == []
    assert shown(store, given) == [True, False]
    with store.database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT vector FROM dismissal").scalar_one() == b""


def test_a_conversation_out_of_the_memory_counts_for_nothing_while_it_is(
    store: Store, given: Given, dismiss: Callable[[str], None], clock: FixedClock
) -> None:
    dismiss(given.note.id)
    asked_in = given.question.conversation_id
    store.conversations.set_off_the_record(asked_in, True)
    assert dismissed(store) == []
    store.conversations.set_off_the_record(asked_in, False)
    store.conversations.set_deleted(asked_in, clock.now())
    assert dismissed(store) == []
    store.conversations.set_deleted(asked_in, None)
    assert dismissed(store) == [given.note.id]


def test_what_is_being_forgotten_may_still_come_back_dismissed(
    store: Store, given: Given, dismiss: Callable[[str], None], clock: FixedClock
) -> None:
    dismiss(given.note.id)
    for status in (NoteStatus.FORGOTTEN, NoteStatus.ACTIVE):
        store.notes.set_status([given.note.id], status, actor="user", reason="r", now=clock.now())
    assert shown(store, given) == [True, False]


def test_only_the_latest_are_read(
    store: Store, given: Given, dismiss: Callable[[str], None], clock: FixedClock
) -> None:
    for item in given.items:
        dismiss(item)
        clock.advance(timedelta(seconds=1))
    latest = store.dismissals.latest(EMBEDDER.fingerprint, limit=1)
    assert [item_id for item_id, _ in latest] == [given.said.id]
