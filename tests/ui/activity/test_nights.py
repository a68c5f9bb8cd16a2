"""Runs are told as nights, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from companion.domain import JobRun, JobState, Outlook, Wait
from companion.sleeping import JOBS
from ui.activity.nights import nights, part_of_day, told
from ui.activity.words import job_words, jobs, sentence, why_awake

NOON = datetime(2026, 5, 5, 12, 0).astimezone()


def run(job: str, at: datetime, did: dict[str, int], state: JobState = JobState.DONE) -> JobRun:
    """A run that took a minute."""
    return JobRun(
        f"{job}{at}", job, at, at, at + timedelta(minutes=1), state, sum(did.values()),
        tuple(did.items()),
    )  # fmt: skip


def test_a_night_is_told_in_one_sentence() -> None:
    at = NOON - timedelta(hours=9)
    night = [
        run("portrait", at + timedelta(minutes=3), {"sections": 1}),
        run("decay", at + timedelta(minutes=2), {"archived": 12}),
        run("duplicates", at, {"joined": 1}),
    ]
    assert told(night, NOON) == (
        "Last night I joined two memories that say the same, let 12 memories fade into the archive"
        " and refreshed a section of your portrait."
    )


def test_what_was_undone_is_not_told() -> None:
    assert sentence([run("decay", NOON, {"archived": 2}, JobState.UNDONE)]) == ""
    assert "There was nothing to do" in told([run("decay", NOON, {})], NOON)


def test_what_has_no_words_yet_is_counted_all_the_same() -> None:
    assert sentence([run("new", NOON, {"polished": 3})]) == "polished: 3"


def test_runs_an_hour_apart_are_two_nights() -> None:
    runs = [run("decay", NOON - timedelta(minutes=m), {}) for m in (0, 30, 120, 125)]
    assert [len(night) for night in nights(runs)] == [2, 2]


@pytest.mark.parametrize(
    ("hours_ago", "expected"),
    [(9, "Last night"), (14, "Last night"), (2, "Earlier today"), (20, "Yesterday"),
     (0, "Just now"), (70, "On Saturday")],
)  # fmt: skip
def test_the_time_is_told_as_people_do(hours_ago: int, expected: str) -> None:
    assert part_of_day(NOON - timedelta(hours=hours_ago), NOON) == expected


@pytest.mark.parametrize("why", list(Wait))
def test_it_says_why_it_does_not_sleep_now(why: Wait) -> None:
    words = why_awake(Outlook(why, NOON), "14:05")
    assert words.endswith(".")
    assert "{" not in words


def test_every_job_has_words() -> None:
    assert list(jobs()) == list(JOBS)
    assert all(job_words(job).doing != job for job in JOBS)
