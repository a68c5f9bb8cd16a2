"""Dialogues in which things change: what the store holds at the end is what counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from companion.domain import NoteStatus
from companion.evaluate.report import Part
from companion.evaluate.updates import evaluate
from tests.evaluate.scribe import Scribe

BANK = "Long day at the bank again."
BAKERY = "My first week at the bakery is over! My cousin Nahuel drives a crane."
LLAMA = "I've bought a llama."
SHARES = (
    "current_state_accuracy",
    "current_found",
    "wrong_person",
    "stale",
    "history_kept",
    "never_current",
)


def expected(session: int, *words: str, about: str | list[str] = "me") -> dict[str, Any]:
    """An entry about the first turn of a session."""
    return {"turn": [session, 0], "any": list(words), "subject": about}


def judged(scribe: Scribe, **expect: list[dict[str, Any]]) -> Part:
    """The verdict on what `scribe` made of a change of jobs."""
    days = ((2, BANK), (9, BAKERY), (16, LLAMA))
    dialogue = {
        "id": "tiny-1",
        "theme": "job",
        "sessions": [
            {
                "at": f"2026-03-{day:02}T19:10:00+01:00",
                "turns": [{"role": "user", "text": text}, {"role": "assistant", "text": "I see."}],
            }
            for day, text in days
        ],
        "expect": {"current": [], "past": [], "never": [], **expect},
    }
    (part,) = evaluate([dialogue], scribe)
    return part


def shares(part: Part) -> tuple[float | None, ...]:
    """In the order of SHARES."""
    return tuple(part.counts.figures()[name] for name in SHARES)


WORK = {"current": [expected(1, "bakery", "baker")], "past": [expected(0, "bank")]}


def test_all_is_right_when_the_new_is_current_and_the_old_is_history() -> None:
    scribe = Scribe().notes("at the bank", status=NoteStatus.SUPERSEDED).notes("at the bakery")
    part = judged(scribe, **WORK, never=[expected(2, "llama")])
    assert part.group == "job"
    assert shares(part) == (1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
    assert part.failures == ()


def test_what_is_still_current_though_it_is_past_is_stale() -> None:
    part = judged(Scribe().notes("at the bank").notes("at the bakery"), **WORK)
    assert shares(part) == (0.5, 1.0, 0.0, 1.0, 0.0, None)
    (failure,) = part.failures
    assert failure.as_text().splitlines() == [
        "tiny-1  stale: [0, 0] bank (me)",
        "    “at the bank” (me, active)",
    ]


def test_nothing_noted_is_nothing_stale_but_nothing_found_either() -> None:
    part = judged(Scribe(), **WORK)
    assert shares(part) == (0.5, 0.0, 0.0, 0.0, 0.0, None)
    assert [failure.what for failure in part.failures] == [
        "not current: [1, 0] bakery / baker (me)"
    ]


def test_what_never_was_so_must_not_be_current() -> None:
    part = judged(Scribe().notes("bought a llama"), never=[expected(2, "llama")])
    assert shares(part) == (0.0, None, None, None, None, 1.0)


@pytest.mark.parametrize(
    ("fields", "current", "history"),
    [
        ({}, 1.0, 0.0),
        ({"valid_to": datetime(2026, 3, 10, tzinfo=UTC)}, 0.0, 1.0),
        ({"valid_to": datetime(2026, 12, 24, tzinfo=UTC)}, 1.0, 0.0),
        ({"status": NoteStatus.SUPERSEDED}, 0.0, 1.0),
        ({"status": NoteStatus.RETIRED}, 0.0, 0.0),
        ({"status": NoteStatus.HELD}, 0.0, 0.0),
    ],
    ids=["active", "ended", "ends later", "superseded", "taken back", "held"],
)
def test_a_note_is_current_until_it_ends_and_history_if_it_was_true_once(
    fields: dict[str, Any], current: float, history: float
) -> None:
    part = judged(Scribe().notes("at the bank", **fields), **WORK)
    _, _, _, stale, kept, _ = shares(part)
    assert (stale, kept) == (current, history)


@pytest.mark.parametrize(
    ("text", "found"),
    [("a BAKER", 1.0), ("at Bakery No. 3", 1.0), ("as a seabaker", 0.0), ("at work", 0.0)],
)
def test_a_note_matches_by_any_of_the_words_whatever_their_case(text: str, found: float) -> None:
    part = judged(Scribe().notes("at the bakery", text), **WORK)
    assert part.counts.figures()["current_found"] == found


def test_a_note_matches_only_when_it_rests_on_the_turn() -> None:
    part = judged(Scribe().notes("at the bank", "at the bakery"), **WORK)
    assert part.counts.figures()["current_found"] == 0.0


@pytest.mark.parametrize(
    ("subject", "about", "wrong"),
    [
        ("me", "me", 0.0),
        ("cousin Nahuel", "me", 1.0),
        ("cousin Nahuel", ["cousin", "nahuel"], 0.0),
        ("Nahuel", ["cousin", "Nahuel"], 0.0),
        ("me", ["cousin", "Nahuel"], 1.0),
        ("James", "me", 1.0),
    ],
)
def test_a_current_note_about_somebody_else_is_found_but_of_the_wrong_person(
    subject: str, about: str | list[str], wrong: float
) -> None:
    scribe = Scribe().notes("drives a crane", subject=subject)
    part = judged(scribe, current=[expected(1, "crane", about=about)])
    found = part.counts.figures()
    assert (found["current_found"], found["wrong_person"]) == (1.0, wrong)


@pytest.mark.parametrize(("subject", "wrong"), [("Nahuel", 0.0), ("me", 1.0)])
def test_what_is_true_of_somebody_is_not_held_against_the_store(subject: str, wrong: float) -> None:
    part = judged(
        Scribe().notes("drives a crane", subject=subject),
        current=[expected(1, "crane", about="Nahuel")],
        never=[expected(1, "crane")],
    )
    assert part.counts.figures()["never_current"] == wrong
