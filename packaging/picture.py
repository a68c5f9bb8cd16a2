"""The picture in the README: `uv run python packaging/picture.py OUT.png`.

Nothing in it is scripted but what the person types: the real window, the starter model and its
encoders, on a fresh data directory over two days. Needs no screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from companion.app import Companion
from companion.clock import FixedClock
from companion.events import Event, ModelReady, TurnObserved
from ui.app import make_application
from ui.bridge import Bridge
from ui.shell.window import MainWindow
from ui.theme import theme

YESTERDAY = (
    "I moved to Porto in May with my dog Biscuit",
    "My sister Rita is a nurse in Braga.",
    "I'm allergic to peanuts, which makes eating out a little tricky.",
)
TODAY = "what's my dog called?"


class Sitting:
    """Somebody at the window."""

    def __init__(self, companion: Companion, window: MainWindow) -> None:
        self.window = window
        self._loop = QEventLoop()
        self._awaited: type | None = None
        window.bridge.event.connect(self._heard)
        window.show()
        companion.start()
        self.wait(ModelReady)

    def say(self, text: str) -> None:
        """Type, send, and wait until the notes are written."""
        self.window.open_conversation("")
        self.settle()
        self.window.chat.composer.field.setPlainText(text)
        self.window.chat.composer.send.click()
        self.wait(TurnObserved)
        self.settle()

    def wait(self, kind: type[Event]) -> None:
        """Wait for an event."""
        self._awaited = kind
        self._loop.exec()

    def settle(self) -> None:
        """Let everything that is on its way be painted."""
        QTimer.singleShot(800, self._loop.quit)
        self._loop.exec()

    def _heard(self, event: Event) -> None:
        if self._awaited is not None and isinstance(event, self._awaited):
            self._awaited = None
            self._loop.quit()


def main(out: Path) -> None:
    """Live two days and take the picture."""
    make_application()
    theme().choose("light")
    clock = FixedClock(datetime(2026, 5, 4, 19, 30, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        companion = Companion(Path(folder) / "home", clock=clock)
        bridge = Bridge(companion)
        window = MainWindow(bridge)
        window.resize(1180, 720)
        sitting = Sitting(companion, window)
        for words in YESTERDAY:
            sitting.say(words)
        clock.advance(timedelta(days=1))
        sitting.say(TODAY)
        reply = window.chat.messages.row(window.chat.talk.items[-1].message.id)
        if reply is not None and reply.bar.notes is not None:
            reply.bar.notes.click()
        sitting.settle()
        window.grab().save(str(out))
        window.close()
        bridge.close()
        companion.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: picture.py OUT.png")
    main(Path(sys.argv[1]))
