"""How moments are named."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ui.chat.when import day_name, said

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_porto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock on the wall is that of Porto, an hour ahead of UTC in summer."""
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("ago", "name"),
    [
        (timedelta(0), "Today"),
        (timedelta(days=1), "Yesterday"),
        (timedelta(days=3), "Friday"),
        (timedelta(days=20), "Tuesday, 14 April"),
        (timedelta(days=400), "30 March 2025"),
    ],
)
def test_days_are_named_by_how_far_they_lie(ago: timedelta, name: str) -> None:
    assert day_name(NOW - ago, NOW) == name


def test_days_begin_at_midnight_where_one_lives() -> None:
    past_midnight_here = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
    assert day_name(past_midnight_here, NOW) == "Today"


def test_times_are_local() -> None:
    assert said(NOW, NOW) == "Today, 13:00"
