"""How long the window is deaf while a reply streams into a long conversation."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from time import thread_time
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Slot

from companion.app import Companion
from companion.domain import Message, Role, Thread, ThreadMessage, Turn, new_id
from companion.events import Event, TurnDelta, TurnFailed, TurnObserved
from ui.bridge import Bridge

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

BEAT_MS = 5
MESSAGES = 1000
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
    companion: Companion, seconds: float, *, conversation_id: str | None = None
) -> dict[str, Any]:
    """Open the real window on a started `companion`, let it stream, and listen to the heart.

    Its model should speak 50 tokens a second for at least `seconds`. The conversation is the one
    given, or a new one behind 1,000 made-up messages. For half of the time somebody types at the
    end of it, for the other half they scroll up through what was said. Returns `max_ms` and
    `p99_ms`, the time the GUI thread was not there for anybody, for `typing`, `scrolling` and all.
    """
    from ui.app import make_application
    from ui.shell.window import MainWindow

    make_application()
    if conversation_id is None:
        companion = cast("Companion", _Lengthened(companion))
    bridge = Bridge(companion)
    window = MainWindow(bridge)
    window.show()
    if conversation_id is None:
        turn = companion.send("Hello")
        conversation_id = turn.conversation_id
        _until(bridge, TurnObserved, turn)
    window.open_conversation(conversation_id)
    _wait(1500)
    turn = companion.send("Tell me something long.", conversation_id=conversation_id)
    _until(bridge, TurnDelta, turn)
    typing = _listen(window, seconds / 2, _Hands.type, _KEY_EVERY_MS)
    scrolling = _listen(window, seconds / 2, _Hands.scroll, _SCROLL_EVERY_MS)
    rows = len(window.chat.messages.rows)
    window.chat.talk.stop()
    _wait(300)
    window.close()
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


def _listen(window: MainWindow, seconds: float, do: Any, every_ms: int) -> Heartbeat:
    heart = Heartbeat(window)
    hands = _Hands(window)
    timer = QTimer(hands)
    timer.timeout.connect(getattr(hands, do.__name__))
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


def _until(bridge: Bridge, kind: type, turn: Turn) -> None:
    """Wait for an event of a turn, or for its failure."""
    loop = QEventLoop()

    def heard(event: Event) -> None:
        if isinstance(event, kind | TurnFailed) and event.turn == turn:
            loop.quit()

    connection = bridge.event.connect(heard)
    loop.exec()
    bridge.event.disconnect(connection)


class _Lengthened:
    """A Companion whose conversations have a long past: no store has to be filled for it."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion
        self._past: dict[str, tuple[ThreadMessage, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._companion, name)

    def thread(self, conversation_id: str) -> Future[Thread]:
        """The conversation, and before it what was never said."""
        lengthened: Future[Thread] = Future()

        def answer(read: Future[Thread]) -> None:
            if (error := read.exception()) is not None:
                lengthened.set_exception(error)
                return
            thread = read.result()
            if conversation_id not in self._past:
                self._past[conversation_id] = _past(thread)
            messages = (*self._past[conversation_id], *thread.messages)
            lengthened.set_result(replace(thread, messages=messages))

        self._companion.thread(conversation_id).add_done_callback(answer)
        return lengthened


def _past(thread: Thread) -> tuple[ThreadMessage, ...]:
    began = thread.conversation.created_at - timedelta(days=400)
    past = []
    for number in range(MESSAGES):
        role = Role.ASSISTANT if number % 2 else Role.USER
        text = _REPLIES[number // 2 % len(_REPLIES)] if number % 2 else _QUESTION
        at = began + timedelta(hours=9 * number)
        message = Message(new_id(), thread.conversation.id, None, role, text, at)
        past.append(ThreadMessage(message, (message.id,)))
    return tuple(past)


_QUESTION = "I walked along the river with Biscuit this morning. What should we do next weekend?"
_REPLIES = (
    "That sounds like a good morning. You could take the train to the coast, walk to the "
    "lighthouse, and be back before dinner. *Biscuit* liked the sea in spring.\n\n"
    "1. Take the early train\n2. Pack water and something to eat\n3. Ask Ana whether she comes\n\n"
    "If it rains, stay in and read.",
    "Here is how I would count the days:\n\n```python\nfrom datetime import date\n\n\n"
    "def days_until(day: date) -> int:\n    return (day - date.today()).days\n```\n\n"
    "Call it with the day of the trip.",
    "| Day | Plan |\n|---|---|\n| Saturday | Market and river |\n| Sunday | Nothing at all |\n\n"
    "> You once said that Sundays are for doing nothing.\n\nI would keep it so.",
)
