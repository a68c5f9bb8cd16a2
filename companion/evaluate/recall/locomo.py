"""LoCoMo's questions: each names the turns that answer it.

Categories: 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop, 5 adversarial (asked of the wrong
one of the two, so that nothing answers it). Format: https://github.com/snap-research/locomo
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from companion.domain import Role
from companion.errors import CompanionError
from companion.evaluate.locomo import sessions_of, speakers_of
from companion.evaluate.recall.questions import Dialogue, Question, Turn

ADVERSARIAL = "5"
ELSEWHERE = "elsewhere"
"""The category of questions that were asked of another conversation."""
FROM_ELSEWHERE = 200
_DIA_ID = re.compile(r"D:?(\d+):(\d+)")


def dialogues(samples: Sequence[dict[str, Any]], speaker: str = "") -> list[Dialogue]:
    """A dialogue for each conversation, with questions from the next one that it cannot answer.

    The person is `speaker_a`, or whoever is called `speaker`, where they talk. Raises
    CompanionError when nobody of that name does.
    """
    found = [
        _dialogue(sample, name)
        for sample in samples
        for name in _person(sample["conversation"], speaker)
    ]
    if not found:
        raise CompanionError(f"Nobody called {speaker} speaks in this dataset.")
    if len(found) == 1:
        return found
    each = [
        FROM_ELSEWHERE * (n + 1) // len(found) - FROM_ELSEWHERE * n // len(found)
        for n in range(len(found))
    ]
    return [
        replace(here, questions=(*here.questions, *_from_elsewhere(there, here, many)))
        for here, there, many in zip(found, [*found[1:], found[0]], each, strict=True)
    ]


def _person(conversation: dict[str, Any], speaker: str) -> list[str]:
    first, second = speakers_of(conversation)
    if not speaker:
        return [first]
    return [name for name in (first, second) if name.casefold() == speaker.casefold()]


def _dialogue(sample: dict[str, Any], person: str) -> Dialogue:
    conversation = sample["conversation"]
    (other,) = (name for name in speakers_of(conversation) if name != person)
    sessions = tuple(
        tuple(
            Turn(
                id=_turn_ids(turn["dia_id"])[0],
                role=Role.USER if turn["speaker"] == person else Role.ASSISTANT,
                speaker=turn["speaker"],
                text=_with_photo(turn),
                at=at,
            )
            for turn, at in session
        )
        for session in sessions_of(conversation)
    )
    bare = Dialogue(sample["sample_id"], other, sessions, ())
    return replace(bare, questions=tuple(_questions(sample, bare)))


def _turn_ids(text: str) -> list[str]:
    """The turns that a text names; each with one writing: some evidence has leading zeros."""
    return [f"D{int(session)}:{int(turn)}" for session, turn in _DIA_ID.findall(text)]


def _with_photo(turn: dict[str, Any]) -> str:
    caption = turn.get("blip_caption")
    return f"{turn['text']} [photo: {caption}]".strip() if caption else str(turn["text"])


def _questions(sample: dict[str, Any], dialogue: Dialogue) -> Iterator[Question]:
    """Those of which it is known what answers them, and the adversarial ones.

    Evidence may name several turns in one string, or turns that do not exist; what names none is
    no evidence.
    """
    session_of = dialogue.session_of
    asked_at = dialogue.sessions[-1][-1].at
    for number, qa in enumerate(sample["qa"]):
        category = str(qa["category"])
        named = set(_turn_ids(" ".join(qa.get("evidence") or ())))
        turns = frozenset() if category == ADVERSARIAL else frozenset(named & session_of.keys())
        if turns or category == ADVERSARIAL:
            yield Question(
                id=f"{dialogue.name}/{number}",
                category=category,
                text=qa["question"],
                at=asked_at,
                turns=turns,
                sessions=frozenset(session_of[turn] for turn in turns),
            )


def _from_elsewhere(there: Dialogue, here: Dialogue, many: int) -> list[Question]:
    """So many of another dialogue's questions, evenly spread over it."""
    asked = [question for question in there.questions if question.is_answered]
    many = min(many, len(asked))
    chosen = (asked[place * len(asked) // many] for place in range(many))
    at = here.sessions[-1][-1].at
    return [Question(question.id, ELSEWHERE, question.text, at) for question in chosen]
