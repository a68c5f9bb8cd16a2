"""Decides when background work runs; it only submits, and never does the work itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger


class Scheduler:
    """APScheduler on a thread of its own. What it calls must return at once."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.start()

    def after(self, seconds: float, submit: Callable[[], object]) -> None:
        """Call `submit` once, `seconds` from now."""
        time = datetime.now(UTC) + timedelta(seconds=seconds)
        self._scheduler.add_job(submit, DateTrigger(time))

    def every(self, seconds: float, submit: Callable[[], object]) -> None:
        """Call `submit` again and again, `seconds` apart, the first time after as long."""
        self._scheduler.add_job(submit, IntervalTrigger(seconds=seconds))

    def close(self) -> None:
        """Call nothing more."""
        self._scheduler.shutdown(wait=False)
