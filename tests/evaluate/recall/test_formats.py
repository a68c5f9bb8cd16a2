"""What is read from each dataset: who said what, when, and which of it answers a question."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from companion.domain import Role
from companion.errors import CompanionError
from companion.evaluate.recall import locomo, longmemeval, madial
from companion.evaluate.recall.questions import Dialogue, Question
from tests.evaluate.test_locomo import CONVERSATION, turn

DATA = Path(__file__).parents[2] / "data"


def conversation(*asked: tuple[int, list[str]], name: str = "tiny", photo: str = "") -> Any:
    """LoCoMo's conversation with questions of some category and evidence."""
    qa = [
        {"question": f"Question {number}?", "category": category, "evidence": evidence}
        for number, (category, evidence) in enumerate(asked)
    ]
    sample: Any = CONVERSATION
    said = dict(sample["conversation"])
    if photo:
        said["session_3"] = [{**turn("D3:1", "Tom", "Look!"), "blip_caption": photo}]
    return {"sample_id": name, "conversation": said, "qa": qa}


def read(*samples: Any, speaker: str = "") -> Dialogue:
    """The first dialogue."""
    return locomo.dialogues(samples, speaker)[0]


def answers(question: Question) -> tuple[set[str], set[int]]:
    """The turns and the sessions that answer it."""
    return set(question.turns), set(question.sessions)


def test_the_first_speaker_is_the_person_unless_another_is_asked_for() -> None:
    sample = conversation((4, ["D1:1"]))
    first, other = read(sample), read(sample, speaker="tom")
    assert [turn.role for turn in first.sessions[0]] == [Role.USER, Role.ASSISTANT, Role.USER]
    assert [turn.role for turn in other.sessions[0]] == [Role.ASSISTANT, Role.USER, Role.ASSISTANT]
    assert (first.companion, other.companion) == ("Tom", "Rita")
    with pytest.raises(CompanionError, match="Nobody called Ada"):
        read(sample, speaker="Ada")


def test_a_photo_is_part_of_what_was_said_by_its_caption() -> None:
    dialogue = read(conversation((4, ["D1:1"]), photo="a grey heron"))
    assert dialogue.turns[-1].text == "Look! [photo: a grey heron]"
    assert dialogue.turns[1].text == "I sing in a choir."


def test_questions_are_asked_when_all_has_been_said() -> None:
    dialogue = read(conversation((4, ["D1:1"])))
    (question,) = dialogue.questions
    assert question.at == dialogue.turns[-1].at == datetime(2023, 6, 1, 0, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("evidence", "turns", "sessions"),
    [
        (["D1:1", "D2:2"], {"D1:1", "D2:2"}, {0, 1}),
        (["D1:1; D2:2"], {"D1:1", "D2:2"}, {0, 1}),
        (["D1:1 D1:3"], {"D1:1", "D1:3"}, {0}),
        (["D1:01", "D:1:3", "D"], {"D1:1", "D1:3"}, {0}),
        (["D1:1", "D9:9"], {"D1:1"}, {0}),
    ],
)
def test_evidence_is_read_as_it_was_meant(
    evidence: list[str], turns: set[str], sessions: set[int]
) -> None:
    (question,) = read(conversation((1, evidence))).questions
    assert answers(question) == (turns, sessions)


def test_what_names_no_turn_is_not_asked_and_nothing_answers_the_adversarial() -> None:
    asked = read(conversation((4, []), (4, ["D"]), (4, ["D9:9"]), (5, ["D1:1"]), (5, []))).questions
    assert [question.id for question in asked] == ["tiny/3", "tiny/4"]
    assert not any(question.is_answered for question in asked)


def test_a_conversation_is_also_asked_what_only_the_next_one_knows() -> None:
    answered = [(4, ["D1:1"])] * 150
    first, second = locomo.dialogues(
        [
            conversation(*answered, (5, []), name="one"),
            conversation(*answered[:60], name="two"),
        ]
    )
    strange = [question for question in first.questions if question.category == locomo.ELSEWHERE]
    # A hundred are wanted for each of two; the second has sixty to give.
    assert [question.id for question in strange] == [f"two/{number}" for number in range(60)]
    assert not any(question.is_answered for question in strange)
    ids = [question.id for question in second.questions]
    assert len(ids) == 60 + 100
    assert ids[60:63] == ["one/0", "one/1", "one/3"], "spread over all of them"
    assert "one/150" not in ids, "the adversarial ones are answered nowhere"


def test_madial_asks_what_was_said_before_a_memory_came_up() -> None:
    odile, bram = madial.dialogues(DATA / "madial")
    (question,) = odile.questions
    assert question.text.splitlines() == [
        "Odile: We are to bring something for the fair again, and I thought of biscuits!",
        "Assistant: What a lovely idea!",
        "Odile: How many trays would be enough?",
    ]
    assert answers(question) == ({"2"}, set())
    assert [(turn.id, turn.role) for turn in odile.turns] == [
        ("7", Role.USER),
        ("2", Role.USER),
        ("1", Role.USER),
    ], "each person has their own memories, in the order of their days"
    assert odile.turns[0].at == datetime(2022, 11, 3, 12, tzinfo=UTC)
    assert question.at > odile.turns[-1].at
    assert bram.questions[0].turns == {"9", "12"}
    assert {len(session) for session in (*odile.sessions, *bram.sessions)} == {1}


def test_a_directory_without_the_files_of_madial_is_said(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match=r"memory\.json"):
        madial.dialogues(tmp_path)


def longmemeval_question(number: int) -> tuple[Dialogue, Question]:
    """A dialogue, and the one question that it is there for."""
    samples = json.loads((DATA / "longmemeval.json").read_text("utf-8"))
    dialogue = longmemeval.dialogues(samples)[number]
    (question,) = dialogue.questions
    return dialogue, question


def test_longmemeval_tells_its_sessions_in_the_order_of_their_dates() -> None:
    dialogue, question = longmemeval_question(0)
    assert [session[0].text[:7] for session in dialogue.sessions] == [
        "Can you",
        "How lon",
        "My knee",
    ]
    assert len(dialogue.sessions[0]) == 3, "an empty turn was never said"
    assert dialogue.sessions[0][2].at == datetime(2023, 5, 2, 8, 7, tzinfo=UTC)
    assert question.at == datetime(2023, 6, 1, 9, 30, tzinfo=UTC)
    assert answers(question) == ({"0:2"}, {0})


def test_longmemeval_names_several_sessions_or_none() -> None:
    _, question = longmemeval_question(1)
    assert answers(question) == ({"0:0", "2:0"}, {0, 2})
    _, question = longmemeval_question(2)
    assert question.id.endswith("_abs")
    assert not question.is_answered
