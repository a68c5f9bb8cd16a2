"""LoCoMo conversations: each speaker in turn is the person whose companion listens."""

from __future__ import annotations

from typing import Any

import pytest

from companion.domain import NoteKind, NoteStatus
from companion.errors import CompanionError
from companion.evaluate.locomo import evaluate
from companion.evaluate.report import Report
from tests.evaluate.scribe import Scribe

RITA = (
    "Hi Tom! I moved to Porto in June.",
    "I have a dog called Biscuit now.",
    "The sea is loud today.",
)
TOM = ("I sing in a choir.", "Nice!")


def turn(dia_id: str, speaker: str, text: str) -> dict[str, str]:
    """As LoCoMo writes it."""
    return {"dia_id": dia_id, "speaker": speaker, "text": text}


CONVERSATION = {
    "sample_id": "tiny",
    "conversation": {
        "speaker_a": "Rita",
        "speaker_b": "Tom",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            turn("D1:1", "Rita", RITA[0]),
            turn("D1:2", "Tom", TOM[0]),
            turn("D1:3", "Rita", RITA[1]),
        ],
        "session_2_date_time": "12:05 am on 1 June, 2023",
        "session_2": [turn("D2:1", "Tom", TOM[1]), turn("D2:2", "Rita", RITA[2])],
        "session_3_date_time": "9:00 am on 2 June, 2023",
    },
    "observation": {
        "session_1_observation": {
            "Rita": [
                ["Rita moved to Porto.", "D1:1"],
                ["They have things to tell.", ["D1:1", "D1:2"]],
            ],
            "Tom": [["Tom knows that Rita has a dog.", "D1:3"]],
        },
        "session_2_observation": {},
    },
}


def figures(scribe: Scribe, speaker: str = "Rita") -> dict[str, Any]:
    """What is reported of one speaker."""
    report = Report("conversation", list(evaluate([CONVERSATION], scribe, speaker))).as_dict()
    found: dict[str, Any] = report["conversation"][f"tiny {speaker}"]
    return found


def test_the_turns_that_notes_rest_on_are_compared_with_those_of_the_reference() -> None:
    found = figures(Scribe().notes("moved to Porto").notes("The sea is loud"))
    # Of D1:1 and D1:3, whoever's fact they stand behind, D1:1 was noted; and D2:2 besides.
    assert found["source_turn_recall"] == 0.5
    assert found["source_turn_precision"] == 0.5
    assert (found["turns"], found["notes"]) == (3, 2)
    assert found["notes_per_turn"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["seconds_per_turn"] >= 0


def test_episodes_are_no_notes_here_and_nothing_has_no_share() -> None:
    found = figures(Scribe().notes("moved to Porto", kind=NoteKind.EPISODE))
    assert found["source_turn_recall"] == 0.0
    assert found["source_turn_precision"] is None
    assert found["groundedness"] is None
    assert found["notes"] == 0


def test_the_same_words_twice_are_duplicates_unless_one_of_them_is_history() -> None:
    twice = (
        Scribe()
        .notes("dog called Biscuit", "A dog, called Biscuit")
        .notes("dog called Biscuit", "a dog called  biscuit!")
    )
    assert figures(twice)["duplicates"] == 0.5
    once = (
        Scribe()
        .notes("dog called Biscuit")
        .notes("dog called Biscuit", status=NoteStatus.SUPERSEDED)
    )
    assert figures(once)["duplicates"] == 0.0


def test_a_note_that_says_more_than_its_words_is_not_grounded_and_shown() -> None:
    scribe = Scribe().notes("moved to Porto", "Rita moved to Porto").notes("dog", "Rita has a cat")
    (part,) = evaluate([CONVERSATION], scribe, "Rita")
    assert part.counts.figures()["groundedness"] == 0.5
    (failure,) = part.failures
    assert [it.note.text for it in failure.notes] == ["Rita has a cat"]
    assert "“dog”" in failure.what


def test_both_speakers_are_heard_unless_one_is_asked_for() -> None:
    scribe = Scribe().notes("I sing in a choir").notes("moved to Porto")
    both = list(evaluate([CONVERSATION], scribe))
    assert [(part.group, part.counts.figures()["turns"]) for part in both] == [
        ("tiny Rita", 3),
        ("tiny Tom", 2),
    ]
    overall = Report("conversation", both).as_dict()["overall"]
    assert overall["turns"] == 5
    # D1:1 and D1:2, of three that the reference names.
    assert overall["source_turn_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert [part.group for part in evaluate([CONVERSATION], scribe, "tom")] == ["tiny Tom"]
    with pytest.raises(CompanionError, match="Nobody called Ada"):
        list(evaluate([CONVERSATION], scribe, "Ada"))
