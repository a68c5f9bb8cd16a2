"""Notes with their sources, their revisions, and how they are found by words."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.clock import FixedClock
from companion.domain import Note, NoteKind, NoteStatus, Origin, Source, new_id
from companion.encoders.scripted import HashingEmbedder
from companion.errors import NotFound
from companion.store.search import match_any, match_prefix, words
from companion.store.store import Store
from tests.author import Author


def found(store: Store, query: str) -> list[str]:
    """The texts of the notes found by words."""
    return [note.text for note in store.notes.find(query)]


# -- writing --------------------------------------------------------------------------------------


def test_a_note_rests_on_the_words_that_were_said(store: Store, author: Author) -> None:
    message = author.begins("Well, I live in Porto now.")
    note = author.notes("I live in Porto now", message)
    detail = store.notes.detail(note.id)
    assert detail.note == note
    (source,) = detail.sources
    assert source.quote == "I live in Porto now"
    assert message.text[source.start : source.end] == source.quote
    assert (source.message_id, source.said_at) == (message.id, message.created_at)
    (revision,) = detail.revisions
    assert (revision.actor, revision.reason, revision.before) == ("test", "it was told to", "")
    assert json.loads(revision.after)["text"] == note.text


def test_sources_come_in_the_order_they_were_said(store: Store, author: Author) -> None:
    messages = [author.begins("I like tea"), author.begins("As I said, I like tea")]
    note = author.notes("I like tea", *reversed(messages))
    sources = store.notes.detail(note.id).sources
    assert [source.message_id for source in sources] == [message.id for message in messages]


def test_a_message_is_observed_once(store: Store, author: Author, clock: FixedClock) -> None:
    message = author.begins("I like tea")
    now = clock.now()
    entry = (Note(new_id(), NoteKind.FACT, "I like tea", Origin.RULE, now, now), [])

    def add(observed: str) -> bool:
        return store.notes.add([entry], actor="t", reason="r", now=now, observed=observed)

    assert add(message.id)
    assert not add(message.id)
    assert not add("a message that was purged")
    assert len(store.notes.find()) == 1


def test_a_note_that_is_there_gets_only_the_new_sources(
    store: Store, author: Author, clock: FixedClock
) -> None:
    first, second = author.begins("I like tea"), author.begins("I like tea")
    note = author.notes("I like tea", first)
    source = Source(note.id, second.id, second.conversation_id, 0, 10, "", clock.now())
    store.notes.add([(note, [source])], actor="t", reason="said again", now=clock.now())
    detail = store.notes.detail(note.id)
    assert [s.message_id for s in detail.sources] == [first.id, second.id]
    assert len(detail.revisions) == 1


def test_a_note_may_be_told_of_what_it_rests_on_already(store: Store, author: Author) -> None:
    message = author.begins("I like tea")
    note = author.notes("I like tea", message)
    detail = store.notes.detail(note.id)
    now = author.clock.now()
    store.notes.add([(note, detail.sources)], actor="t", reason="r", now=now, observed=message.id)
    assert store.notes.detail(note.id).sources == detail.sources


def test_a_change_is_a_revision_that_holds_both_texts(
    store: Store, author: Author, clock: FixedClock
) -> None:
    note = author.notes("I like tea", author.begins("I like tea"), embedded=True)
    fingerprint = HashingEmbedder().fingerprint
    assert store.embeddings.ids(fingerprint) == {note.id}
    changed = store.notes.change(
        note.id, actor="user", reason="corrected", now=clock.now(), text="I like coffee"
    )
    assert changed.text == "I like coffee"
    revision = store.notes.detail(note.id).revisions[-1]
    assert json.loads(revision.before)["text"] == "I like tea"
    assert json.loads(revision.after)["text"] == "I like coffee"
    assert found(store, "tea") == []
    assert found(store, "coffee") == ["I like coffee"]
    # Its vector was that of the old text.
    assert store.embeddings.ids(fingerprint) == set()
    assert [missing.id for missing in store.embeddings.missing_notes(fingerprint, 10)] == [note.id]


@pytest.mark.parametrize(
    ("fields", "stays"),
    [({"text": "She works"}, False), ({"subject": "sister Ada"}, False), ({"pinned": True}, True)],
)
def test_a_vector_goes_with_the_words_and_the_subject_it_was_made_of(
    store: Store, author: Author, clock: FixedClock, fields: dict[str, Any], stays: bool
) -> None:
    note = author.notes("works", author.begins("works"), embedded=True)
    after = replace(note, **fields)
    store.branches.put(after, actor="test", reason="r", message_id="", now=clock.now())
    assert store.notes.detail(note.id).note == after
    assert store.embeddings.ids(author.embedder.fingerprint) == ({note.id} if stays else set())


def test_a_change_that_changes_nothing_is_none(
    store: Store, author: Author, clock: FixedClock
) -> None:
    note = author.notes("I like tea", author.begins("I like tea"))
    store.notes.change(note.id, actor="user", reason="pinned", now=clock.now(), pinned=False)
    assert len(store.notes.detail(note.id).revisions) == 1


# -- reading --------------------------------------------------------------------------------------


def test_the_latest_note_is_first_and_they_come_in_pages(store: Store, author: Author) -> None:
    for number in range(5):
        text = f"fact {number}"
        author.notes(text, author.begins(text))
    assert found(store, "") == [f"fact {number}" for number in (4, 3, 2, 1, 0)]
    page = store.notes.find(offset=1, limit=2)
    assert [note.text for note in page] == ["fact 3", "fact 2"]
    assert len(store.notes.find("fact", offset=3, limit=9)) == 2
    assert store.notes.count() == 5


def test_words_are_found_in_an_index_of_one_piece(store: Store, author: Author) -> None:
    for place in ("Porto", "Lima", "Porto Alegre"):
        author.notes(f"I lived in {place}")
    steps = 0
    while store.database.merge_words():
        steps += 1
    assert steps
    assert found(store, "porto") == ["I lived in Porto", "I lived in Porto Alegre"]


def test_archived_notes_are_seen_and_forgotten_ones_are_not(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins("red green blue")
    notes = author.writes([(text, [message]) for text in ("red", "green", "blue")])
    statuses = (NoteStatus.ACTIVE, NoteStatus.ARCHIVED, NoteStatus.FORGOTTEN)
    for note, status in zip(notes, statuses, strict=True):
        store.notes.set_status([note.id], status, actor="user", reason="test", now=clock.now())
    assert {note.text for note in store.notes.find()} == {"red", "green"}
    assert store.notes.count() == 2
    assert found(store, "green") == ["green"]
    assert found(store, "blue") == []
    assert [note.text for note in store.notes.with_status(NoteStatus.FORGOTTEN)] == ["blue"]
    # Only what is active takes part in recall.
    assert [note_id for note_id, _ in store.candidates.notes_with_words("red green blue", 10)] == [
        notes[0].id
    ]
    assert set(store.notes.details([note.id for note in notes])) == {notes[0].id, notes[1].id}
    with pytest.raises(NotFound):
        store.notes.detail(notes[2].id)
    written = store.notes.written_from([message.id])[message.id]
    assert {detail.note.text for detail in written} == {"red", "green"}


def test_pinned_notes_and_wishes_belong_into_every_prompt(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins("call me Al; I like tea; I like coffee")
    author.notes("call me Al", message, kind=NoteKind.WISH)
    tea, coffee = author.writes([("I like tea", [message]), ("I like coffee", [message])])
    store.notes.change(tea.id, actor="user", reason="pinned", now=clock.now(), pinned=True)
    archived = store.notes.change(
        coffee.id,
        actor="user",
        reason="p",
        now=clock.now(),
        pinned=True,
        status=NoteStatus.ARCHIVED,
    )
    assert archived.pinned
    assert [note.text for note in store.notes.pinned_and_wishes()] == ["call me Al", "I like tea"]


def test_notes_that_share_words_of_a_message_are_forgotten_together(
    store: Store, author: Author
) -> None:
    message = author.begins("I like tea. I like coffee.")
    whole = author.notes("I like tea. I like coffee.", message, kind=NoteKind.EPISODE)
    tea, coffee = author.writes([("I like tea.", [message]), ("I like coffee.", [message])])
    author.notes("I like tea.", author.begins("Elsewhere: I like tea."))
    assert store.notes.sharing_words_with([tea.id]) == ([tea.id], [message.id])
    assert store.notes.sharing_words_with([whole.id]) == (
        sorted([tea.id, coffee.id, whole.id]),
        [],
    )


def test_a_note_rests_on_one_conversation_alone_or_on_several(store: Store, author: Author) -> None:
    here, there = author.begins("I like tea"), author.begins("I like tea")
    alone = author.notes("I like tea", here)
    author.notes("I like tea", here, there)
    author.notes("I like tea", there)
    assert store.notes.resting_only_on([here.conversation_id]) == [alone]
    assert len(store.notes.resting_only_on([here.conversation_id, there.conversation_id])) == 3
    assert store.notes.resting_only_on([]) == []


# -- words ----------------------------------------------------------------------------------------


def test_words_are_found_in_all_their_forms(store: Store, author: Author) -> None:
    for text in ("My neighbours are baking", "Zoë plays the café piano", "I moved house"):
        author.notes(text, author.begins(text))
    assert found(store, "bake") == found(store, "neighbour") == ["My neighbours are baking"]
    assert found(store, "zoe cafe") == found(store, "ZOË pia") == ["Zoë plays the café piano"]
    assert found(store, "moving house") == ["I moved house"]
    assert found(store, "house moved baking") == []


@pytest.mark.parametrize(
    "query", ['"AND ( *', "NOT", "text:a", "^", '""""', "a NEAR b", "{}", "-x"]
)
def test_operators_mean_nothing(store: Store, author: Author, query: str) -> None:
    author.notes("My neighbours are baking", author.begins("My neighbours are baking"))
    assert found(store, query) == []
    assert store.candidates.notes_with_words(query, 5) == []


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61')")
        for match in (match_any(text), match_prefix(text)):
            if match:
                connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (match,)).fetchall()


@given(st.text())
def test_the_words_of_a_text_are_there_once_and_in_order(text: str) -> None:
    found = words(text)
    assert len(set(found)) == len(found)
    lowered = text.lower()
    assert all(word in lowered for word in found)


def test_common_words_count_only_when_there_are_no_others() -> None:
    assert words("What is the colour of my Dog?") == ["colour", "dog"]
    assert words("Who are you?") == ["who", "are", "you"]
