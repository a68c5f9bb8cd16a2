"""When it is time for background jobs, and when the machine is not to be troubled. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.domain import Wait

QUIET = timedelta(minutes=30)
"""How long nothing must have been said until jobs run by day, …"""
QUIET_AT_NIGHT = timedelta(minutes=10)
QUIET_OVERDUE = timedelta(minutes=5)
"""… or when they are overdue. A start, or waking up from suspend, counts as if something was said:
whoever opens the machine wants it for themselves."""
APART = timedelta(hours=12)
"""How long a job rests after it ran."""
OVERDUE = timedelta(hours=36)
NIGHT = range(1, 6)
"""The hours of the night, in the person's zone."""
MISSED = 3
"""So many looks at the clock in a row are not late, but slept through by the whole machine."""
LITTLE_SPACE = 1_000_000_000
"""Bytes on the disk below which nothing is written that nobody asked for."""
BUSY = 0.4
"""The share of the processor that others may use: a game takes more, a browser less."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the machine is. `others` is the share of all processor cores, 0 to 1, that other
    processes used of late; `on_battery` is False where there is no battery."""

    on_battery: bool
    free_bytes: int
    others: float


def reason_to_wait(reading: Reading) -> Wait:
    """What of the machine speaks against running a job now, if anything."""
    if reading.on_battery:
        return Wait.BATTERY
    if reading.free_bytes < LITTLE_SPACE:
        return Wait.SPACE
    return Wait.BUSY if reading.others > BUSY else Wait.NOTHING


def is_due(last_ran: datetime | None, quiet_since: datetime, now: datetime) -> bool:
    """Whether it is time for a job, by when it last ran and since when nothing was said; `now` is
    in the person's zone."""
    quiet = now - quiet_since
    if last_ran is None or now - last_ran >= OVERDUE:
        return quiet >= QUIET_OVERDUE
    if now - last_ran < APART:
        return False
    return quiet >= (QUIET_AT_NIGHT if now.hour in NIGHT else QUIET)


def due_from(last_ran: datetime | None, quiet_since: datetime) -> datetime:
    """From when on `is_due` holds for a job, if nothing is said until then; the times as there, and
    in the person's zone."""
    if last_ran is None:
        return quiet_since + QUIET_OVERDUE
    rested = last_ran + APART
    by_night = max(rested, quiet_since + QUIET_AT_NIGHT)
    if by_night.hour not in NIGHT:
        days = timedelta(days=by_night.hour >= NIGHT.stop)
        by_night = (by_night + days).replace(hour=NIGHT.start, minute=0, second=0, microsecond=0)
    overdue = max(last_ran + OVERDUE, quiet_since + QUIET_OVERDUE)
    return min(by_night, max(rested, quiet_since + QUIET), overdue)


def has_slept(last_look: datetime, now: datetime, apart: timedelta) -> bool:
    """Whether the machine was suspended between two looks at the clock that should be `apart`."""
    return now - last_look > MISSED * apart
