"""What `companion bench write` measures on: a made-up life that is like one."""

from __future__ import annotations

from random import Random

import pytest

from companion.bench.write import bench_write
from companion.bench.years import Talk, years
from companion.domain import Note, NoteKind, NoteStatus, Source
from companion.encoders.scripted import ScriptedEncoders
from tests.conftest import NOON


@pytest.fixture(scope="module")
def life() -> list[Talk]:
    """Conversations with their messages and the notes of them."""
    return years(Random(1), "persona", NOON, 400)


@pytest.fixture(scope="module")
def notes(life: list[Talk]) -> list[tuple[Note, Source]]:
    """What is remembered of them, with what it rests on."""
    return [written for _, _, of_it in life for written in of_it]


def test_every_note_rests_on_words_of_its_message(
    life: list[Talk], notes: list[tuple[Note, Source]]
) -> None:
    texts = {message.id: message.text for _, messages, _ in life for message in messages}
    for note, source in notes:
        assert texts[source.message_id][source.start : source.end] == note.text
    assert len(notes) >= 400


def test_a_life_has_one_home_at_a_time(notes: list[tuple[Note, Source]]) -> None:
    homes = [
        note
        for note, _ in notes
        if note.subject == "me" and any(claim.attribute == "home" for claim in note.claims)
    ]
    assert len(homes) > 1
    assert [note.status for note in homes].count(NoteStatus.ACTIVE) == 1
    assert homes[-1].status is NoteStatus.ACTIVE


def test_most_notes_are_no_episodes(notes: list[tuple[Note, Source]]) -> None:
    told = [note for note, _ in notes if note.kind is not NoteKind.EPISODE]
    assert len(told) > len(notes) / 2


def test_the_figures_are_milliseconds_on_the_large_store_and_on_the_small_one() -> None:
    figures = bench_write(ScriptedEncoders, notes=200, messages=3)
    assert (figures["notes"], figures["at_fewer_notes"], figures["messages"]) == (200, 2, 3)
    for name in ("median_ms", "p95_ms", "commit_ms", "median_ms_at_fewer", "p95_ms_at_fewer"):
        assert figures[name] > 0.0
