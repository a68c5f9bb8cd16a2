"""From a message to its stored notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, NoteDetail, NoteKind, NoteStatus, Origin
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.observe import write_notes
from companion.store.store import Store
from tests.author import Author

FACT = "I moved to Porto in May"
Write = Callable[[Message], list[NoteDetail]]


@pytest.fixture
def write(store: Store, clock: FixedClock) -> Write:
    """Writes the notes of a message, storing them at once."""
    encoders = ScriptedEncoders()
    return lambda message: list(
        write_notes(message, store, encoders, clock, lambda work: work()).notes
    )


def told(details: list[NoteDetail]) -> list[str]:
    """The texts of the notes that are no episodes."""
    return [d.note.text for d in details if d.note.kind is not NoteKind.EPISODE]


def test_a_message_becomes_an_episode_and_what_it_tells(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    message = author.begins(f"Hello! {FACT}. And you?")
    episode, fact = write(message)
    assert (episode.note.kind, episode.note.text) == (NoteKind.EPISODE, message.text)
    assert (fact.note.kind, fact.note.text) == (NoteKind.EVENT, f"{FACT}.")
    assert fact.note.importance > episode.note.importance
    for detail in (episode, fact):
        assert detail.note.origin is Origin.RULE
        assert detail.note.recorded_at == clock.now()
        (source,) = detail.sources
        assert source.message_id == message.id
        assert source.quote == message.text[source.start : source.end] == detail.note.text
        (revision,) = store.notes.detail(detail.note.id).revisions
        assert revision.before == ""
    fingerprint = ScriptedEncoders().embedder.fingerprint
    assert store.embeddings.ids(fingerprint) == {episode.note.id, fact.note.id}


def test_without_encoders_notes_are_written_without_vectors(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins(FACT)
    assert told(list(write_notes(message, store, None, clock, lambda work: work()).notes)) == [FACT]
    assert len(store.embeddings.missing("any", 9)) == 2


def test_observing_again_changes_nothing(write: Write, author: Author, store: Store) -> None:
    message = author.begins(FACT)
    write(message)
    before = store.notes.find()
    assert write(message) == []
    assert store.notes.find() == before
    assert store.conversations.unobserved() == []


def test_a_message_that_tells_nothing_is_done_with_too(
    write: Write, author: Author, store: Store
) -> None:
    assert write(author.begins("  ")) == []
    assert store.conversations.unobserved() == []


def test_what_is_said_twice_is_one_note_with_both_sources(
    write: Write, author: Author, store: Store
) -> None:
    first, second = author.begins(FACT), author.begins(f"Again! {FACT.upper()}")
    write(first)
    assert told(write(second)) == [FACT]
    (note,) = [note for note in store.notes.find() if note.kind is not NoteKind.EPISODE]
    sources = store.notes.detail(note.id).sources
    assert [source.message_id for source in sources] == [first.id, second.id]
    assert [source.quote for source in sources] == [FACT, FACT.upper()]
    # What was said stands as it was said, twice.
    assert len(store.notes.find()) == 3


def test_what_is_said_twice_in_one_message_is_one_note(write: Write, author: Author) -> None:
    assert told(write(author.begins(f"{FACT}. {FACT}."))) == [f"{FACT}."]


def test_a_note_out_of_use_is_not_added_to(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    details = write(author.begins(FACT))
    for detail in details:
        store.notes.set_status(
            [detail.note.id], NoteStatus.ARCHIVED, actor="user", reason="test", now=clock.now()
        )
    ids = {detail.note.id for detail in details}
    assert ids.isdisjoint(detail.note.id for detail in write(author.begins(FACT)))


def test_a_message_that_was_purged_in_the_meantime_leaves_nothing(
    write: Write, author: Author, store: Store
) -> None:
    message = author.begins(FACT)
    store.conversations.purge([message.conversation_id])
    assert write(message) == []
    assert store.notes.find() == []


def test_a_message_of_a_deleted_conversation_waits_for_its_return(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    message = author.begins(FACT)
    store.conversations.set_deleted(message.conversation_id, clock.now())
    assert write(message) == []
    assert store.notes.find() == []
    store.conversations.set_deleted(message.conversation_id, None)
    assert store.conversations.unobserved() == [message]
    assert told(write(message)) == [FACT]


# -- what was forgotten ---------------------------------------------------------------------------


def forget(store: Store, details: list[NoteDetail], clock: FixedClock) -> None:
    """Forget notes for good."""
    store.purge_notes([detail.note for detail in details], clock.now())


def test_words_forgotten_after_they_were_said_do_not_come_back(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    seen, late = author.begins(FACT), author.begins(FACT.upper())
    details = write(seen)
    clock.advance(timedelta(hours=1))
    forget(store, details, clock)
    assert write(late) == []
    assert store.notes.find() == []


def test_nor_do_they_come_back_within_an_episode(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    seen = author.begins(f"{FACT}.")
    late = author.begins(f"Yes! {FACT}. I work at a bakery.")
    details = write(seen)
    forget(store, details, clock)
    assert told(write(late)) == ["I work at a bakery."]
    assert [note.text for note in store.notes.find()] == ["I work at a bakery."]


def test_words_said_anew_may_be_kept(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    details = write(author.begins(FACT))
    forget(store, details, clock)
    clock.advance(timedelta(seconds=1))
    assert told(write(author.begins(FACT))) == [FACT]
    assert len(store.notes.find()) == 2
