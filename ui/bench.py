"""How long the window is deaf while a reply streams into a long conversation."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Slot

from companion.app import Companion
from companion.domain import Turn
from companion.events import Event, TurnDelta, TurnFailed
from ui.bridge import Bridge
from ui.collector import Collector

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

BEAT_MS = 5
_KEY_EVERY_MS = 120
_SCROLL_EVERY_MS = 30
_SCROLL_PIXELS = 240


class Heartbeat(QObject):
    """Beats every few milliseconds; what comes later than that waited for the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self.busy_ms: list[float] = []
        """The GUI thread's own work between two beats: other processes do not count."""
        self._worked = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self._since.start()
        self._worked = thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        self.late_ms.append(max(0.0, self._since.nsecsElapsed() / 1e6 - BEAT_MS))
        self._since.restart()
        worked = thread_time()
        self.busy_ms.append((worked - self._worked) * 1000.0)
        self._worked = worked

    def figures(self) -> dict[str, float]:
        """How late beats were, in milliseconds: the latest of all, and of 99 in 100."""
        late, busy = sorted(self.late_ms) or [0.0], sorted(self.busy_ms) or [0.0]
        return {
            "max_ms": round(late[-1], 1),
            "p99_ms": round(late[int(len(late) * 0.99)], 1),
            "max_busy_ms": round(busy[-1], 1),
            "beats": float(len(late)),
        }


def measure_gui_block(
    companion: Companion, seconds: float, *, conversation_id: str
) -> dict[str, Any]:
    """Open the real window on a started `companion`, let it stream, and listen to the heart.

    Its model should speak 50 tokens a second for at least `seconds`, in a long conversation. For
    half of the time somebody types at its end, for the other half they scroll up through it.
    Returns for `typing`, for `scrolling` and for both, in milliseconds: `max_ms` and `p99_ms`, how
    long the GUI thread was not there for anybody, and `max_busy_ms`, the most it worked at once,
    which the load of the machine does not change.
    """
    from ui.app import make_application
    from ui.shell.window import MainWindow

    make_application()
    bridge = Bridge(companion)
    collector = Collector(bridge)
    window = MainWindow(bridge)
    window.show()
    window.open_conversation(conversation_id)
    _wait(1500)
    turn = companion.send("Tell me something long.", conversation_id=conversation_id)
    _until_it_speaks(bridge, turn)
    hands = _Hands(window)
    typing = _listen(seconds / 2, hands.type, _KEY_EVERY_MS)
    scrolling = _listen(seconds / 2, hands.scroll, _SCROLL_EVERY_MS)
    rows = len(window.chat.messages.rows)
    window.chat.talk.stop()
    _wait(300)
    window.close()
    collector.close()
    bridge.close()
    together = Heartbeat()
    together.late_ms = typing.late_ms + scrolling.late_ms
    together.busy_ms = typing.busy_ms + scrolling.busy_ms
    return {
        **together.figures(),
        "typing": typing.figures(),
        "scrolling": scrolling.figures(),
        "messages": len(window.chat.talk.items),
        "rows": rows,
    }


class _Hands(QObject):
    """Somebody at the keyboard and the wheel."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._chat = window.chat

    @Slot()
    def type(self) -> None:
        self._chat.composer.field.insertPlainText("word ")

    @Slot()
    def scroll(self) -> None:
        bar = self._chat.messages.verticalScrollBar()
        bar.setValue(bar.value() - _SCROLL_PIXELS)


def _listen(seconds: float, do: Callable[[], None], every_ms: int) -> Heartbeat:
    heart = Heartbeat()
    timer = QTimer()
    timer.timeout.connect(do)
    timer.start(every_ms)
    heart.start()
    _wait(round(seconds * 1000))
    heart.stop()
    timer.stop()
    return heart


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until_it_speaks(bridge: Bridge, turn: Turn) -> None:
    """Wait for the first word of a reply."""
    loop = QEventLoop()

    def heard(event: Event) -> None:
        if isinstance(event, TurnFailed) and event.turn == turn:
            raise event.error
        if isinstance(event, TurnDelta) and event.turn == turn:
            loop.quit()

    connection = bridge.event.connect(heard)
    loop.exec()
    bridge.event.disconnect(connection)
