"""When it is time for background jobs, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.conditions import Reading, due_from, has_slept, is_due, reason_to_wait
from companion.machine import Machine

IDLE = Reading(on_battery=False, free_bytes=10**11, others=0.05)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 5, 5, 3, 0, tzinfo=UTC)


def due(at: datetime, *, ran_hours: float | None, quiet_minutes: float) -> bool:
    """Whether it is time when a job last ran, and somebody last spoke, so long ago."""
    ran = None if ran_hours is None else at - timedelta(hours=ran_hours)
    return is_due(ran, at - timedelta(minutes=quiet_minutes), at)


@pytest.mark.parametrize(
    ("at", "ran_hours", "quiet_minutes", "expected"),
    [
        (NOON, 20, 45, True),
        (NOON, 20, 20, False),
        (NIGHT, 20, 20, True),
        (NIGHT, 20, 5, False),
        (NIGHT, 8, 300, False),
        (NOON, 8, 300, False),
        (NOON, 48, 6, True),
        (NOON, 48, 1, False),
        (NOON, None, 6, True),
        (NOON, None, 1, False),
    ],
)
def test_jobs_are_due_after_a_while_of_quiet_sooner_at_night_and_when_overdue(
    at: datetime, ran_hours: float | None, quiet_minutes: float, expected: bool
) -> None:
    assert due(at, ran_hours=ran_hours, quiet_minutes=quiet_minutes) is expected


def test_nothing_speaks_against_it_on_an_idle_machine() -> None:
    assert reason_to_wait(IDLE) == ""


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (replace(IDLE, on_battery=True), "battery"),
        (replace(IDLE, free_bytes=10**8), "disk"),
        (replace(IDLE, others=0.7), "program"),
    ],
    ids=["battery", "disk", "busy"],
)
def test_the_machine_may_have_something_better_to_do(reading: Reading, why: str) -> None:
    assert why in reason_to_wait(reading)


def test_a_look_that_comes_far_too_late_means_that_the_machine_slept() -> None:
    minute = timedelta(minutes=1)
    assert not has_slept(NOON, NOON + 2 * minute, minute)
    assert has_slept(NOON, NOON + 10 * minute, minute)


def test_the_machine_can_be_read(tmp_path: Path) -> None:
    reading = Machine(tmp_path).read()
    assert reading.free_bytes > 0
    assert 0 <= reading.others <= 1


@pytest.mark.parametrize("ran_hours", [None, 0.5, 6, 11.5, 20, 35, 60])
@pytest.mark.parametrize("quiet_minutes", [0, 8, 25])
def test_it_is_known_from_when_on_a_job_is_due_at_any_hour(
    ran_hours: float | None, quiet_minutes: int
) -> None:
    minute = timedelta(minutes=1)
    for now in (NOON.replace(hour=hour) for hour in range(24)):
        ran = None if ran_hours is None else now - timedelta(hours=ran_hours)
        quiet_since = now - timedelta(minutes=quiet_minutes)
        due_at = due_from(ran, quiet_since)
        assert is_due(ran, quiet_since, due_at), now
        earlier = [quiet_since + minute * n for n in range(int((due_at - quiet_since) / minute))]
        assert not any(is_due(ran, quiet_since, at) for at in earlier), now
