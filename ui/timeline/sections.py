"""The rows of the timeline: headings of months and days with notes beneath them, found in either
direction by bisection. Ids alone; a hundred thousand of them are rows at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from companion.filters import Day


class Heading(IntEnum):
    """What stands above some notes."""

    FINDS = 0
    """What recall finds, before everything that has the words."""
    MONTH = 1
    DAY = 2


@dataclass(slots=True)
class Section:
    """A heading and the ids of the notes beneath it; of a month it is the heading alone."""

    heading: Heading
    day: date
    ids: list[str] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stands: what recall finds first, then the latest."""
        if self.heading is Heading.FINDS:
            return (0, 0, 0)
        month = self.day.year * 12 + self.day.month
        return (1, -month, -self.day.day if self.heading is Heading.DAY else -99)

    @property
    def key(self) -> str:
        """What tells its heading from any other row."""
        return f"{self.heading.name} {self.day}"


class Sections:
    """All sections in their order, and the row at which each begins."""

    def __init__(self, days: Sequence[Day] = ()) -> None:
        self.all: list[Section] = []
        month = (0, 0)
        for day in days:
            if (day.date.year, day.date.month) != month:
                month = day.date.year, day.date.month
                self.all.append(Section(Heading.MONTH, day.date.replace(day=1)))
            self.all.append(Section(Heading.DAY, day.date, list(day.ids)))
        self.count_rows()

    def count_rows(self) -> None:
        """Tell anew where each begins, after something has changed."""
        self.starts: list[int] = []
        row = 0
        for section in self.all:
            self.starts.append(row)
            row += 1 + len(section.ids)
        self.rows = row

    @property
    def notes(self) -> int:
        """How many notes there are rows of, less what recall finds."""
        return sum(len(it.ids) for it in self.all if it.heading is Heading.DAY)

    def at(self, row: int) -> tuple[int, int]:
        """The number of the section that a row is in, and which of its notes it is: -1 for the
        heading."""
        number = bisect_right(self.starts, row) - 1
        return number, row - self.starts[number] - 1

    def id_at(self, row: int) -> str:
        """The id of the note in a row; empty for a heading."""
        number, at = self.at(row)
        return self.all[number].ids[at] if at >= 0 else ""

    def key_at(self, row: int) -> str:
        """What tells a row from any other: recall may find a note that has a row of its own."""
        number, at = self.at(row)
        section = self.all[number]
        if at < 0:
            return section.key
        found = section.heading is Heading.FINDS
        return f"{section.key} {section.ids[at]}" if found else section.ids[at]

    def ids_between(self, first: int, last: int) -> Iterator[str]:
        """The notes in these rows, both ends included."""
        if self.rows == 0:
            return
        number, _ = self.at(max(0, first))
        while number < len(self.all) and self.starts[number] <= last:
            start, ids = self.starts[number] + 1, self.all[number].ids
            yield from ids[max(0, first - start) : max(0, last - start + 1)]
            number += 1

    def row_of(self, note_id: str) -> int:
        """The row of a note, on its day rather than among what recall finds; -1 when nowhere."""
        found = -1
        for section, start in zip(self.all, self.starts, strict=True):
            if note_id in section.ids:
                found = start + 1 + section.ids.index(note_id)
                if section.heading is Heading.DAY:
                    return found
        return found

    def rows_of(self, note_ids: Collection[str]) -> list[int]:
        """The rows of those of these notes that are there, on their days."""
        wanted = set(note_ids)
        return [
            start + 1 + at
            for section, start in zip(self.all, self.starts, strict=True)
            if section.heading is Heading.DAY and not wanted.isdisjoint(section.ids)
            for at, note_id in enumerate(section.ids)
            if note_id in wanted
        ]

    def row_of_key(self, key: str) -> int:
        """The row with this key; -1 when it is nowhere."""
        for section, start in zip(self.all, self.starts, strict=True):
            if section.key == key:
                return start
            if section.heading is Heading.FINDS and key.startswith(f"{section.key} "):
                note_id = key.rpartition(" ")[2]
                return start + 1 + section.ids.index(note_id) if note_id in section.ids else -1
        return self.row_of(key)

    def days_with(self, note_ids: Collection[str]) -> list[date]:
        """The days on which any of these notes are."""
        wanted = set(note_ids)
        return [
            it.day for it in self.all if it.heading is Heading.DAY and not wanted.isdisjoint(it.ids)
        ]

    def place(self, section: Section) -> tuple[int, bool]:
        """The number that a section has, or would have, and whether there is one like it."""
        number = bisect_left(self.all, section.order, key=lambda it: it.order)
        there = number < len(self.all) and self.all[number].order == section.order
        return number, there

    def within(self, row: int) -> tuple[date, float] | None:
        """The day that a row is in, and how far into it (0 to 1): of the heading of a month its
        latest day; None where there is no further day."""
        if row < 0:
            return None
        number, at = self.at(row)
        for section in self.all[number:]:
            if section.heading is Heading.DAY:
                return section.day, max(0, at) / max(1, len(section.ids))
            at = 0
        return None

    def row_within(self, day: date, part: float) -> int:
        """The row so far (0 to 1) into a day, and at its beginning its heading, with that of the
        month above it; of a day without any that of the next one before it, the last row when there
        is none."""
        number, there = self.place(Section(Heading.DAY, day))
        if number >= len(self.all):
            return max(0, self.rows - 1)
        into = round(part * len(self.all[number].ids)) if there else 0
        if not into and number and self.all[number - 1].heading is Heading.MONTH:
            return self.starts[number - 1]
        return self.starts[number] + into
