"""Runs that belong together, as one night's sleep. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from companion.domain import JobRun
from ui.activity.words import sentence
from ui.chat.when import day_name
from ui.language import translate

APART = timedelta(hours=1)
"""A pause as long as this between two runs makes them two nights."""
_EVENING, _MORNING = 21, 9


def nights(runs: Sequence[JobRun]) -> list[list[JobRun]]:
    """Runs, given latest first, as nights: the latest first, and so each of them."""
    found: list[list[JobRun]] = []
    for run in runs:
        later = found[-1][-1] if found else None
        if later is not None and later.started_at - (run.ended_at or run.started_at) < APART:
            found[-1].append(run)
        else:
            found.append([run])
    return found


def told(night: Sequence[JobRun], now: datetime) -> str:
    """What was done in a night, as a sentence."""
    when = part_of_day(night[-1].started_at, now)
    did = sentence(night)
    if not did:
        return translate(
            "activity", "{when} I looked through your memories. There was nothing to do."
        ).format(when=when)
    return translate("activity", "{when} I {did}.").format(when=when, did=did)


def part_of_day(at: datetime, now: datetime) -> str:
    """When something was done, as a sentence begins: “Last night”, “Earlier today”."""
    then, here = at.astimezone(), now.astimezone()
    days = (here.date() - then.date()).days
    by_night = then.hour >= _EVENING or then.hour < _MORNING
    if by_night and (
        (days == 0 and then.hour < _MORNING <= here.hour) or (days == 1 and then.hour >= _EVENING)
    ):
        return translate("activity", "Last night")
    if here - then < timedelta(minutes=10):
        return translate("activity", "Just now")
    if days == 0:
        return translate("activity", "Earlier today")
    if days < 2:
        return translate("activity", "Yesterday")
    return translate("activity", "On {day}").format(day=day_name(at, now))
