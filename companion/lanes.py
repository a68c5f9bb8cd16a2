"""Lanes: one thread each, owning one unsafe resource, fed by a priority queue.

Work of the person waiting goes before background work. Background work that is running is asked to
yield (its `Cancel` is set) as soon as the person's work arrives; it must look at that flag often.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from companion.errors import Cancelled as Cancelled

T = TypeVar("T")


class Priority(IntEnum):
    """Lower runs first."""

    USER = 0
    BACKGROUND = 10


class LaneClosed(RuntimeError):
    """Work was submitted to a lane that takes no more."""


class Cancel:
    """A flag that one thread raises and another looks at."""

    def __init__(self) -> None:
        self._flag = threading.Event()

    def __bool__(self) -> bool:
        return self._flag.is_set()

    def set(self) -> None:
        self._flag.set()

    def check(self) -> None:
        """Raise Cancelled if the flag is up."""
        if self._flag.is_set():
            raise Cancelled


class Either(Cancel):
    """A flag that is up when one of two others is, and is not raised itself."""

    def __init__(self, one: Cancel, other: Cancel) -> None:
        super().__init__()
        self._both = (one, other)

    def __bool__(self) -> bool:
        return any(self._both)

    def check(self) -> None:
        for one in self._both:
            one.check()


@dataclass(order=True)
class _Job:
    priority: int
    order: int
    run: Callable[[], None] = field(compare=False)
    cancel: Cancel = field(compare=False)
    future: Future[Any] = field(compare=False)


class Lane:
    """One worker thread and its queue. Work is done in order of priority, then of arrival."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._queue: list[_Job] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._closed = False
        self._running: _Job | None = None
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        *,
        priority: Priority = Priority.USER,
        cancel: Cancel | None = None,
    ) -> Future[T]:
        """Queue `work`; its result or exception comes through the future.

        Raises LaneClosed once the lane is closed. `cancel` is the flag the work itself looks at;
        it is set when more urgent work arrives while background work runs.
        """
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        with self._wake:
            if self._closed:
                raise LaneClosed(f"the {self.name} lane is closed")
            job = _Job(
                int(priority),
                next(self._order),
                run,
                Cancel() if cancel is None else cancel,
                future,
            )
            heapq.heappush(self._queue, job)
            if self._running is not None and self._running.priority > job.priority:
                self._running.cancel.set()
            self._wake.notify()
        return future

    def cancel(self) -> Cancel:
        """The flag of the work that runs now: for that work to look at, not to keep."""
        with self._wake:
            return Cancel() if self._running is None else self._running.cancel

    def owns_current_thread(self) -> bool:
        """Whether the caller runs on this lane."""
        return threading.current_thread() is self._thread

    def pending(self) -> int:
        """How much work waits or runs."""
        with self._wake:
            return len(self._queue) + (self._running is not None)

    def is_urgent(self) -> bool:
        """Whether work of the person's waits or runs."""
        with self._wake:
            jobs = [*self._queue, *([self._running] if self._running else ())]
            return any(job.priority == Priority.USER for job in jobs)

    def close(self, timeout: float | None = 10.0) -> None:
        """Finish what is queued for the person, drop background work, and join the thread."""
        with self._wake:
            self._closed = True
            kept = [job for job in self._queue if job.priority == Priority.USER]
            for job in self._queue:
                if job.priority != Priority.USER:
                    job.future.cancel()
            heapq.heapify(kept)
            self._queue = kept
            if self._running is not None and self._running.priority > Priority.USER:
                self._running.cancel.set()
            self._wake.notify()
        if not self.owns_current_thread():
            self._thread.join(timeout)

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._queue and not self._closed:
                    self._wake.wait()
                if not self._queue:
                    return
                self._running = heapq.heappop(self._queue)
            self._running.run()
            with self._wake:
                self._running = None
