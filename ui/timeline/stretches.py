"""Time in even stretches, and how many notes each has: what the overview draws."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Unit(Enum):
    """How long a stretch is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_NUMBER: dict[Unit, Callable[[date], int]] = {
    Unit.DAY: date.toordinal,
    # The first day of the calendar was a Monday.
    Unit.WEEK: lambda day: (day.toordinal() - 1) // 7,
    Unit.MONTH: lambda day: day.year * 12 + day.month - 1,
    Unit.YEAR: lambda day: day.year,
}
_BEGINS: dict[Unit, Callable[[int], date]] = {
    Unit.DAY: date.fromordinal,
    Unit.WEEK: lambda number: date.fromordinal(number * 7 + 1),
    Unit.MONTH: lambda number: date(number // 12, number % 12 + 1, 1),
    Unit.YEAR: lambda number: date(number, 1, 1),
}


@dataclass(slots=True)
class Stretch:
    """When it begins, and its days with how many notes they have, the latest first."""

    begins: date
    days: list[tuple[date, int]] = field(default_factory=list)
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Stretches:
    """The time from the last day back to the first, without a gap but in what is still to come. A
    place is a number of stretches from the top, such as 2.5: in the middle, by notes, of the
    third."""

    unit: Unit
    all: tuple[Stretch, ...]

    def place(self, day: date, part: float) -> float:
        """Where so far (0 to 1) into a day is."""
        if not self.all:
            return 0.0
        number = _NUMBER[self.unit]
        at = bisect_left(self.all, -number(day), key=lambda it: -number(it.begins))
        at = min(at, len(self.all) - 1)
        stretch, before = self.all[at], 0.0
        for other, notes in stretch.days:
            if other > day:
                before += notes
            elif other == day:
                before += part * notes
        return at + min(before / max(1, stretch.notes), 0.999)

    def day(self, place: float) -> tuple[date, float]:
        """The day at a place, and how far into it; of a stretch without any the next one that has
        some."""
        at = min(max(0, int(place)), len(self.all) - 1)
        stretch, left = self.all[at], (place - at) * self.all[at].notes
        for day, notes in stretch.days:
            if left < notes:
                return day, max(0.0, left / notes)
            left -= notes
        for later in self.all[at + 1 :]:
            if later.days:
                return later.days[0][0], 0.0
        return stretch.begins, 0.0


def stretches(days: Sequence[tuple[date, int]], most: int, today: date) -> Stretches:
    """Days with how many notes they have, the latest first, in the shortest stretches of which
    there are at most so many; else in years. Of what comes after today those alone that have any:
    a plan for next year does not push the past together."""
    if not days:
        return Stretches(Unit.DAY, ())
    numbered = ((it, _numbers(days, it, today)) for it in Unit)
    fitting = (it for it in numbered if len(it[1]) <= most or it[0] is Unit.YEAR)
    unit, numbers = next(fitting)
    made = {it: Stretch(_BEGINS[unit](it)) for it in numbers}
    for day, notes in days:
        stretch = made[_NUMBER[unit](day)]
        stretch.days.append((day, notes))
        stretch.notes += notes
    return Stretches(unit, tuple(made.values()))


def _numbers(days: Sequence[tuple[date, int]], unit: Unit, today: date) -> list[int]:
    """The numbers of the stretches there are to be, the latest first."""
    number = _NUMBER[unit]
    last = min(number(days[0][0]), number(today))
    to_come = dict.fromkeys(it for day, _ in days if (it := number(day)) > last)
    return [*to_come, *range(last, number(days[-1][0]) - 1, -1)]
