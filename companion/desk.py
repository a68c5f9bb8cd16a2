"""What background jobs work with, on the lanes of a Companion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from companion.lanes import Cancel, Cancelled, Priority
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.encoders.base import Encoders, Vectors
    from companion.llm.base import ChatModel
    from companion.store.store import Store

T = TypeVar("T")


class LaneDesk:
    """A `Desk` whose models are asked on their own lanes, after the person has been served."""

    def __init__(self, runtime: Runtime, now: datetime, pause: Cancel) -> None:
        """`pause` is set when no job is to go on."""
        self._runtime = runtime
        self._pause = pause
        self.now = now

    @property
    def store(self) -> Store:
        """The open store."""
        return self._runtime.store()

    def centre(self) -> Vectors | None:
        """See `Desk`."""
        runtime = self._runtime
        return runtime.submit(runtime.encoder_lane, runtime.cohort, Priority.BACKGROUND).result()

    def with_encoders(self, work: Callable[[Encoders], T]) -> T | None:
        """See `Desk`."""
        runtime = self._runtime

        def encode() -> T | None:
            encoders = runtime.encoders()
            return None if encoders is None else work(encoders)

        return runtime.submit(runtime.encoder_lane, encode, Priority.BACKGROUND).result()

    def with_model(self, work: Callable[[ChatModel, Cancel], T]) -> T | None:
        """See `Desk`."""
        runtime = self._runtime
        cancel = _Either(self._pause)

        def ask() -> T | None:
            self._pause.check()
            model = runtime.loaded_model()
            return None if model is None else work(model, cancel)

        lane = runtime.model_lane
        done = runtime.submit(lane, ask, Priority.BACKGROUND, cancel).result()
        self._pause.check()
        return done


class _Either(Cancel):
    """A flag that is up, too, when another one is."""

    def __init__(self, other: Cancel) -> None:
        super().__init__()
        self._other = other

    def __bool__(self) -> bool:
        return super().__bool__() or bool(self._other)

    def check(self) -> None:
        if self:
            raise Cancelled
