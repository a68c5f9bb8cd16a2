"""Sleep: the jobs that keep the memory in shape are run, while the person does something else.

On a lane of their own, step by step. Each step is stored on the data lane as one transaction, after
whatever the person wants done; while the person waits for anything no step begins. When Companion
closes, or is killed, the step under way is lost, and the next run begins with what it finds.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from companion.desk import LaneDesk
from companion.domain import JobRun, JobState
from companion.events import JobProgress, NotesChanged
from companion.lanes import Cancel, Cancelled
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.memory.jobs import Job, JobStep

JOBS = {
    "duplicates": True,
    "links": True,
    "decay": False,
    "folding": False,
    "condensing": True,
    "summaries": True,
    "topics": True,
    "reflection": True,
    "portrait": False,
}
"""The names of all jobs, in the order in which they are run, and whether they need the models."""
GIVE_WAY_S = 0.02
"""How long to leave the processor to the person before looking again."""


def all_jobs() -> tuple[Job, ...]:
    """The jobs, in the order in which they are run."""
    # Late: what opens the window waits for no job's imports.
    from companion.memory.condensing import Condensing
    from companion.memory.consolidation import Summaries
    from companion.memory.decay import Decay
    from companion.memory.duplicates import Duplicates
    from companion.memory.folding import Folding
    from companion.memory.missing_links import Links
    from companion.memory.portrait import Portrait
    from companion.memory.reflection import Reflection
    from companion.memory.topics import Topics

    return (
        Duplicates(),
        Links(),
        Decay(),
        Folding(),
        Condensing(),
        Summaries(),
        Topics(),
        Reflection(),
        Portrait(),
    )


class Sleeping:
    """Runs jobs, one run of them at a time, and undoes what they did."""

    def __init__(self, runtime: Runtime, jobs: Callable[[], Sequence[Job]] | None = None) -> None:
        """`jobs` gives others than the real ones; it is called on the sleep lane."""
        self._runtime = runtime
        self._jobs = jobs
        self._going_on: Future[tuple[JobRun, ...]] | None = None
        self._pause = Cancel()
        self._by_itself = False
        self._place = (1, 1)
        self._lock = Lock()
        self.paused_at: datetime | None = None
        """When the person last wanted it to pause."""

    def begin(
        self,
        names: Sequence[str] = (),
        *,
        as_of: datetime | None = None,
        dry_run: bool = False,
        by_itself: bool = False,
    ) -> Future[tuple[JobRun, ...]]:
        """Run the jobs of these names, or all; gives their runs. While others run it is they that
        are given. Raises ValueError for a job that there is not.

        What was begun `by_itself` can be put off. `as_of` is the time to work for, now if not
        given. A dry run changes no note: what later steps would make of earlier ones is not seen.
        """
        if self._jobs is None and (unknown := set(names) - JOBS.keys()):
            raise ValueError(f"there is no job {', '.join(sorted(unknown))}")
        with self._lock:
            if self._going_on is None or self._going_on.done():
                self._pause, self._by_itself = Cancel(), by_itself
                self._going_on = self._begin(names, as_of, dry_run=dry_run)
            return self._going_on

    def pause(self) -> None:
        """End the runs that are going on, after the step under way; by itself nothing begins again
        for half a day."""
        self.paused_at = self._runtime.clock.now()
        self._pause.set()

    def put_off(self) -> None:
        """End what has begun by itself."""
        if self._by_itself:
            self._pause.set()

    def runs(self, limit: int) -> Future[list[JobRun]]:
        """The latest runs, latest first."""
        return self._runtime.read(lambda store: store.runs.latest(limit))

    def _begin(
        self, names: Sequence[str], as_of: datetime | None, *, dry_run: bool
    ) -> Future[tuple[JobRun, ...]]:
        runs: list[JobRun] = []
        done: Future[tuple[JobRun, ...]] = Future()

        def finish(ended: Future[None]) -> None:
            if ended.cancelled():
                done.cancel()
            elif (error := ended.exception()) is not None:
                done.set_exception(error)
            else:
                done.set_result(tuple(runs))

        steps = self._steps(names, as_of, runs, dry_run=dry_run)
        self._runtime.in_steps(self._runtime.sleep_lane, "", steps).add_done_callback(finish)
        return done

    def _steps(
        self,
        names: Sequence[str],
        as_of: datetime | None,
        runs: list[JobRun],
        *,
        dry_run: bool,
    ) -> Iterator[None]:
        from companion.memory.use import decide_use

        now = as_of or self._runtime.clock.now()
        desk = LaneDesk(self._runtime, now, self._pause)
        # What was used is not to fade for want of having been looked at.
        yield from decide_use(desk.store, self._runtime.write_behind)
        jobs = (self._jobs or all_jobs)()
        chosen = [job for job in jobs if not names or job.name in names]
        for number, job in enumerate(chosen, 1):
            if self._pause:
                break
            self._place = (number, len(chosen))
            carry_out = self._rehearse if dry_run else self._run
            yield from carry_out(job, desk, runs)
        merge = desk.store.database.merge_words
        while not (dry_run or self._pause) and self._runtime.write_behind(merge):
            yield from self._give_way()

    def _run(self, job: Job, desk: LaneDesk, runs: list[JobRun]) -> Iterator[None]:
        runtime, store = self._runtime, self._runtime.store()
        started = runtime.clock.now()
        run = runtime.write_behind(lambda: store.runs.begin(job.name, desk.now, started))
        self._tell(run)
        try:
            for step in job.steps(desk):
                if step:
                    run, changed = self._store(run, step)
                    self._tell(run, *changed)
                yield from self._give_way()
                if self._pause:
                    break
            state = JobState.STOPPED if self._pause else JobState.DONE
        except Cancelled:
            state = JobState.STOPPED
        except Exception:
            self._end(run, JobState.FAILED)
            raise
        runs.append(self._end(run, state))

    def _rehearse(self, job: Job, desk: LaneDesk, runs: list[JobRun]) -> Iterator[None]:
        """Count what a job would do."""
        did: Counter[str] = Counter()
        changed: set[str] = set()
        run = JobRun("", job.name, desk.now, self._runtime.clock.now())
        for step in job.steps(desk):
            did.update(step.did)
            changed.update(edit.after.id for edit in step.edits)
            yield
        runs.append(
            replace(
                run,
                ended_at=self._runtime.clock.now(),
                state=JobState.DONE,
                changed=len(changed),
                did=tuple(did.items()),
            )
        )

    def _store(self, run: JobRun, step: JobStep) -> tuple[JobRun, tuple[str, ...]]:
        store = self._runtime.store()

        def apply() -> tuple[JobRun, tuple[str, ...]]:
            done = store.runs.apply(run, step)
            store.sync_index()
            return done

        return self._runtime.write_behind(apply)

    def _end(self, run: JobRun, state: JobState) -> JobRun:
        store, now = self._runtime.store(), self._runtime.clock.now()
        return self._tell(self._runtime.write_behind(lambda: store.runs.end(run, state, now)))

    def _give_way(self) -> Iterator[None]:
        """Let the person go first."""
        yield
        while self._runtime.person_waits() and not self._pause:
            time.sleep(GIVE_WAY_S)
            yield

    def _tell(self, run: JobRun, *changed: str) -> JobRun:
        self._say_changed(changed)
        self._runtime.events.publish(JobProgress(run, *self._place))
        return run

    def _say_changed(self, note_ids: tuple[str, ...]) -> None:
        # Prompts go on with what they hold: nothing in it is wrong now, and they stay warm.
        if note_ids:
            self._runtime.events.publish(NotesChanged(note_ids))
