"""What was forgotten, and comes back or does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from companion.encoders.scripted import ScriptedEncoders
from companion.errors import CompanionError
from companion.evaluate.report import Report
from companion.evaluate.resurrection import evaluate
from companion.evaluate.write import evaluate_write
from companion.llm.scripted import ScriptedChatModel
from tests.evaluate.scribe import Scribe

DATA = Path(__file__).parents[1] / "data" / "resurrection.jsonl"
BOAT = "I live on a boat."


def session(at: str, *turns: str) -> dict[str, Any]:
    """What was said at a time, by turns, the person first."""
    roles = ("user", "assistant")
    said = [{"role": roles[number % 2], "text": text} for number, text in enumerate(turns)]
    return {"at": at, "turns": said}


def sample(number: int, later: str, *, anew: bool = False) -> dict[str, Any]:
    """The boat is told of, forgotten, and spoken of again."""
    return {
        "id": f"r-{number}",
        "theme": "home",
        "told": session("2026-01-01T12:00:00+00:00", BOAT, "I see.", "Hello."),
        "forget": ["boat"],
        "later": [session("2026-02-01T12:00:00+00:00", "Hi.", "You live on a boat.", later)],
        "anew": anew,
    }


def test_what_comes_back_is_counted_and_what_does_not() -> None:
    scribe = Scribe().notes(BOAT).notes("Yes, a boat.").notes("Once more, a boat.")
    samples = [
        sample(1, "Yes, a boat."),
        sample(2, "Exactly."),
        sample(3, "Once more, a boat.", anew=True),
        sample(4, "That.", anew=True),
    ]
    report = Report("theme", list(evaluate(samples, scribe)))
    assert report.as_dict()["overall"] == {
        "revived": 1,
        "said_anew": 0.5,
        "forgotten": 2,
        "sessions": 2,
        "anew": 2,
    }
    failures = report.as_dict(verbose=True)["failures"]
    assert [(it["id"], it["what"]) for it in failures] == [
        ("r-1", "came back"),
        ("r-4", "did not come back"),
    ]


def test_what_was_never_noted_cannot_be_forgotten() -> None:
    with pytest.raises(CompanionError, match="r-1"):
        list(evaluate([sample(1, "Exactly.")], Scribe()))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_forgotten_comes_back_and_all_that_is_said_anew_does() -> None:
    report = evaluate_write(DATA, ScriptedEncoders, ScriptedChatModel).as_dict()["overall"]
    assert report["sessions"] >= 200
    assert report["anew"] >= 30
    assert (report["revived"], report["said_anew"]) == (0, 1.0)
