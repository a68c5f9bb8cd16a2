"""Upkeep: what was left half-done is finished, step by step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import numpy as np
import pytest

from companion import upkeep
from companion.clock import FixedClock
from companion.domain import NoteStatus, RecalledNote, Review
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.store.store import Store
from companion.upkeep import catch_up
from tests.author import Author

ENCODERS = ScriptedEncoders()
FINGERPRINT = ENCODERS.embedder.fingerprint
CatchUp = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def catching_up(indexed: Store, clock: FixedClock) -> CatchUp:
    """Catches up to the end; gives what each step wrote."""

    def run(encoders: ScriptedEncoders | None = ENCODERS) -> list[tuple[str, ...]]:
        return list(catch_up(indexed, encoders, clock, lambda work: work()))

    return run


def test_when_nothing_was_left_there_is_nothing_to_do(catching_up: CatchUp) -> None:
    assert catching_up() == []


def test_messages_without_notes_get_them_one_by_one(
    catching_up: CatchUp, indexed: Store, author: Author
) -> None:
    messages = [author.begins(text) for text in ("I like tea.", "Hello", "I like coffee.")]
    reply = author.replies("I like rum.", after=messages[0])
    steps = catching_up()
    # The reply gets its vector, it is part of an episode now, and then all get token vectors.
    assert [len(ids) for ids in steps] == [1, 0, 1, 0, 0]
    texts = {note.text for note in indexed.notes.find()}
    assert texts == {"I like tea.", "I like coffee."}, "small talk is no memory"
    talked_about = (messages[0], messages[2], reply)
    wanted = {*chain.from_iterable(steps), *(message.id for message in talked_about)}
    assert indexed.embeddings.ids(FINGERPRINT) == wanted
    assert catching_up() == []


def test_notes_without_a_vector_get_one_and_reach_the_index(
    catching_up: CatchUp, indexed: Store, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "STEP", 2)
    notes = [author.notes(text, author.begins(text)) for text in ("one", "two", "three")]
    # Their messages count as observed.
    for message in indexed.conversations.unobserved():
        indexed.notes.add([], actor="t", reason="r", now=message.created_at, observed=message.id)
    assert catching_up() == [(), ()], "two steps, and no new notes"
    assert indexed.index is not None
    assert indexed.index.ids() == {note.id for note in notes}


def test_without_encoders_only_notes_are_written(
    catching_up: CatchUp, indexed: Store, author: Author
) -> None:
    author.begins("I like tea.")
    assert len(catching_up(None)) == 1
    assert indexed.embeddings.ids(FINGERPRINT) == set()
    assert catching_up() == [(), (), ()], "the note, the message, and its tokens"
    assert len(indexed.embeddings.ids(FINGERPRINT)) == 2


def test_another_embedder_makes_all_vectors_anew(
    catching_up: CatchUp, indexed: Store, author: Author
) -> None:
    author.begins("I like tea.")
    catching_up()
    other = ScriptedEncoders(HashingEmbedder(32))
    catching_up(other)
    assert len(indexed.embeddings.ids(other.embedder.fingerprint)) == 2
    assert indexed.embeddings.ids(FINGERPRINT) == set()


def test_it_is_found_out_what_replies_used(
    catching_up: CatchUp, indexed: Store, author: Author
) -> None:
    author.begins("I like tea from Assam.")
    catching_up()
    (note,) = [it for it in indexed.notes.find() if it.kind != "episode"]
    for reply in ("It comes from Assam.", "I can't say."):
        asked = author.begins("Where does my tea come from?")
        given = RecalledNote(note, 0.9, "it fits")
        indexed.recalled.add(author.replies(reply, after=asked).id, [given])
    catching_up()
    assert [review.what for review in indexed.reviews.of([note.id])[note.id]] == [Review.USED]
    assert indexed.reviews.undecided(9) == []


def test_what_is_being_forgotten_is_not_embedded(
    catching_up: CatchUp, indexed: Store, author: Author, clock: FixedClock
) -> None:
    author.begins("I like tea.")
    catching_up(None)
    written = [note.id for note in indexed.notes.find()]
    indexed.notes.set_status(
        written, NoteStatus.FORGOTTEN, actor="user", reason="test", now=clock.now()
    )
    assert catching_up() == []


@pytest.mark.parametrize("at_step", [1, 2, 3])
def test_words_that_are_taken_out_while_they_are_read_leave_no_vector(
    catching_up: CatchUp, indexed: Store, author: Author, clock: FixedClock, at_step: int
) -> None:
    told = author.begins("I like tea. The zeppelin is my secret.")
    catching_up(None)
    steps = 0

    def on_data_lane(work: Callable[[], bool]) -> bool:
        nonlocal steps
        steps += 1
        if steps == at_step:
            indexed.passages.blank({told.id: [(11, 39)]}, {})
        return work()

    for _ in catch_up(indexed, ENCODERS, clock, on_data_lane):
        pass
    catching_up()
    (left,) = indexed.passages.messages([told.id])
    assert "zeppelin" not in left.text
    vector = indexed.embeddings.of([told.id], FINGERPRINT)[told.id]
    assert np.array_equal(vector, ENCODERS.embedder.embed_passages([left.text])[0])
    tokens = indexed.token_vectors.of([told.id], ENCODERS.tokens.fingerprint)[told.id]
    assert np.array_equal(tokens, ENCODERS.tokens.embed_passage(left.text).ravel())


@pytest.mark.slow
def test_however_much_is_left_all_of_it_is_done(
    catching_up: CatchUp, indexed: Store, author: Author
) -> None:
    first = author.begins("Hello")
    for number in range(104):
        first = author.says(f"number {number}", after=first)
    assert len(catching_up(None)) == 105
    assert catching_up(None) == []
