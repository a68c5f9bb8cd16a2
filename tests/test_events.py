"""Events: every listener hears each of them."""

from __future__ import annotations

import logging
import threading

import pytest

from companion.events import Activity, Event, EventBus

ONE, TWO = Activity("one"), Activity("two")


def test_every_listener_hears_every_event_in_order() -> None:
    bus, first, second = EventBus(), [], []  # type: ignore[var-annotated]
    bus.subscribe(first.append)
    bus.publish(ONE)
    bus.subscribe(second.append)
    bus.publish(TWO)
    assert first == [ONE, TWO]
    assert second == [TWO]


def test_who_unsubscribed_hears_no_more() -> None:
    bus, heard = EventBus(), []  # type: ignore[var-annotated]
    unsubscribe = bus.subscribe(heard.append)
    bus.publish(ONE)
    unsubscribe()
    unsubscribe()
    bus.publish(TWO)
    assert heard == [ONE]


def test_a_listener_may_leave_while_it_is_told() -> None:
    bus, heard = EventBus(), []  # type: ignore[var-annotated]

    def once(event: Event) -> None:
        heard.append(event)
        leave()

    leave = bus.subscribe(once)
    bus.subscribe(heard.append)
    bus.publish(ONE)
    bus.publish(TWO)
    assert heard == [ONE, ONE, TWO]


def test_a_listener_that_fails_does_not_keep_others_from_hearing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus, heard = EventBus(), []  # type: ignore[var-annotated]

    def fail(_: Event) -> None:
        raise ZeroDivisionError

    bus.subscribe(fail)
    bus.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        bus.publish(ONE)
    assert heard == [ONE]
    assert "ZeroDivisionError" in caplog.text
    assert "Activity" in caplog.text


def test_listeners_are_called_on_the_thread_that_publishes() -> None:
    bus, threads = EventBus(), []  # type: ignore[var-annotated]
    bus.subscribe(lambda _: threads.append(threading.current_thread()))
    thread = threading.Thread(target=bus.publish, args=(ONE,))
    thread.start()
    thread.join()
    assert threads == [thread]
