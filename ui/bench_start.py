"""How soon after its start the window takes input, and what memory the whole application takes.

Run as a process of its own (`python -m ui.bench_start HOME`): it opens the window as `companion`
does, says one thing, and prints what it saw as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QTimer, Slot

from companion.app import Companion
from companion.events import Event, ModelFailed, ModelReady, StartFailed, TurnFailed, TurnObserved
from ui.app import make_application
from ui.bridge import Bridge
from ui.collector import Collector
from ui.shell.window import MainWindow


class _Watch(QObject):
    """Notes when the window was there, says something when the model is, and ends."""

    def __init__(self, companion: Companion, window: MainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._companion = companion
        self._window = window
        self._process = psutil.Process()
        self.seen: dict[str, float] = {}
        window.painted.connect(self._painted)
        bridge.event.connect(self._heard)

    @Slot()
    def _painted(self) -> None:
        field = self._window.chat.composer.field
        if field.isEnabled() and field.isVisible():
            self.seen["usable_ms"] = self._age_ms()
        self._companion.start()

    @Slot(object)
    def _heard(self, event: Event) -> None:
        if isinstance(event, ModelReady):
            self.seen["model_ready_ms"] = self._age_ms()
            self._companion.send("I moved to Porto in May with my dog Biscuit")
        elif isinstance(event, TurnObserved):
            self.seen["rss_mb"] = self._process.memory_info().rss / 2**20
            QTimer.singleShot(0, self._window.close)
        elif isinstance(event, ModelFailed | StartFailed | TurnFailed):
            print(event.error, file=sys.stderr)
            QTimer.singleShot(0, self._window.close)

    def _age_ms(self) -> float:
        return (time.time() - self._process.create_time()) * 1000.0


def main(home: Path) -> None:
    """Open the window on `home` and print the figures when it has closed."""
    app = make_application()
    companion = Companion(home)
    bridge = Bridge(companion)
    collector = Collector(bridge)
    window = MainWindow(bridge)
    watch = _Watch(companion, window, bridge)
    window.show()
    app.exec()
    collector.close()
    bridge.close()
    companion.close()
    print(json.dumps(watch.seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
