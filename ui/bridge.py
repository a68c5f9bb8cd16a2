"""The one place where the core and Qt meet: events become signals, futures become calls.

Every signal is emitted to the GUI thread, whatever thread the core published on.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from companion.app import Companion
from companion.errors import Cancelled, CompanionError
from companion.events import Event
from ui.history import History

T = TypeVar("T")


class Bridge(QObject):
    """Carries the core's events and answers to the GUI thread."""

    event = Signal(object)  # type: ignore[assignment]  # QObject.event is not used here
    """Every event of `companion.events`, in order."""

    _published = Signal(object)
    _answered = Signal(object, object, object, object)

    def __init__(self, companion: Companion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.companion = companion
        self._closed = False
        self._published.connect(self._deliver_event, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._deliver_answer, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = companion.events.subscribe(self._published.emit)
        self.history = History(self)
        """What was done to memories in this window."""

    def ask(
        self,
        future: Future[T],
        then: Callable[[T], None],
        failed: Callable[[CompanionError], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Call `then` with the future's result on the GUI thread, or `failed` with its error.

        Nothing is called once `owner` is gone: a card may be closed before its answer comes; nor
        for what was cancelled. A bug's exception is raised on the GUI thread, where the fault
        dialog catches it. The caller tags its questions and drops stale answers.
        """
        future.add_done_callback(lambda done: self._answered.emit(done, then, failed, owner))

    def close(self) -> None:
        """Stop listening to the core; what is still on its way is dropped."""
        self._unsubscribe()
        self._closed = True

    @Slot(object)
    def _deliver_event(self, event: Event) -> None:
        if not self._closed:
            self.event.emit(event)

    @Slot(object, object, object, object)
    def _deliver_answer(
        self,
        done: Future[Any],
        then: Callable[[Any], None],
        failed: Callable[[CompanionError], None] | None,
        owner: QObject | None,
    ) -> None:
        if self._closed or done.cancelled() or (owner is not None and not isValid(owner)):
            return
        error = done.exception()
        if isinstance(error, Cancelled):
            return
        if error is None:
            then(done.result())
        elif isinstance(error, CompanionError) and failed is not None:
            failed(error)
        else:
            raise error
