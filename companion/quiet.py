"""Sleep on a throw-away store: all background jobs, one after the other, without lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from companion.domain import JobState
from companion.encoders.base import Encoders, Vectors
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.sleeping import all_jobs
from companion.store.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QuietDesk:
    """What jobs work with where nobody else does: a store and encoders, and no model, so that what
    is written is written by rule."""

    store: Store
    now: datetime
    encoders: Encoders
    cohort: Vectors

    def centre(self) -> Vectors:
        """See `companion.memory.jobs.Desk`, as for the rest."""
        return self.cohort

    def with_encoders(self, work: Callable[[Encoders], T]) -> T:
        """Done at once."""
        return work(self.encoders)

    def with_model(self, work: Callable[[ChatModel, Cancel], T]) -> T | None:
        """There is none."""
        return None


def sleep(desk: QuietDesk) -> None:
    """Run every job to its end."""
    store = desk.store
    for job in all_jobs():
        run = store.runs.begin(job.name, desk.now, desk.now)
        for step in job.steps(desk):
            if step:
                run, _ = store.runs.apply(run, step)
        store.runs.end(run, JobState.DONE, desk.now)
    store.sync_index()
