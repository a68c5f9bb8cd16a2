"""MADial-Bench: a dialogue goes on, and some of the person's memories are worth bringing up.

The query is what was said before the first turn that does so; nobody asks for anything. Each memory
is a message at its time, in a conversation of its own; a memory is of the person whom it names, and
only theirs are searched, as the benchmark does. Format: https://github.com/hejunqing/MADial-Bench
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from companion.domain import Role
from companion.errors import CompanionError
from companion.evaluate.datasets import samples_in
from companion.evaluate.recall.questions import Dialogue, Question, Turn

_LINE = re.compile(r"<(\w+)>: (.+)", re.DOTALL)
_ASSISTANT = "Assistant"
_MARKERS = ("<BOD>", "<EOD>")


def dialogues(directory: Path) -> list[Dialogue]:
    """A dialogue for each person: their memories, and what is said when one could be brought up.

    Raises CompanionError when the directory has no such two files.
    """
    memories = {i: m for line in samples_in(_the(directory, "memory")) for i, m in line.items()}
    samples = samples_in(_the(directory, "dialogue"))
    people = dict.fromkeys(_person(sample) for sample in samples)
    return [_dialogue(person, memories, samples) for person in people]


def _the(directory: Path, what: str) -> Path:
    found = sorted(directory.glob(f"*{what}.json"))
    if len(found) != 1:
        raise CompanionError(f"The dataset {directory} should have one file *{what}.json.")
    return found[0]


def _dialogue(
    person: str, memories: dict[str, dict[str, Any]], samples: list[dict[str, Any]]
) -> Dialogue:
    turns = [
        Turn(number, Role.USER, person, memory["event"], _noon(memory["time"]))
        for number, memory in memories.items()
        if person in memory["event"]
    ]
    turns.sort(key=lambda turn: turn.at)
    asked_at = turns[-1].at + timedelta(days=1)
    questions = [
        Question(
            id=f"{person}/{number}",
            category="proactive",
            text="\n".join(
                f"{person if role is Role.USER else _ASSISTANT}: {said}"
                for role, said in _said_before(sample)
            ),
            at=asked_at,
            turns=frozenset(str(it) for it in sample["relevant-id"]) & {turn.id for turn in turns},
            said=_said_before(sample)[-1][1],
            before=tuple(_said_before(sample)[:-1]),
        )
        for number, sample in enumerate(samples)
        if _person(sample) == person
    ]
    return Dialogue(person, "", tuple((turn,) for turn in turns), tuple(questions))


def _person(sample: dict[str, Any]) -> str:
    """The one who does not assist."""
    said = (_LINE.match(line) for line in sample["dialogue"])
    return next(line[1] for line in said if line and line[1] != _ASSISTANT)


def _said_before(sample: dict[str, Any]) -> list[tuple[Role, str]]:
    """What both have said before the first turn that brings up a memory; here and there a line
    lacks its speaker, and is the other one's."""
    lines = sample["dialogue"][: sample["test-turn"][0]]
    said: list[tuple[Role, str]] = []
    for line in (line.strip() for line in lines if not line.startswith(_MARKERS)):
        named = _LINE.match(line)
        other = Role.ASSISTANT if said and said[-1][0] is Role.USER else Role.USER
        role = (Role.ASSISTANT if named[1] == _ASSISTANT else Role.USER) if named else other
        said.append((role, (named[2] if named else line).replace('"', "")))
    return said


def _noon(day: str) -> datetime:
    return datetime.combine(datetime.fromisoformat(day), time(12), UTC)
