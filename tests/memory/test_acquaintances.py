"""Whether a name at the head of a clause is somebody, by what the notes know of it."""

from __future__ import annotations

import pytest

from companion.domain import SELF, Claim, EntityKind
from companion.memory.acquaintances import acquainted
from companion.memory.claims import KNOWS
from companion.memory.observation import DropReason
from companion.memory.people import NOBODY, known_people
from companion.memory.rules import Reading, read

NAMED = "Priya gave up coxing in March."
"""A name that nothing in the message shows to be somebody's."""


def told(reading: Reading) -> list[tuple[str, str]]:
    """Whom each note of a reading is about, and what it says."""
    return [(observation.subject, observation.text) for observation in reading.observations]


def test_of_somebody_unknown_nothing_is_told() -> None:
    reading = acquainted(read(NAMED), NOBODY, lambda name: None)
    assert not reading.observations
    assert reading.dropped == (DropReason.SMALL_TALK,)


@pytest.mark.parametrize("kind", [EntityKind.PERSON, EntityKind.OTHER])
def test_of_somebody_whom_a_note_names_it_is(kind: EntityKind) -> None:
    reading = acquainted(read(NAMED), NOBODY, lambda name: kind)
    assert told(reading) == [("Priya", NAMED)]
    assert reading.observations[0].claims[-1] == Claim(KNOWS, "Priya")
    assert not reading.dropped
    assert not reading.asides


def test_what_a_note_has_for_a_place_is_nobody() -> None:
    message = "Priya closed, so I shop in town."
    assert told(read(message))[0][0] == "Priya"
    reading = acquainted(read(message), NOBODY, lambda name: EntityKind.PLACE)
    assert {subject for subject, _ in told(reading)} == {SELF}
    assert not any(claim.attribute == KNOWS for claim in reading.observations[0].claims)


def test_who_is_known_needs_no_asking() -> None:
    people = known_people(["sister Priya"])
    assert told(acquainted(read(NAMED, people), people, _never)) == [("sister Priya", NAMED)]


def _never(name: str) -> EntityKind | None:
    raise AssertionError(name)
