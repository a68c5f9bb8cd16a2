"""How fast the timeline opens, finds, jumps and scrolls in the real window.

Run as a process of its own (`python -m ui.bench_timeline HOME`): it opens the window as `companion`
does, but for the models, and prints what it saw as JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from companion.app import Companion
from companion.events import Event, Ready, StartFailed
from ui.app import make_application
from ui.bridge import Bridge
from ui.collector import Collector
from ui.shell.window import MainWindow
from ui.timeline.roles import NoteRole
from ui.timeline.view import MemoriesView

TYPED = ("k", "kitchen", "my sister r", "at the market", "wooden bookshelf", "zeppelin", "porto")
LETTER_S = 0.09
"""From one letter typed to the next."""
JUMPS = 40
FRAMES = 600
_STEP = 240
"""Pixels that one turn of the wheel, or so, moves the list."""
_PATIENCE_S = 30.0
_SETTLES_MS = 1500


def main(home: Path) -> None:
    """Open the window on `home`, use the timeline, and print the figures."""
    make_application()
    companion = Companion(home)
    bridge = Bridge(companion)
    collector = Collector(bridge)
    window = MainWindow(bridge)
    window.show()
    _start(companion, bridge)
    figures = measure_timeline(window)
    window.close()
    collector.close()
    bridge.close()
    companion.close()
    print(json.dumps({name: round(value, 1) for name, value in figures.items()}))


def measure_timeline(window: MainWindow) -> dict[str, float]:
    """The figures of `companion bench timeline`, of a window whose store is open."""
    began = time.perf_counter()
    window.go_to(window.memories)
    view = window.memories.timeline
    hand = _Hand(view)
    hand.until(lambda: hand.has_painted(since=began))
    figures = {"open_ms": _since(began)}
    hand.until(lambda: view.model.complete)
    figures |= {"whole_ms": _since(began), "notes": float(view.model.sections.notes)}
    if view.model.rowCount():
        figures |= hand.search() | hand.jump() | hand.scroll()
    figures["rss_mb"] = psutil.Process().memory_info().rss / 2**20
    return figures


class _Hand(QObject):
    """Somebody who looks for something."""

    def __init__(self, view: MemoriesView) -> None:
        super().__init__(view)
        self._view = view
        self._painted = 0.0
        for surface in (view.list.viewport(), view.state):
            surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of when the list, or what stands in its place, is painted."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self._painted = time.perf_counter()

    def has_painted(self, *, since: float) -> bool:
        """Whether what was asked for has come, and been painted, words and all."""
        model, rows = self._view.model, self._view.list
        if not model.answered:
            return False
        if not model.rowCount():
            # That nothing was found may have stood there before.
            return self._view.state.isVisible()
        if self._painted < since:
            return False
        offset = rows.verticalScrollBar().value()
        shown = range(rows.row_at(offset), rows.row_at(offset + rows.viewport().height()) + 1)
        seen = [model.index(row) for row in shown]
        return all(it.data(NoteRole.KIND) is not None or not it.data(NoteRole.ID) for it in seen)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the window live until it holds. Raises TimeoutError after half a minute."""
        end = time.perf_counter() + _PATIENCE_S
        while not holds():
            if time.perf_counter() > end:
                raise TimeoutError
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    def search(self) -> dict[str, float]:
        """Type words, letter by letter; after each the first results are waited for."""
        taken = []
        for words in TYPED:
            for letters in range(1, len(words) + 1):
                began = time.perf_counter()
                asked = words[:letters].strip()
                again = asked == self._view.model.filter.words
                self._view.search.setText(words[:letters])
                if not again:
                    self._until_shown(asked, began)
                    taken.append(_since(began))
                self.rest_until(began + LETTER_S)
            self._view.search.clear()
            self.until(lambda: not self._view.model.filter and self._view.model.complete)
        return {
            "search_ms": max(taken),
            "search_p95_ms": sorted(taken)[int(len(taken) * 0.95)],
            "search_median_ms": statistics.median(taken),
        }

    def _until_shown(self, words: str, began: float) -> None:
        self.until(lambda: self._view.model.filter.words == words)
        self.until(lambda: self.has_painted(since=began))

    def rest_until(self, then: float) -> None:
        """Let the window live until a time has come."""
        self.until(lambda: time.perf_counter() >= then)

    def jump(self) -> dict[str, float]:
        """Click on the overview, here and there."""
        random, taken = Random(1), []
        days = [it.day for it in self._view.model.sections.all]
        for _ in range(JUMPS):
            began = time.perf_counter()
            self._view.overview.went.emit(random.choice(days), 0.0)
            # It may be there already.
            self._view.list.viewport().update()
            self.until(lambda: self.has_painted(since=began))  # noqa: B023
            taken.append(_since(began))
        return {"jump_ms": max(taken), "jump_median_ms": statistics.median(taken)}

    def scroll(self) -> dict[str, float]:
        """Scroll down, with what that fetches; each frame is painted before the next."""
        bar, wall, own = self._view.list.verticalScrollBar(), [], []
        bar.setValue(0)
        for _ in range(FRAMES):
            began, worked = time.perf_counter(), time.thread_time()
            bar.setValue(bar.value() + _STEP)
            QApplication.processEvents()
            wall.append(_since(began))
            own.append((time.thread_time() - worked) * 1000.0)
            # A screen shows the next frame a moment later.
            time.sleep(max(0.0, 0.016 - wall[-1] / 1000.0))
        return {
            "frame_p99_ms": sorted(wall)[int(FRAMES * 0.99)],
            "frame_median_ms": statistics.median(wall),
            "frame_cpu_p99_ms": sorted(own)[int(FRAMES * 0.99)],
        }


def _start(companion: Companion, bridge: Bridge) -> None:
    """Open the store, and nothing else. Raises what keeps it from opening."""
    loop = QEventLoop()

    def heard(event: Event) -> None:
        if isinstance(event, StartFailed):
            raise event.error
        if isinstance(event, Ready):
            loop.quit()

    connection = bridge.event.connect(heard)
    companion.start(models=False)
    loop.exec()
    bridge.event.disconnect(connection)
    # The list of conversations comes first.
    QTimer.singleShot(_SETTLES_MS, loop.quit)
    loop.exec()


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000.0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
