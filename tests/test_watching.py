"""Sleep begins by itself when nobody needs the machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from companion import sleeping
from companion.clock import FixedClock
from companion.conditions import Reading
from companion.domain import JobState, Wait
from companion.memory.jobs import Desk, JobStep
from companion.watching import LOOK_EVERY_S, Watching
from tests.listening import PATIENCE_S, Listener

IDLE = Reading(on_battery=False, free_bytes=10**11, others=0.0)
UNPLUGGED = Reading(on_battery=True, free_bytes=10**11, others=0.0)
Pass = Callable[..., None]


class Machine:
    """A machine that is as a test says."""

    def __init__(self) -> None:
        self.reading = IDLE

    def read(self) -> Reading:
        """How it is."""
        return self.reading


@pytest.fixture
def machine() -> Machine:
    """A machine that has nothing to do."""
    return Machine()


@pytest.fixture
def time_passes(listener: Listener, clock: FixedClock, machine: Machine) -> Pass:
    """Lets minutes pass, looking at every one, and waits for what has begun."""
    companion = listener.companion
    watching = Watching(companion._runtime, companion._sleeping, machine.read)

    def time_passes(minutes: int, *, wait: bool = True) -> None:
        for _ in range(minutes):
            clock.advance(timedelta(seconds=LOOK_EVERY_S))
            watching.look()
            if wait:
                listener.rest()

    return time_passes


def runs(listener: Listener) -> list[JobState]:
    """How the runs so far ended, the latest first."""
    found = listener.companion.job_runs().result()
    return [run.state for run in found if run.job == "decay"]


def test_it_begins_some_minutes_after_the_start_if_it_is_overdue(
    listener: Listener, time_passes: Pass
) -> None:
    time_passes(4)
    assert runs(listener) == []
    time_passes(8)
    assert runs(listener) == [JobState.DONE], "and only once"


def test_it_waits_until_nobody_has_said_anything_for_a_while(
    listener: Listener, time_passes: Pass
) -> None:
    time_passes(4)
    listener.say("Hello")
    time_passes(4)
    assert runs(listener) == []
    time_passes(4)
    assert runs(listener) == [JobState.DONE]


def test_after_the_machine_has_slept_its_owner_comes_first(
    listener: Listener, time_passes: Pass, clock: FixedClock
) -> None:
    time_passes(10)
    clock.advance(timedelta(days=3))
    time_passes(4)
    assert len(runs(listener)) == 1
    time_passes(4)
    assert len(runs(listener)) == 2


def test_on_battery_it_waits(listener: Listener, time_passes: Pass, machine: Machine) -> None:
    machine.reading = UNPLUGGED
    time_passes(20)
    assert runs(listener) == []
    machine.reading = IDLE
    time_passes(1)
    assert runs(listener) == [JobState.DONE]


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A job that has no end, in place of all others; is set when it has begun."""
    begun = threading.Event()

    class Endless:
        name = "decay"

        def steps(self, _: Desk) -> Iterator[JobStep]:
            while True:
                begun.set()
                yield JobStep()

    monkeypatch.setattr(sleeping, "all_jobs", lambda: (Endless(),))
    return begun


def test_what_began_by_itself_ends_when_the_machine_is_unplugged(
    listener: Listener, time_passes: Pass, machine: Machine, endless: threading.Event
) -> None:
    time_passes(10, wait=False)
    assert endless.wait(PATIENCE_S)
    machine.reading = UNPLUGGED
    time_passes(1)
    assert runs(listener) == [JobState.STOPPED]


def test_what_its_owner_has_begun_goes_on_all_the_same(
    listener: Listener, time_passes: Pass, machine: Machine, endless: threading.Event
) -> None:
    machine.reading = UNPLUGGED
    done = listener.companion.sleep()
    assert endless.wait(PATIENCE_S)
    time_passes(3, wait=False)
    assert runs(listener) == [JobState.RUNNING]
    listener.companion.pause_sleep()
    assert done.result(PATIENCE_S)[0].state is JobState.STOPPED


def test_paused_by_its_owner_it_leaves_them_alone_for_half_a_day(
    listener: Listener, time_passes: Pass, clock: FixedClock
) -> None:
    listener.companion.pause_sleep()
    time_passes(60)
    assert runs(listener) == []
    clock.advance(timedelta(days=2))
    time_passes(10)
    assert runs(listener) == [JobState.DONE]


def test_it_is_told_why_nothing_runs_yet(
    listener: Listener, clock: FixedClock, machine: Machine
) -> None:
    companion = listener.companion
    watching = Watching(companion._runtime, companion._sleeping, machine.read)

    def why() -> Wait:
        return companion._runtime.read(watching.outlook).result().why

    watching.look()
    listener.say("We painted the shed on Monday.")
    assert why() is Wait.TALKED
    clock.advance(timedelta(minutes=6))
    assert why() is Wait.NOTHING
    machine.reading = UNPLUGGED
    assert why() is Wait.BATTERY
    machine.reading = IDLE
    companion.sleep().result(PATIENCE_S)
    assert why() is Wait.RESTED
    clock.advance(timedelta(hours=1))
    companion.pause_sleep()
    assert why() is Wait.PAUSED
