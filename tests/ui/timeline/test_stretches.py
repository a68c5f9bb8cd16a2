"""Time in even stretches, and places in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ui.timeline.stretches import Unit, stretches

LAST = date(2026, 5, 4)


def test_stretches_are_the_shortest_that_fit_and_have_no_gap() -> None:
    for days, unit, number in ((9, Unit.DAY, 10), (300, Unit.WEEK, 43), (3000, Unit.MONTH, 99)):
        told = stretches([(LAST, 3), (LAST - timedelta(days=days), 2)], 100, LAST)
        assert told.unit is unit
        assert abs(len(told.all) - number) <= 1
        assert [told.all[0].notes, told.all[-1].notes] == [3, 2]
        assert sum(it.notes for it in told.all) == 5
    long = stretches([(LAST, 3), (date(1700, 1, 1), 2)], 100, LAST)
    assert long.unit is Unit.YEAR
    assert len(long.all) == 327
    assert stretches((), 10, LAST).all == ()


@pytest.mark.parametrize("most", [10, 60, 400])
def test_a_place_leads_to_its_day_and_back(most: int) -> None:
    days = [(LAST - timedelta(days=ago), ago % 5 + 1) for ago in range(0, 800, 3)]
    told = stretches(days, most, LAST)
    for day, _ in days[::20]:
        for part in (0.0, 0.5):
            back, into = told.day(told.place(day, part) + 1e-9)
            assert (back, round(into, 3)) == (day, part)


def test_where_nothing_was_the_next_day_before_it_is_meant() -> None:
    told = stretches([(LAST, 1), (LAST - timedelta(days=9), 1)], 100, LAST)
    assert told.day(4.5) == (LAST - timedelta(days=9), 0.0)
    assert told.day(99.0) == (LAST - timedelta(days=9), 0.0)
    assert stretches((), 10, LAST).place(LAST, 0.5) == 0.0


def test_of_what_is_to_come_there_is_no_more_than_what_is_planned() -> None:
    plans = [(LAST + timedelta(days=ahead), 1) for ahead in (700, 40)]
    told = stretches([*plans, (LAST, 3), (LAST - timedelta(days=20), 2)], 100, LAST)
    assert told.unit is Unit.DAY
    assert [it.begins for it in told.all[:3]] == [*(day for day, _ in plans), LAST]
    assert len(told.all) == 2 + 21
    for at, day in ((0, plans[0][0]), (1, plans[1][0]), (2, LAST)):
        assert (told.place(day, 0.0), told.day(at)) == (at, (day, 0.0))
    assert told.place(LAST + timedelta(days=100), 0.0) == 1.0
