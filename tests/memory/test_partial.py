"""Which part of a note ends, and what of it stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, Note, NoteKind, NoteStatus
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.branches import follow
from companion.memory.kinds import with_kinds
from companion.memory.observe import write_notes
from companion.memory.partial import parted
from companion.memory.words import content
from companion.store.store import Store
from tests.author import Author

BOTH = "I live in Oslo and own a red bicycle."
Write = Callable[[Message], object]


@pytest.fixture
def write(store: Store, clock: FixedClock) -> Write:
    encoders = ScriptedEncoders()
    return lambda message: write_notes(message, store, encoders, clock, lambda work: work())


def with_status(store: Store, status: NoteStatus) -> list[Note]:
    told = (note for note in store.notes.find() if note.kind is not NoteKind.EPISODE)
    return [note for note in told if note.status is status]


@pytest.mark.parametrize(
    ("text", "ended", "rest", "over"),
    [
        (BOTH, "bicycle", "I live in Oslo.", "I own a red bicycle."),
        (
            "I live in Oslo. I own a red bicycle.",
            "bicycle",
            "I live in Oslo.",
            "I own a red bicycle.",
        ),
        (
            "We've got a flat in Cardiff with a tiny yard and a grumpy cat called Otis.",
            "cat",
            "We've got a flat in Cardiff with a tiny yard.",
            "We've got a grumpy cat called Otis.",
        ),
        (
            "My week: climbing on Tuesday, Spanish on Wednesday, band practice on Friday.",
            "Spanish",
            "My week: climbing on Tuesday, band practice on Friday.",
            "My week: Spanish on Wednesday",
        ),
    ],
)
def test_a_text_of_several_things_is_parted_at_what_ended(
    text: str, ended: str, rest: str, over: str
) -> None:
    found = parted(text, with_kinds(content(ended)))
    assert found is not None
    assert (found.rest, found.over) == (rest, over)


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("I work at a bakery.", "bakery"),
        ("I own a horse, a mare called Duchess.", "horse"),
        ("I have two rats, Gin and Tonic.", "Tonic"),
        ("I don't eat meat, and eat completely vegan.", "meat"),
        ("I broke my wrist, so I'm typing with one hand.", "wrist"),
        ("Priya and I are getting married in Leicester.", "Priya"),
    ],
)
def test_a_text_of_one_thing_ends_as_a_whole(text: str, ended: str) -> None:
    assert parted(text, with_kinds(content(ended))) is None


def test_what_stands_on_is_the_note_itself_and_what_ended_is_of_the_past(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    write(author.begins(BOTH))
    (whole,) = with_status(store, NoteStatus.ACTIVE)
    clock.advance(timedelta(days=30))
    message = author.begins("I sold my bicycle.")
    write(message)
    (over,) = with_status(store, NoteStatus.SUPERSEDED)
    assert (over.text, over.valid_to) == ("I own a red bicycle.", message.created_at)
    rest = store.notes.detail(whole.id)
    assert (rest.note.text, rest.note.status) == ("I live in Oslo.", NoteStatus.ACTIVE)
    assert [claim.attribute for claim in rest.note.claims] == ["home"]
    assert BOTH in rest.revisions[-1].before
    assert store.notes.detail(over.id).sources[0].quote == rest.sources[0].quote


def test_without_the_message_that_ended_a_part_the_note_is_whole_again(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    write(author.begins(BOTH))
    whole = with_status(store, NoteStatus.ACTIVE)
    first = author.begins("Hello.")
    sold = author.says("I sold my bicycle.", author.replies("Hi!", first))
    write(sold)
    with store.database.write():
        author.rewrites("I painted my bicycle.", sold)
        follow(store, author.moved, clock.now())
    assert with_status(store, NoteStatus.ACTIVE) == whole
    assert with_status(store, NoteStatus.SUPERSEDED) == []
