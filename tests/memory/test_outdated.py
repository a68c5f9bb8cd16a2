"""Which older notes are of the past by what is told now, though no word of it says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from companion.clock import FixedClock
from companion.domain import Claim, Note, NoteKind, NoteStatus, Origin, new_id
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.claims import claims_of
from companion.memory.endings import endings_of
from companion.memory.meaning import EmbeddedOnce
from companion.memory.notekind import kind_of
from companion.memory.observation import Observation
from companion.memory.outdated import (
    bears_on,
    goes_on_about,
    may_be_outdated,
    nearness_of,
    outdated,
)


def _note(text: str, clock: FixedClock, *, subject: str = "me", days: int = 90) -> Note:
    at = clock.now() - timedelta(days=days)
    return Note(
        id=new_id(),
        kind=kind_of(text),
        text=text,
        origin=Origin.RULE,
        recorded_at=at,
        updated_at=at,
        subject=subject,
        claims=claims_of(text),
    )


def _observation(text: str, *, subject: str = "me", inferred: bool = False) -> Observation:
    return Observation(
        kind_of(text), text, 0, len(text), subject, claims_of(text), inferred=inferred
    )


def _outdated(
    text: str, notes: dict[str, float], clock: FixedClock, subject: str = "me"
) -> set[str]:
    """The texts of the notes, each with its nearness, that are of the past once `text` is told."""
    known = [_note(note, clock) for note in notes]
    found = outdated(
        _observation(text, subject=subject),
        endings_of(text),
        known,
        {note.id: near for note, near in zip(known, notes.values(), strict=True)},
        lambda note: False,
        clock.now(),
        ends_another=False,
    )
    return {note.text for note in found}


OLD = "I share a small studio with two friends."
OTHER = "I love dark chocolate."
NEW = "I gave up the studio, we each live alone now."


def test_what_is_near_and_shares_words_with_an_end_is_outdated(clock: FixedClock) -> None:
    assert _outdated(NEW, {OLD: 0.9, OTHER: 0.75}, clock) == {OLD}


def test_what_is_told_of_somebody_else_outdates_nothing(clock: FixedClock) -> None:
    assert _outdated("I gave it all up.", {OLD: 0.9, OTHER: 0.75}, clock, "sister Ada") == set()


def test_what_befalls_a_thing_bears_on_whose_it_is(clock: FixedClock) -> None:
    car = _note("I still drive a Corsa.", clock)
    assert bears_on(_observation("A lad took the Corsa away", subject="lad"), car)
    assert not bears_on(_observation("A lad took the bus", subject="lad"), car)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I drive an old Corsa.", "The Corsa made a funny noise on the motorway today."),
        ("I play the cello in the town orchestra.", "My cello kept slipping out of tune."),
        ("I take the train to work.", "The train was forty minutes late."),
        ("I'm learning Portuguese.", "My Portuguese teacher laughed at me again."),
    ],
)
def test_what_is_only_spoken_of_again_goes_on(before: str, now: str, clock: FixedClock) -> None:
    assert _outdated(now, {before: 0.95}, clock) == set()


def test_what_was_left_out_once_goes_on(clock: FixedClock) -> None:
    swim = _note("I swim in the sea every morning.", clock)
    text = "Missed my swim today, slept through the alarm."
    assert goes_on_about(_observation(text), (), swim)
    assert not goes_on_about(_observation("I miss my swims"), (), swim)


def test_what_only_says_that_a_state_lasts_ends_nothing(clock: FixedClock) -> None:
    work = _note("I work for the tax office.", clock)
    for text in ("Ten years at the tax office today.", "I still work for the tax office"):
        assert goes_on_about(_observation(text), endings_of(text), work)
    for text in (
        "Ten years at the tax office, and I am leaving.",
        "I quit the tax office after ten years.",
        "Ten years at the bakery today.",
    ):
        assert not goes_on_about(_observation(text), endings_of(text), work)


def test_what_speaks_of_somebody_else_may_end_with_what_is_told_of_them(clock: FixedClock) -> None:
    run = "I run with Gethin every morning."
    gone = _observation("Gethin emigrated", subject="Gethin")
    assert bears_on(gone, _note(run, clock))
    assert bears_on(
        _observation("I run alone, without Gethin"), _note("x", clock, subject="Gethin")
    )
    assert not bears_on(gone, _note("I run with Ada every morning.", clock))
    assert not bears_on(gone, _note("I run every morning.", clock, subject="Ada"))


def test_a_note_without_a_vector_stays(clock: FixedClock) -> None:
    known = [_note(OLD, clock)]
    end = endings_of(NEW)
    found = outdated(
        _observation(NEW), end, known, {}, lambda note: False, clock.now(), ends_another=False
    )
    assert found == []


@pytest.mark.parametrize("text", ["My name is Ada.", "I'm allergic to nuts."])
def test_what_does_not_end_without_a_word(text: str, clock: FixedClock) -> None:
    assert not may_be_outdated(_note(text, clock))


def test_who_somebody_is_does_not_end_without_a_word(clock: FixedClock) -> None:
    note = _note("My boyfriend is called Mattia.", clock)
    knows = (Claim("knows", "boyfriend Mattia"),)
    assert not may_be_outdated(replace(note, claims=knows))


def test_nearness_is_the_cosine() -> None:
    here = np.array([1.0, 0.0], np.float32)
    there = {"a": np.array([0.6, 0.8], np.float32)}
    assert nearness_of(here, there) == pytest.approx({"a": 0.6})


def test_a_passage_is_embedded_once() -> None:
    class Counting:
        def __init__(self) -> None:
            self.asked: list[str] = []
            self._scripted = ScriptedEncoders().embedder
            self.fingerprint = self._scripted.fingerprint
            self.dimensions = self._scripted.dimensions

        def embed_queries(self, texts):  # type: ignore[no-untyped-def]
            return self._scripted.embed_queries(texts)

        def embed_passages(self, texts):  # type: ignore[no-untyped-def]
            self.asked += texts
            return self._scripted.embed_passages(texts)

    counting = Counting()
    once = EmbeddedOnce(counting)
    first = once.embed_passages(["a bakery"])
    again = once.embed_passages(["a choir", "a bakery", "a choir"])
    assert counting.asked == ["a bakery", "a choir"]
    assert np.array_equal(again[1], first[0])
    assert np.array_equal(again[0], again[2])
    assert (once.fingerprint, once.dimensions) == (counting.fingerprint, counting.dimensions)


def test_notes_that_are_no_more_are_not_compared(clock: FixedClock) -> None:
    note = _note(OLD, clock)
    assert may_be_outdated(note)
    assert not may_be_outdated(replace(note, status=NoteStatus.SUPERSEDED))
    assert not may_be_outdated(replace(note, kind=NoteKind.EPISODE))
