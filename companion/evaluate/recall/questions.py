"""What recall is measured on: dialogues, and questions of which it is known what answers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from companion.domain import Role


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two said. `text` is what is stored; `speaker` is who said it."""

    id: str
    role: Role
    speaker: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """Something to recall, asked at a time after all of the dialogue.

    Where it is the talk itself, `said` is what was said last of it, and `before` what either side
    said before that. `turns` are the ids of the turns that answer it, `sessions` the numbers of the
    sessions they are in. Where both are empty nothing answers it, and nothing should be found.
    """

    id: str
    category: str
    text: str
    at: datetime
    turns: frozenset[str] = frozenset()
    sessions: frozenset[int] = frozenset()
    said: str = ""
    before: tuple[tuple[Role, str], ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether something in the dialogue answers it."""
        return bool(self.turns or self.sessions)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All that was said between the person and `companion`, in sessions, and what is asked of it.

    `name` is what its questions are reported under.
    """

    name: str
    companion: str
    sessions: tuple[tuple[Turn, ...], ...]
    questions: tuple[Question, ...]

    @property
    def turns(self) -> list[Turn]:
        """All of them, in order."""
        return [turn for session in self.sessions for turn in session]

    @property
    def session_of(self) -> dict[str, int]:
        """The number of each turn's session, by the turn's id."""
        numbered = enumerate(self.sessions)
        return {turn.id: number for number, session in numbered for turn in session}
