"""What a writer proposes to remember, and why others of its proposals were dropped. Values only.

The rule writer and the model writer both give observations; what becomes of them is decided by
grounding, the guard and reconciliation, which do not care who wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.domain import SELF, Claim, NoteKind, Origin
from companion.memory.importance import importance_of


@dataclass(frozen=True, slots=True)
class Byline:
    """Who writes notes: what kind of writer, its name with its version, and the model's, if any."""

    origin: Origin
    writer: str
    model: str = ""


RULES = Byline(Origin.RULE, "rules 1")


@dataclass(frozen=True, slots=True)
class Observation:
    """What a stretch of a message says that is worth a note.

    It rests on `message[start:end]`. The rules keep those words as its `text`; the model may say
    them in a way that stands alone, and grounding holds it to them. `subject` is whom it is about:
    SELF, or somebody as the person names them (“sister Ada”). `rated` is the importance, 1 to 10,
    where the writer gives one. `inferred` is what was not said in so many words.
    """

    kind: NoteKind
    text: str
    start: int
    end: int
    subject: str = SELF
    claims: tuple[Claim, ...] = ()
    rated: int | None = None
    keywords: tuple[str, ...] = ()
    inferred: bool = False
    """It was said as a guess (“I think …”), and is none of the notes in use until it is certain."""
    confidence: float = 1.0

    @property
    def importance(self) -> int:
        """1 to 10: as rated, or by kind and words."""
        return importance_of(self.kind, self.text) if self.rated is None else self.rated

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it rests on any of the characters `start` to `end` of its message."""
        return self.start < end and start < self.end


class DropReason(StrEnum):
    """Why a sentence makes no note."""

    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"
    JOKE = "joke"
    REQUEST = "request"
    QUOTED = "quoted"
    HEARSAY = "hearsay"
    UNCLEAR = "unclear"
    """It is told of one of two, and not of which."""
    SMALL_TALK = "small talk"
    TOO_LONG = "too long"
    UNGROUNDED = "ungrounded"
    """It says something that the words it rests on do not."""
    UNREADABLE = "unreadable"
    """The model did not say it in the form it was asked for."""
    LANGUAGE = "another language"
    FORGOTTEN = "forgotten"
    """Its owner deleted it; a tombstone keeps it from coming back."""
    LEFT_OUT = "left out"
    """Its owner asked not to remember it."""
