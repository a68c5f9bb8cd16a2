"""What a first night costs: all background jobs on a store where none has run, step by step.

A step is what nobody is let in between, so its length is what matters most: computing one, and
storing it. All times are the processor's own, of all threads, which a busy machine hardly changes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from companion.bench.recall import fill
from companion.bench.years import LASTS
from companion.clock import SystemClock
from companion.domain import JobState
from companion.encoders.base import Encoders
from companion.memory.jobs import Job
from companion.memory.relevance import cohort_centre
from companion.quiet import QuietDesk
from companion.secrets import make_key
from companion.sleeping import all_jobs
from companion.store.store import Store

NOTES = 10_000
SINCE = timedelta(days=730)
"""How long ago the first of the notes was told."""
TALK_NOTES = 20
"""Somewhat fewer notes than come of one of its talks, so that all of them are told by now."""


def bench_night(load_encoders: Callable[[], Encoders], *, notes: int = NOTES) -> dict[str, Any]:
    """Seconds of each job in a first night on so many notes, and in all of a second one, in which
    there is nothing new. Takes minutes; raises what keeps the encoders from loading."""
    encoders = load_encoders()
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        make_key(Path(folder))
        store = Store(Path(folder), clock)
        try:
            apart = SINCE / (notes / TALK_NOTES + 1) - LASTS
            fill(store, encoders, Random(notes), notes, clock.now() - SINCE, apart)
            desk = QuietDesk(store, clock.now(), encoders, cohort_centre(encoders.embedder))
            first = {job.name: _run(job, desk) for job in all_jobs()}
            second = {job.name: _run(job, desk) for job in all_jobs()}
        finally:
            store.close()
    return {
        "notes": notes,
        "seconds": round(sum(it.compute_s + it.store_s for it in first.values()), 1),
        "longest_step_s": round(max(it.longest_s for it in first.values()), 2),
        "longest_transaction_s": round(max(it.longest_store_s for it in first.values()), 3),
        "jobs": {name: it.as_dict() for name, it in first.items()},
        "second_night_s": round(sum(it.compute_s + it.store_s for it in second.values()), 1),
        "second_night_changed": sum(it.stored for it in second.values()),
    }


@dataclass(slots=True)
class _Ran:
    """What the steps of a job took."""

    steps: int = 0
    stored: int = 0
    compute_s: float = 0.0
    store_s: float = 0.0
    longest_s: float = 0.0
    longest_store_s: float = 0.0

    def computed(self, seconds: float) -> None:
        self.steps += 1
        self.compute_s += seconds
        self.longest_s = max(self.longest_s, seconds)

    def kept(self, seconds: float) -> None:
        self.stored += 1
        self.store_s += seconds
        self.longest_store_s = max(self.longest_store_s, seconds)

    def as_dict(self) -> dict[str, float]:
        return {name: round(getattr(self, name), 3) for name in self.__dataclass_fields__}


def _run(job: Job, desk: QuietDesk) -> _Ran:
    store, ran = desk.store, _Ran()
    run = store.runs.begin(job.name, desk.now, desk.now)
    began = time.process_time()
    for step in job.steps(desk):
        ran.computed(time.process_time() - began)
        if step:
            began = time.process_time()
            run, _ = store.runs.apply(run, step)
            store.sync_index()
            ran.kept(time.process_time() - began)
        began = time.process_time()
    ran.computed(time.process_time() - began)
    store.runs.end(run, JobState.DONE, desk.now)
    return ran
