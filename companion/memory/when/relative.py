"""Times that are counted from today: the days they mean, or None."""

from __future__ import annotations

import re
from datetime import date, timedelta

from companion.memory.when.days import (
    Days,
    is_verb,
    monday_of,
    month_of,
    moved,
    nearest,
    season_of,
    single,
    weekday_index,
)
from companion.memory.when.said import ON, Said
from companion.memory.when.words import (
    DAYS_OF,
    MONTHS_OF,
    NAMED,
    NUMBERS,
    SLACK,
    STEPS,
    TENS,
    UNCOUNTED,
    VAGUE,
)

_MORE = r"(?:[0-9]|\b(?:of|dozens?|hundreds?|thousands?|millions?)) \Z"
_WITHIN = r"\b(?:over|in|within|during|for) \Z"


def named_day(said: Said, found: re.Match[str]) -> Days:
    """“yesterday”, “the other day”, “last night”."""
    first, last = NAMED[found.group().casefold()]
    return said.today + timedelta(days=first), said.today + timedelta(days=last)


def ago(said: Said, found: re.Match[str]) -> Days | None:
    """“two weeks ago”, “years ago”, “ten years ago today”."""
    if said.follows(_MORE, found.start()):
        return None
    low, high = _count(found)
    first, last = _shifted(said.today, found, -high), _shifted(said.today, found, -low)
    slack = timedelta() if found["exactly"] else _slack(found, low)
    return first - slack, min(last + slack, said.today)


def from_now(said: Said, found: re.Match[str]) -> Days:
    """“three weeks from now”."""
    low, high = _count(found)
    first, last = _shifted(said.today, found, low), _shifted(said.today, found, high)
    slack = _slack(found, low)
    return max(first - slack, said.today), last + slack


def ahead(said: Said, found: re.Match[str]) -> Days | None:
    """“in three days”, “in two weeks’ time”."""
    # “I painted it in three days” and “once in a day” say how long.
    long = said.looks_back(found) or found.group().casefold() == "in a day"
    return None if long else from_now(said, found)


def rolling(said: Said, found: re.Match[str]) -> Days | None:
    """“the last week”, “the past two years”, “the next few days”."""
    back = found["way"].casefold() in ("last", "past")
    counted = found["vague"] or found["low"]
    if not (counted or found["plural"]) and (
        found["unit"].casefold() == "day"
        or (found["way"].casefold() == "next" and not said.follows(_WITHIN, found.start()))
    ):
        # “the last day”, and “the next week” of a story.
        return None
    _, most = _count(found) if counted or not found["plural"] else VAGUE["few"]
    edge = _shifted(said.today, found, -most if back else most)
    return (edge, said.today) if back else (said.today, edge)


def calendar_step(said: Said, found: re.Match[str]) -> Days | None:
    """“last week”, “this summer”, “next Friday”, “last May”."""
    which = found["which"].casefold()
    step = STEPS[which]
    if found["unit"]:
        return _period(found["unit"], said, found, which)
    if found["weekday"]:
        return single(_weekday(found["weekday"], said, found, which))
    month, season = found["month"], found["season"]
    if month and step == 0 and is_verb(month):
        return None
    return nearest(
        lambda year: month_of(month, year) if month else season_of(season, year),
        said.today,
        said.looks_back(found) if step == 0 else step < 0,
        over=step != 0,
    )


def two_away(said: Said, found: re.Match[str]) -> Days:
    """“the week before last”."""
    return _period(found["unit"], said, found, found["which"].casefold())


def the_weekend(said: Said, found: re.Match[str]) -> Days:
    """“the weekend”."""
    return _period("weekend", said, found, "this")


def day_of_week(said: Said, found: re.Match[str]) -> Days:
    """“Friday next week”, “last week on Monday”."""
    monday = monday_of(said.today, STEPS[found["which"].casefold()])
    return single(moved(monday, weekday=weekday_index(found["weekday"])))


def bare_weekday(said: Said, found: re.Match[str]) -> Days | None:
    """“Tuesday”; “Tue” only after “on” and the like."""
    if found["short"] and not said.follows(ON, found.start()):
        return None
    which = "last" if said.looks_back(found) else "this coming"
    return single(_weekday(found.group(), said, found, which))


def _period(unit: str, said: Said, found: re.Match[str], which: str) -> Days:
    """The week, weekend, month or year as many steps away as the words say."""
    step, today = STEPS[which], said.today
    match unit.casefold():
        case "week":
            monday = monday_of(today, step)
            return monday, monday + timedelta(days=6)
        case "weekend":
            if step == 0 and today.weekday() < 5 and said.looks_back(found):
                step = -1
            elif which.endswith("coming") and today.weekday() < 5:
                step = 0
            saturday = monday_of(today, step) + timedelta(days=5)
            return saturday, saturday + timedelta(days=1)
        case "month":
            first = moved(today, months=step, day=1)
            return first, moved(first, day=31)
        case _:
            year = today.year + step
            return date(year, 1, 1), date(year, 12, 31)


def _weekday(word: str, said: Said, found: re.Match[str], which: str) -> date:
    weekday = weekday_index(word)
    match which:
        case "next":
            return moved(monday_of(said.today, 1), weekday=weekday)
        case "this":
            return moved(said.today, days=-6 if said.looks_back(found) else 0, weekday=weekday)
        case _:
            # The first that is not before the day moved to.
            return moved(said.today, days=-7 if STEPS[which] < 0 else 1, weekday=weekday)


def _count(found: re.Match[str]) -> tuple[float, float]:
    """The least and the most that a number may mean."""
    if found["vague"]:
        return VAGUE[found["vague"].casefold()]
    if not found["low"]:
        return UNCOUNTED if found["plural"] else (1, 1)
    low, high = _number(found["low"]), _number(found["high"] or found["low"])
    tail = found.groupdict().get("tail")
    if found["half"] or tail == " and a half":
        return low + 0.5, high + 0.5
    return low, high + 1 if tail == " or two" else high


def _number(words: str) -> float:
    words = words.casefold()
    if words in NUMBERS:
        return NUMBERS[words]
    if words[0] in "0123456789":
        return float(words)
    tens, _, one = words.replace("-", " ").partition(" ")
    return 20 + 10 * TENS.index(tens) + NUMBERS.get(one, 0)


def _shifted(today: date, found: re.Match[str], count: float) -> date:
    unit = found["unit"].casefold()
    if unit in DAYS_OF:
        return today + timedelta(days=round(count * DAYS_OF[unit]))
    months, part = divmod(count * MONTHS_OF[unit], 1)
    return moved(today, months=int(months), days=round(part * 30))


def _slack(found: re.Match[str], count: float) -> timedelta:
    return timedelta(days=SLACK.get(found["unit"].casefold(), 0)) * min(1, count)
