"""Someone who listens to a Companion and can wait for what it says."""

from __future__ import annotations

import threading
import time
from typing import TypeVar

from companion.app import Companion
from companion.domain import Turn
from companion.events import (
    Event,
    Fault,
    ModelFailed,
    ModelReady,
    StartFailed,
    TurnFailed,
    TurnFinished,
    TurnObserved,
)

E = TypeVar("E")
PATIENCE_S = 30.0


class Listener:
    """Keeps every event of a Companion; a Fault fails the test, unless it is waited for."""

    def __init__(self, companion: Companion) -> None:
        self.companion = companion
        self.awaits_fault = False
        self.events: list[Event] = []
        self._arrived = threading.Condition()
        self._closed = False
        companion.events.subscribe(self._hear)

    def start(self) -> None:
        """Start the Companion and wait until its model is ready, or what keeps it is known."""
        self.companion.start()
        self.wait(ModelReady, ModelFailed, StartFailed)

    def say(self, text: str, **where: object) -> Turn:
        """Say something and wait until its notes are written."""
        turn = self.companion.send(text, **where)  # type: ignore[arg-type]
        self.observed(turn)
        return turn

    def observed(self, turn: Turn) -> TurnObserved:
        """Wait until the notes of a turn are written."""
        return self.wait(TurnObserved, turn=turn)

    def reply(self, turn: Turn) -> str:
        """Wait for the reply of a turn."""
        return self.wait(TurnFinished, turn=turn).reply.text

    def failure(self, turn: Turn) -> TurnFailed:
        """Wait for a turn to fail."""
        return self.wait(TurnFailed, turn=turn)

    def fault(self) -> Fault:
        """Wait for a Fault, and forgive it."""
        self.awaits_fault = True
        return self.wait(Fault)

    def wait(self, *kinds: type[E], turn: Turn | None = None) -> E:
        """The first event of one of these kinds, whether it is there already or yet to come."""

        def found() -> E | None:
            for event in self.events:
                if isinstance(event, kinds) and (
                    turn is None or getattr(event, "turn", None) == turn
                ):
                    return event
                if isinstance(event, Fault) and not self.awaits_fault:
                    raise AssertionError(event.report)
            return None

        with self._arrived:
            assert self._arrived.wait_for(lambda: found() is not None, PATIENCE_S), (
                f"{[kind.__name__ for kind in kinds]} never came; these did: {self.events[-8:]}"
            )
            event = found()
        assert event is not None
        return event

    def rest(self) -> None:
        """Wait until nothing runs or waits on any lane, background work included."""
        until = time.monotonic() + PATIENCE_S
        # One lane hands on to another: all of them must be idle twice in a row.
        idle = 0
        while idle < 2:
            idle = idle + 1 if self.is_idle() else 0
            assert time.monotonic() < until, "the lanes never came to rest"
            time.sleep(0.002)

    def is_idle(self) -> bool:
        """Whether nothing runs or waits on any lane just now."""
        runtime, archive = self.companion._runtime, self.companion.archive
        lanes = (
            runtime.model_lane,
            runtime.encoder_lane,
            runtime.data_lane,
            runtime.read_lane,
            runtime.sleep_lane,
            # There is none before the first backup.
            *([archive._lane] if archive._lane is not None else []),
        )
        return not any(lane.pending() for lane in lanes)

    def all(self, kind: type[E]) -> list[E]:
        """Every event of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def close(self) -> None:
        """Close the Companion, once."""
        if not self._closed:
            self._closed = True
            self.companion.close()

    def _hear(self, event: Event) -> None:
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()
