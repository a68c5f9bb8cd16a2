"""Questions to the core of which only the latest counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject

from companion.errors import CompanionError
from ui.bridge import Bridge

T = TypeVar("T")


class Latest(QObject):
    """Asks one kind of question; the answer to any but the latest is dropped."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._generation = 0
        self.waiting = False

    def ask(
        self,
        future: Future[T],
        then: Callable[[T], None],
        failed: Callable[[CompanionError], None],
    ) -> None:
        """Call `then` or `failed`, unless another question is asked or `drop` called before."""
        self._generation += 1
        asked = self._generation
        self.waiting = True

        def answer(result: T) -> None:
            if asked == self._generation:
                self.waiting = False
                then(result)

        def fail(error: CompanionError) -> None:
            if asked == self._generation:
                self.waiting = False
                failed(error)

        self._bridge.ask(future, answer, fail, owner=self)

    def drop(self) -> None:
        """Drop the answer that is on its way."""
        self._generation += 1
        self.waiting = False
