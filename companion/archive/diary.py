"""The memory as a diary: day by day what was remembered, and what was said.

Days are local ones. A memory stands on the day on which it happened, as in the timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge

from companion.store.diaries import Diary, Remembered, Said


@dataclass(slots=True)
class Talk:
    """What was said in one conversation on one day."""

    title: str
    said: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Day:
    """A local day on which something was remembered or said."""

    date: date
    remembered: list[Remembered] = field(default_factory=list)
    talks: dict[str, Talk] = field(default_factory=dict)
    """By the ids of their conversations, in the order in which they began that day."""


def days(diary: Diary, tell: Callable[[], None]) -> Iterator[Day]:
    """All days, the earliest first, of which one is held at a time; `tell` is called for each
    record and may raise."""
    day: Day | None = None
    remembered: Iterator[Remembered | Said] = diary.remembered()
    for one in merge(remembered, diary.said(), key=lambda it: it.at):
        tell()
        on = local(one.at).date()
        # A clock put back at midnight begins no day anew.
        if day is None or on > day.date:
            if day is not None:
                yield day
            day = Day(on)
        if isinstance(one, Remembered):
            day.remembered.append(one)
        else:
            talk = day.talks.setdefault(one.conversation_id, Talk(one.title))
            talk.said.append(one)
    if day is not None:
        yield day


def local(moment: datetime) -> datetime:
    """The time that it is here; on the first and the last of all days, what it is in UTC."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment
