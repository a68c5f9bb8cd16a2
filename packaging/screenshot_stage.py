"""A Companion with a past, for pictures: the made-up person's talks, each said at its time."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication
from screenshot_content import OWN_NOTES, TALKS

from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import Turn
from companion.events import Event, ModelReady, Ready, TurnObserved
from companion.llm.scripted import ScriptedChatModel

T = TypeVar("T")
NOW = datetime(2026, 5, 7, 20, 15, tzinfo=UTC)


class Stage:
    """A Companion on `home`, its clock standing still."""

    def __init__(self, home: Path, now: datetime = NOW) -> None:
        self.model = ScriptedChatModel()
        self.clock = FixedClock(now)
        self.companion = Companion(home, clock=self.clock, load_model=lambda _: self.model)
        self.events: list[Event] = []
        self.companion.events.subscribe(self.events.append)
        self.companion.start()
        self.until(lambda: self._heard(ModelReady) and self._heard(Ready))

    def live_through(self) -> None:
        """Say everything, oldest first, each at its time; then sleep."""
        for days, title, off_the_record, said in sorted(TALKS, reverse=True):
            self._turn_to(NOW - timedelta(days=days))
            conversation_id: str | None = None
            for words, reply in said:
                self.model.replies = [reply]
                turn = self.companion.send(
                    words, conversation_id=conversation_id, off_the_record=off_the_record
                )
                self.until(partial(self._has_observed, turn))
                conversation_id = turn.conversation_id
                self._turn_to(self.clock.now() + timedelta(minutes=2))
            assert conversation_id is not None
            self.result(self.companion.rename_conversation(conversation_id, title))
        for text in OWN_NOTES:
            self.result(self.companion.remember(text))
        self._turn_to(NOW - timedelta(hours=16))
        self.result(self.companion.sleep())
        self._turn_to(NOW)

    def result(self, future: Future[T]) -> T:
        """The future's result, with the window alive meanwhile."""
        self.until(future.done)
        return future.result()

    def settle(self, seconds: float = 0.6) -> None:
        """Let everything that is on its way arrive and be painted."""
        until = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > until)

    def _turn_to(self, moment: datetime) -> None:
        self.clock.advance(moment - self.clock.now())

    def _heard(self, kind: type) -> bool:
        return any(isinstance(event, kind) for event in self.events)

    def _has_observed(self, turn: Turn) -> bool:
        return any(isinstance(event, TurnObserved) and event.turn == turn for event in self.events)

    @staticmethod
    def until(done: Callable[[], bool]) -> None:
        """Wait until it holds, with the window alive meanwhile."""
        until = time.monotonic() + 120
        while not done():
            if time.monotonic() > until:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)
