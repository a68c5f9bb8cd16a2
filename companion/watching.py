"""When sleep begins by itself: after a while of quiet, by night, when it is overdue.

The scheduler has it looked every minute. So it is seen, too, that the machine has just woken up.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from companion.conditions import APART, Reading, due_from, has_slept, is_due, reason_to_wait
from companion.domain import Outlook, Wait
from companion.lanes import LaneClosed
from companion.runtime import Runtime
from companion.sleeping import JOBS, Sleeping

if TYPE_CHECKING:
    from companion.store.store import Store

LOOK_EVERY_S = 60.0


class Watching:
    """Begins what is due while the machine has nothing better to do, and ends it when it has."""

    def __init__(
        self,
        runtime: Runtime,
        sleeping: Sleeping,
        look_at_machine: Callable[[], Reading] | None = None,
    ) -> None:
        """`look_at_machine` tells how the machine is; the real one if not given."""
        self._runtime = runtime
        self._sleeping = sleeping
        self._look_at_machine = look_at_machine
        self._looked_at: datetime | None = None
        self._awake_since: datetime | None = None

    def look(self) -> None:
        """See what is to be done, and return at once. To be called every LOOK_EVERY_S seconds."""
        now = self._runtime.clock.now()
        apart = timedelta(seconds=LOOK_EVERY_S)
        if self._looked_at is None or has_slept(self._looked_at, now, apart):
            self._awake_since = now
        self._looked_at = now
        with suppress(LaneClosed):
            self._runtime.read(lambda store: self._decide(store, now))

    def outlook(self, store: Store) -> Outlook:
        """When sleep will begin by itself, and why not now."""
        now = self._runtime.clock.now().astimezone()
        quiet_since = self._quiet_since(store) or now
        dues = {
            due_from(ran and ran.astimezone(), quiet_since.astimezone()): ran
            for ran in (self._last_ran(store, name) for name in JOBS)
        }
        due_at = min(dues)
        if machine := reason_to_wait(self._reading()):
            return Outlook(machine, due_at)
        if due_at <= now:
            return Outlook(Wait.NOTHING, due_at)
        ran = dues[due_at]
        if ran is None or now - ran >= APART:
            return Outlook(Wait.TALKED, due_at)
        return Outlook(Wait.PAUSED if ran == self._sleeping.paused_at else Wait.RESTED, due_at)

    def _decide(self, store: Store, now: datetime) -> None:
        if reason_to_wait(self._reading()):
            self._sleeping.put_off()
        elif due := self._due(store, now):
            self._sleeping.begin(due, by_itself=True)

    def _reading(self) -> Reading:
        if self._look_at_machine is None:
            from companion.machine import Machine

            self._look_at_machine = Machine(self._runtime.home).read
        return self._look_at_machine()

    def _due(self, store: Store, now: datetime) -> list[str]:
        quiet_since = self._quiet_since(store) or now
        here = now.astimezone()
        return [name for name in JOBS if is_due(self._last_ran(store, name), quiet_since, here)]

    def _quiet_since(self, store: Store) -> datetime | None:
        said = store.conversations.last_words_before("")
        return max((at for at in (said, self._awake_since) if at is not None), default=None)

    def _last_ran(self, store: Store, name: str) -> datetime | None:
        """When a job ran last, or was not to."""
        last = store.runs.last_ended(name)
        ran = [at for at in (last and last.started_at, self._sleeping.paused_at) if at]
        return max(ran, default=None)
