"""LongMemEval: each question has a history of its own, with the sessions and turns that answer it.

Where the question's id ends in `_abs`, nothing does. Format: https://github.com/xiaowu0162/LongMemEval
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from companion.domain import Role
from companion.evaluate.recall.questions import Dialogue, Question, Turn

_ABSTAIN = "_abs"
_MINUTE = timedelta(minutes=1)


def dialogues(samples: Sequence[dict[str, Any]]) -> list[Dialogue]:
    """A dialogue for each question, its sessions in the order of their dates."""
    return [_dialogue(sample) for sample in samples]


def _dialogue(sample: dict[str, Any]) -> Dialogue:
    dated = zip(
        map(_time, sample["haystack_dates"]),
        sample["haystack_session_ids"],
        sample["haystack_sessions"],
        strict=True,
    )
    sessions: list[tuple[Turn, ...]] = []
    turns: set[str] = set()
    answering: set[int] = set()
    for began, session_id, said in sorted(dated, key=lambda session: session[0]):
        told = [(n, turn) for n, turn in enumerate(said) if turn["content"].strip()]
        if not told:
            continue
        number = len(sessions)
        sessions.append(
            tuple(_turn(f"{number}:{n}", turn, began + n * _MINUTE) for n, turn in told)
        )
        turns.update(f"{number}:{n}" for n, turn in told if turn.get("has_answer"))
        if session_id in sample["answer_session_ids"]:
            answering.add(number)
    question = Question(
        id=sample["question_id"],
        category=sample["question_type"],
        text=sample["question"],
        at=_time(sample["question_date"]),
    )
    if not question.id.endswith(_ABSTAIN):
        question = replace(question, turns=frozenset(turns), sessions=frozenset(answering))
    return Dialogue(question.id, "", tuple(sessions), (question,))


def _turn(turn_id: str, said: dict[str, Any], at: datetime) -> Turn:
    return Turn(turn_id, Role(said["role"]), said["role"], said["content"], at)


def _time(text: str) -> datetime:
    """From “2023/04/10 (Mon) 17:50”; whatever the language of this machine, the day needs none."""
    day, *_, clock = text.split()
    return datetime.strptime(f"{day} {clock}", "%Y/%m/%d %H:%M").replace(tzinfo=UTC)
