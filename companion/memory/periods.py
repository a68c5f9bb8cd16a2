"""The stretches of time that have a summary, each made of shorter ones. Pure.

A session is what was said in one conversation on one day. Days are those where the person lives.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum


class Level(StrEnum):
    """The stretches of time, the shortest first; what a summary of one is tagged with."""

    SESSION = "session"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


ROOM = {Level.SESSION: 320, Level.DAY: 400, Level.WEEK: 600, Level.MONTH: 900}
"""Characters of a summary."""


def begins(level: Level, at: datetime) -> datetime:
    """When the stretch began that this moment lies in, as local time."""
    day = at.astimezone().date()
    if level is Level.WEEK:
        day -= timedelta(days=day.weekday())
    elif level is Level.MONTH:
        day = day.replace(day=1)
    return datetime.combine(day, time()).astimezone()


def ends(level: Level, at: datetime) -> datetime:
    """When it is over, as local time."""
    # By the calendar: a day of a changing clock has 23 hours or 25.
    day = begins(level, at).date()
    if level is Level.WEEK:
        day += timedelta(days=7)
    elif level is Level.MONTH:
        day = (day + timedelta(days=31)).replace(day=1)
    else:
        day += timedelta(days=1)
    return datetime.combine(day, time()).astimezone()


def name(level: Level, at: datetime) -> str:
    """What it is called, such as `Monday, 4 May 2026`; empty for a session."""
    began = begins(level, at)
    day = f"{began.day} {began:%B %Y}"
    return {
        Level.SESSION: "",
        Level.DAY: f"{began:%A}, {day}",
        Level.WEEK: f"Week of {day}",
        Level.MONTH: f"{began:%B %Y}",
    }[level]
