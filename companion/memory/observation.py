"""What a writer proposes to remember, and why others of its proposals were dropped. Values only.

The rule writer and the model writer both give observations; what becomes of them is decided by
grounding, the guard and reconciliation, which do not care who wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.domain import SELF, Claim, NoteKind
from companion.memory.importance import importance_of


@dataclass(frozen=True, slots=True)
class Observation:
    """A stretch of a message that is worth a note: `message[start:end] == text`.

    `subject` is whom it is about: SELF, or somebody as the person names them (“sister Ada”).
    """

    kind: NoteKind
    text: str
    start: int
    end: int
    subject: str = SELF
    claims: tuple[Claim, ...] = ()
    inferred: bool = False
    """It was said as a guess (“I think …”), and is none of the notes in use until it is certain."""
    confidence: float = 1.0

    @property
    def importance(self) -> int:
        """1 to 10."""
        return importance_of(self.kind, self.text)


class DropReason(StrEnum):
    """Why a sentence makes no note."""

    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    JOKE = "joke"
    REQUEST = "request"
    QUOTED = "quoted"
    HEARSAY = "hearsay"
    SMALL_TALK = "small talk"
    TOO_LONG = "too long"
    LANGUAGE = "another language"
    FORGOTTEN = "forgotten"
    """Its owner deleted it; a tombstone keeps it from coming back."""
    LEFT_OUT = "left out"
    """Its owner asked not to remember it."""
