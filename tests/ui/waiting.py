"""Waiting in a window's event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer

PATIENCE_MS = 20_000
LOOK_EVERY_MS = 5


def wait_until(holds: Callable[[], object]) -> None:
    """Let the window go on until something holds.

    It is looked at whenever the loop has nothing left to do, where `QtBot.waitUntil` looks every
    10 ms: a window's tests wait a thousand times. What other threads do wakes no loop; for them it
    is looked at from time to time.
    """
    if holds():
        return
    loop, late, tick = QEventLoop(), QTimer(singleShot=True), QTimer()
    raised: list[BaseException] = []
    held: list[bool] = []

    def look() -> None:
        try:
            if held or not holds():
                return
            held.append(True)
        except BaseException as error:
            raised.append(error)
        loop.quit()

    dispatcher = QAbstractEventDispatcher.instance()
    dispatcher.aboutToBlock.connect(look)
    late.timeout.connect(loop.quit)
    late.start(PATIENCE_MS)
    tick.start(LOOK_EVERY_MS)
    try:
        loop.exec()
    finally:
        dispatcher.aboutToBlock.disconnect(look)
    if raised:
        raise raised[0]
    assert held, "it never held"


def wait_until_idle(others_are: Callable[[], bool]) -> None:
    """Let the window go on until neither it nor the others it works with have anything to do."""
    idle = 0

    def nobody_is_busy() -> bool:
        nonlocal idle
        idle = idle + 1 if others_are() else 0
        QAbstractEventDispatcher.instance().wakeUp()
        # What one hands on to the other in this moment shows when both are looked at again.
        return idle > 2

    wait_until(nobody_is_busy)
