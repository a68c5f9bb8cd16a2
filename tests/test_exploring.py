"""The timeline is listed beside whatever else is read, and only while somebody waits for it."""

from __future__ import annotations

import threading

import pytest

from companion.filters import Axis, Filter
from companion.store.timelines import Timelines
from tests.listening import PATIENCE_S, Listener


def test_other_reading_goes_between_the_steps_of_a_long_listing(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.store.timelines.PAGE", 1)
    exploring = listener.companion.exploring
    for number in range(4):
        listener.companion.remember(f"Memory number {number}").result(PATIENCE_S)
    taken, between = [0], []
    whole = Timelines.listing

    def counted(self: Timelines, *what: object, **how: object) -> object:
        steps = whole(self, *what, **how)  # type: ignore[arg-type]
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value
            if not taken[0]:
                exploring.saved().add_done_callback(lambda _: between.append(taken[0]))
            taken[0] += 1
            yield

    monkeypatch.setattr(Timelines, "listing", counted)
    assert len(exploring.timeline(Filter()).result(PATIENCE_S)) == 4
    assert taken[0] == 4
    assert between == [1], "what was asked in the first step was answered before the second"


def test_a_listing_that_nobody_waits_for_any_longer_is_over(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener.companion.remember("I like tea").result(PATIENCE_S)
    exploring = listener.companion.exploring
    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def endless(self: Timelines, *_: object, stop: object, **__: object) -> object:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        while True:
            if callable(stop) and stop():
                stopped.set()
            yield

    with monkeypatch.context() as patch:
        patch.setattr(Timelines, "listing", endless)
        overtaken = exploring.timeline(Filter(words="t"), Axis.LEARNED)
        assert begun.wait(PATIENCE_S)
        assert overtaken.cancel()
        go_on.set()
        assert stopped.wait(PATIENCE_S), "the step under way is told of it"
    assert len(exploring.timeline(Filter(words="tea")).result(PATIENCE_S)) == 1
