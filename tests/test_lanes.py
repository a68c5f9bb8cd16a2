"""Lanes: one thread each, the person's work before the background's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.lanes import Cancel, Cancelled, Lane, LaneClosed, Priority
from tests.listening import PATIENCE_S

USER, BACKGROUND = Priority.USER, Priority.BACKGROUND


class Gate:
    """Holds up a lane until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self) -> None:
        self.reached.set()
        assert self.opened.wait(PATIENCE_S)


@pytest.fixture
def lane() -> Iterator[Lane]:
    """An idle lane."""
    lane = Lane("test")
    yield lane
    lane.close()


@pytest.fixture
def held(lane: Lane) -> Gate:
    """Background work that keeps the lane busy until its gate is opened."""
    gate = Gate()
    lane.submit(gate, priority=BACKGROUND)
    assert gate.reached.wait(PATIENCE_S)
    return gate


def test_work_is_done_on_the_lanes_own_thread(lane: Lane) -> None:
    assert lane.submit(lane.owns_current_thread).result()
    assert not lane.owns_current_thread()
    names = {lane.submit(lambda: threading.current_thread().name).result() for _ in range(5)}
    assert names == {"lane-test"}


def test_results_and_exceptions_come_through_the_future(lane: Lane) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    assert lane.submit(lambda: 42).result() == 42
    assert isinstance(lane.submit(fail).exception(), ZeroDivisionError)
    assert lane.submit(lambda: "works on").result() == "works on"


def test_the_person_goes_before_the_background(lane: Lane, held: Gate) -> None:
    done: list[str] = []
    for number in range(3):
        lane.submit(lambda n=number: done.append(f"background {n}"), priority=BACKGROUND)
    last = [lane.submit(lambda n=number: done.append(f"user {n}")) for number in range(3)]
    assert lane.pending() == 7
    held.opened.set()
    last[-1].result()
    assert done[:3] == ["user 0", "user 1", "user 2"]
    lane.submit(lambda: None, priority=BACKGROUND).result()
    assert done[3:] == ["background 0", "background 1", "background 2"]


@given(st.lists(st.sampled_from([USER, BACKGROUND]), max_size=12))
def test_any_work_is_done_in_order_of_priority_then_of_arrival(priorities: list[Priority]) -> None:
    lane, gate = Lane("test"), Gate()
    done: list[tuple[Priority, int]] = []
    lane.submit(gate)
    futures = [
        lane.submit(lambda e=(priority, number): done.append(e), priority=priority)
        for number, priority in enumerate(priorities)
    ]
    gate.opened.set()
    for future in futures:
        future.result()
    lane.close()
    assert done == sorted(done)


def test_running_background_work_is_asked_to_yield_to_the_person(lane: Lane) -> None:
    gate, cancel, same = Gate(), Cancel(), Cancel()

    def work() -> str:
        gate()
        cancel.check()
        return "went on"

    running = lane.submit(work, priority=BACKGROUND, cancel=cancel)
    assert gate.reached.wait(PATIENCE_S)
    lane.submit(lambda: None, priority=BACKGROUND, cancel=same)
    assert not cancel, "other background work can wait"
    lane.submit(lambda: None)
    assert cancel
    assert not same, "what does not run yet need not yield"
    gate.opened.set()
    assert isinstance(running.exception(), Cancelled)


def test_the_persons_work_is_never_asked_to_yield(lane: Lane) -> None:
    gate, cancel = Gate(), Cancel()
    lane.submit(gate, cancel=cancel)
    assert gate.reached.wait(PATIENCE_S)
    lane.submit(lambda: None)
    assert not cancel
    gate.opened.set()


def test_work_that_was_cancelled_while_it_waited_is_not_done(lane: Lane, held: Gate) -> None:
    done: list[str] = []
    future = lane.submit(lambda: done.append("cancelled"))
    assert future.cancel()
    held.opened.set()
    lane.submit(lambda: done.append("after")).result()
    assert done == ["after"]


def test_closing_finishes_the_persons_work_and_drops_the_background(lane: Lane, held: Gate) -> None:
    done: list[str] = []
    dropped = lane.submit(lambda: done.append("background"), priority=BACKGROUND)
    kept = lane.submit(lambda: done.append("user"))
    closing = threading.Thread(target=lane.close)
    closing.start()
    with pytest.raises(CancelledError):
        dropped.result(PATIENCE_S)
    held.opened.set()
    closing.join()
    assert done == ["user"]
    assert kept.done()


def test_closing_asks_running_background_work_to_yield(lane: Lane) -> None:
    cancel, reached = Cancel(), threading.Event()

    def work() -> None:
        reached.set()
        while not cancel:
            pass

    lane.submit(work, priority=BACKGROUND, cancel=cancel)
    assert reached.wait(PATIENCE_S)
    lane.close()
    assert lane.pending() == 0


@pytest.mark.parametrize("times", [1, 2])
def test_a_closed_lane_takes_no_more(lane: Lane, times: int) -> None:
    for _ in range(times):
        lane.close()
    with pytest.raises(LaneClosed):
        lane.submit(lambda: None)


def test_a_lane_can_be_closed_from_its_own_thread(lane: Lane) -> None:
    lane.submit(lane.close).result()
    with pytest.raises(LaneClosed):
        lane.submit(lambda: None)


def test_many_threads_may_submit(lane: Lane) -> None:
    done: list[int] = []

    def submit(number: int) -> None:
        for _ in range(50):
            lane.submit(lambda: done.append(number))

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lane.close()
    assert sorted(done) == sorted([0, 1, 2, 3] * 50)


def test_a_cancel_flag_stays_up() -> None:
    cancel = Cancel()
    cancel.check()
    assert not cancel
    cancel.set()
    assert cancel
    checks: list[Callable[[], None]] = [cancel.check, cancel.check]
    for check in checks:
        with pytest.raises(Cancelled):
            check()


def test_work_finds_the_flag_it_is_to_look_at(lane: Lane) -> None:
    reached = threading.Event()

    def work() -> bool:
        flag = lane.cancel()
        reached.set()
        while not flag:
            pass
        return flag is lane.cancel()

    yielding = lane.submit(work, priority=BACKGROUND)
    assert reached.wait(PATIENCE_S)
    assert not lane.submit(lane.cancel).result(PATIENCE_S), "each work has its own"
    assert yielding.result(PATIENCE_S)
    assert not lane.cancel(), "nothing runs"


def test_a_lane_tells_whether_it_has_work_of_the_persons(lane: Lane) -> None:
    go_on = threading.Event()
    background = lane.submit(lambda: go_on.wait(PATIENCE_S), priority=BACKGROUND)
    assert not lane.is_urgent()
    urgent = lane.submit(lane.is_urgent)
    assert lane.is_urgent(), "it waits"
    go_on.set()
    assert urgent.result(PATIENCE_S), "it runs"
    background.result(PATIENCE_S)
    lane.submit(lambda: None, priority=BACKGROUND).result(PATIENCE_S)
    assert not lane.is_urgent()
