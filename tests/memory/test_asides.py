"""What is said in passing, and what says more of what was told right before it."""

from __future__ import annotations

import pytest

from companion.clock import FixedClock
from companion.domain import NoteStatus
from companion.memory.observe import write_notes
from companion.memory.rules import read
from companion.store.store import Store
from tests.author import Author


def _write(text: str, store: Store, clock: FixedClock, author: Author) -> list[str]:
    """The texts of what is noted of a message in a conversation of its own."""
    message = author.begins(text)
    observed = write_notes(message, store, None, clock, lambda work: work())
    return [detail.note.text for detail in observed.notes]


def _status(store: Store) -> dict[str, NoteStatus]:
    """What became of the notes, by their texts."""
    return {note.text: note.status for note in store.notes.find(limit=50)}


@pytest.mark.parametrize(
    ("before", "aside"),
    [
        ("We've booked a trip to Bali for September.", "Sad news, Bali is off."),
        ("We have booked Cancun for July.", "lol so cancun is off."),
        ("My old Skoda is making that noise again.", "Skoda's gone."),
    ],
)
def test_an_aside_ends_what_was_told_before(
    before: str, aside: str, store: Store, clock: FixedClock, author: Author
) -> None:
    assert _write(aside, store, clock, author) == []
    _write(before, store, clock, author)
    assert _write(aside, store, clock, author) == [aside]
    assert _status(store)[before] is NoteStatus.SUPERSEDED


def test_an_aside_that_changes_nothing_makes_no_note(
    store: Store, clock: FixedClock, author: Author
) -> None:
    _write("We've booked a trip to Bali for September.", store, clock, author)
    assert _write("Sad news, the concert is off.", store, clock, author) == []


def test_what_says_more_of_a_note_is_part_of_it() -> None:
    (told,) = read("I'm in Maastricht now. The flat is on the Brusselsestraat.").observations
    assert told.text == "I'm in Maastricht now. The flat is on the Brusselsestraat."
    assert (told.start, told.end) == (0, len(told.text))


@pytest.mark.parametrize(
    "more",
    ["Evening runs along the canal keep the doctor away.", "Is the flat nice?"],
)
def test_what_stands_alone_is_no_part_of_the_note_before(more: str) -> None:
    (told,) = read(f"I moved to Porto. {more}").observations
    assert told.text == "I moved to Porto."


@pytest.mark.parametrize(
    "message",
    [
        "What I do have is two noisy budgies.",
        "I'm so happy I could cry, it's my second week of archaeology.",
        "I'm a widower.",
    ],
)
def test_statements_in_the_shape_of_something_else(message: str) -> None:
    assert [o.text for o in read(message).observations] == [message]
