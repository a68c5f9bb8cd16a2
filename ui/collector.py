"""Python's garbage is collected on the GUI thread, in small steps, and never while a reply comes.

Left to itself, Python collects wherever it happens to run: on a lane it would destroy Qt objects on
the wrong thread, and one full collection, with a loaded index and a loaded model behind it, holds
the interpreter's lock for 100 to 200 ms.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

from companion.events import Event, ModelFailed, ModelReady, TurnFailed, TurnFinished, TurnStarted
from ui.bridge import Bridge

STEP_MS = 250
"""How often the youngest objects are looked through."""
FULL_EVERY_S = 60.0
"""How often everything is, when no reply is being made."""


class Collector(QObject):
    """Takes collecting over from Python until it is closed."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replies: set[str] = set()
        self._full_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        bridge.event.connect(self._on_event)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer.start()

    def close(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    @Slot()
    def step(self) -> None:
        """Collect what is due."""
        young, middle, _ = gc.get_count()
        due, due_middle, _ = gc.get_threshold()
        now = time.monotonic()
        if not self._replies and now - self._full_at >= FULL_EVERY_S:
            self._full_at = now
            gc.collect()
        elif young > due:
            gc.collect(1 if middle > due_middle else 0)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        match event:
            case TurnStarted(turn):
                self._replies.add(turn.id)
            case TurnFinished(turn) | TurnFailed(turn):
                self._replies.discard(turn.id)
            case ModelReady() | ModelFailed():
                # What was loaded stays; no later collection need look through it.
                gc.freeze()
