"""Those who are only named: whether a name at the head of a clause is somebody, by what was told
before.

“Porto needs rain” and “Priya needs new knees” read alike. Nobody says “my friend Priya” twice: what
the notes know a name for decides. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from companion.domain import SELF, Claim, EntityKind
from companion.memory.claims import KNOWS
from companion.memory.observation import DropReason, Observation
from companion.memory.people import SOMEBODY, People, split
from companion.memory.rules import Reading, Told

KindOf = Callable[[str], EntityKind | None]
"""What the notes know a name for; None when they do not have it."""


def acquainted(reading: Reading, known: People, kind_of: KindOf) -> Reading:
    """What was read, with the knowledge of notes: what was dropped because it is told of somebody
    unknown is told if a note has their name, and what a note has as the name of a place or a
    company is nobody. `known` are those who need no asking."""
    told = [
        (_of_nobody(observation) if _is_no_one(observation, known, kind_of) else observation, over)
        for observation, over in zip(reading.observations, reading.endings, strict=True)
    ]
    met = [it for it in reading.asides if _is_somebody(it[0], known, kind_of)]
    if not met:
        return replace(reading, observations=tuple(one for one, _ in told))
    told = sorted([*told, *map(_introduced, met)], key=lambda it: it[0].start)
    dropped = list(reading.dropped)
    for _ in met:
        if DropReason.SMALL_TALK in dropped:
            dropped.remove(DropReason.SMALL_TALK)
    return replace(
        reading,
        observations=tuple(observation for observation, _ in told),
        endings=tuple(over for _, over in told),
        asides=tuple(it for it in reading.asides if it not in met),
        dropped=tuple(dropped),
    )


def _only_named(observation: Observation, known: People) -> bool:
    """Whether somebody is told of by a name alone that was not known for somebody's."""
    subject = observation.subject
    if subject == SELF or subject.startswith(SOMEBODY) or "'s " in subject:
        return False
    return not split(subject)[0] and known.named(subject) is None


def _is_no_one(observation: Observation, known: People, kind_of: KindOf) -> bool:
    return _only_named(observation, known) and kind_of(observation.subject) in (
        EntityKind.PLACE,
        EntityKind.ORGANISATION,
    )


def _is_somebody(observation: Observation, known: People, kind_of: KindOf) -> bool:
    return _only_named(observation, known) and kind_of(observation.subject) in (
        EntityKind.PERSON,
        EntityKind.OTHER,
    )


def _of_nobody(observation: Observation) -> Observation:
    met = Claim(KNOWS, observation.subject)
    claims = tuple(claim for claim in observation.claims if claim != met)
    return replace(observation, subject=SELF, claims=claims)


def _introduced(told: Told) -> Told:
    observation, over = told
    met = Claim(KNOWS, observation.subject)
    return replace(observation, claims=(*observation.claims, met)), over
