"""Messages that tell nothing about the person should lead to no notes."""

from __future__ import annotations

from companion.domain import NoteKind
from companion.evaluate.no_memory import evaluate
from companion.evaluate.report import Report
from tests.evaluate.scribe import Scribe

MESSAGES = [
    {"id": "n-1", "category": "question", "text": "How deep is the sea?"},
    {"id": "n-2", "category": "role play", "text": "Be my captain. I am your mate."},
    {"id": "n-3", "category": "role play", "text": "I am a pirate."},
]


def test_the_share_of_messages_that_were_noted_is_told_by_category() -> None:
    scribe = (
        Scribe()
        .notes("I am your mate")
        .notes("I am", "A mate")
        .notes("How deep is the sea?", kind=NoteKind.EPISODE)
    )
    report = Report("category", list(evaluate(MESSAGES, scribe)))
    assert report.as_dict()["category"] == {
        "question": {"notes_written": 0.0, "messages": 1},
        "role play": {"notes_written": 1.0, "messages": 2},
    }
    assert report.as_dict()["overall"]["notes_written"] == 0.6667
    failures = report.as_dict(verbose=True)["failures"]
    assert [failure["id"] for failure in failures] == ["n-2", "n-3"]
    assert [note["text"] for note in failures[0]["notes"]] == ["I am your mate", "A mate"]
