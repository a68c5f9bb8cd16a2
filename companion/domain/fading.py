"""How well a note is remembered, and what bears on that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Review(StrEnum):
    """What happened to a note that bears on how well it is remembered."""

    USED = "used"
    """A reply said something of it."""
    TOLD = "told"
    """The person told it again."""
    CONFIRMED = "confirmed"
    """Its owner said that it is so, or brought it back."""
    EDITED = "edited"
    PINNED = "pinned"
    DISMISSED = "dismissed"
    """It was given for a question and not relevant: the one lapse."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review of a note."""

    at: datetime
    what: Review


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a note is remembered. `stability` is the days from `reviewed_at` until its
    retrievability is 0.9; `difficulty`, from 1 to 10, is how little a success adds to it."""

    stability: float
    difficulty: float
    reviewed_at: datetime


@dataclass(frozen=True, slots=True)
class Fading:
    """How well a note is remembered now, and how that came: `points` are times with the
    retrievability at each, from its writing on into the future; `reviews` what happened in between.
    What `never_fades` is kept whatever they say."""

    strength: Strength
    retrievability: float
    points: tuple[tuple[datetime, float], ...]
    reviews: tuple[Reviewed, ...]
    never_fades: bool
