"""What the calendar knows: days of months, seasons and weeks. dateutil does the counting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from companion.memory.when.words import SEASONS, WEEKDAYS

Days = tuple[date, date]
"""The first and the last."""


def nearest(days_in: Callable[[int], Days], today: date, back: bool, *, over: bool = False) -> Days:
    """Of something that comes once a year, the nearest in a direction, or `over` and done with."""
    step = -1 if back else 1
    for year in range(today.year - step, today.year + 10 * step, step):
        try:
            first, last = days_in(year)
        except ValueError:
            continue
        if back and (last < today if over else first <= today):
            return first, last
        if not back and (first > today if over else last >= today):
            return first, last
    raise ValueError("not within ten years")


def month_of(month: str, year: int) -> Days:
    """All of a month."""
    first = read_date(f"1 {month} 2000").replace(year=year)
    return first, moved(first, day=31)


def season_of(season: str, year: int) -> Days:
    """All of a season; a winter is that which begins in the year."""
    first = date(year, SEASONS[season.casefold()], 1)
    return first, moved(first, months=2, day=31)


def full_year(year: str, today: date) -> int:
    """“2019”, “'98” or “98”; a short one is at most twenty years ahead."""
    short = int(year.lstrip("'"))
    if len(year) == 4:
        return short
    return 2000 + short if 2000 + short <= today.year + 20 else 1900 + short


def monday_of(today: date, weeks: int) -> date:
    """The Monday so many weeks away."""
    return today + timedelta(days=7 * weeks - today.weekday())


def weekday_index(word: str) -> int:
    """0 for Monday to 6, of a name or its beginning."""
    return WEEKDAYS.index(word[:3].casefold())


def is_verb(month: str) -> bool:
    """Whether what reads like a month may be a verb."""
    return month in ("may", "march", "mar")


def single(day: date) -> Days:
    """One day, as the first and the last."""
    return day, day


def moved(
    start: date,
    *,
    months: int = 0,
    days: int = 0,
    day: int | None = None,
    weekday: int | None = None,
) -> date:
    """So much later, on that day of its month, or on the first such weekday from there."""
    # Here and not above: the window does not wait for dateutil when it starts.
    from dateutil.relativedelta import relativedelta

    return start + relativedelta(months=months, days=days, day=day, weekday=weekday)


@lru_cache(maxsize=256)
def read_date(words: str, *, day_first: bool = False) -> date:
    """A date in words or figures. Raises ValueError when there is no such day."""
    from dateutil.parser import parse

    return parse(words, dayfirst=day_first, default=datetime(2000, 1, 1, tzinfo=UTC)).date()
