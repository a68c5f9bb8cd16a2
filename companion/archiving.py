"""Taking the memory along: exports, on a lane of their own, so that nobody waits for them.

Every call returns at once. What is done is told by ArchiveProgress, and the future gives the end;
cancelled, it fails with Cancelled and nothing has changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from companion.events import Activity, ArchiveProgress
from companion.lanes import Cancel, Lane
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.archive.export import Exported, ExportOptions
    from companion.store.outgoing import Selection

T = TypeVar("T")
TELL_EVERY_S = 0.1
"""Progress is told no more often than this."""


class Archiving:
    """Exports, one thing at a time."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._lane: Lane | None = None
        self._cancel = Cancel()
        self._told_at = 0.0

    def export(self, file: Path, selection: Selection, options: ExportOptions) -> Future[Exported]:
        """Write an archive. Fails with ArchiveError."""

        def work(cancel: Cancel) -> Exported:
            from companion.archive.export import export

            runtime = self._runtime
            store, settings = runtime.store(), runtime.kept_settings()
            return export(store, settings, file, selection, options, self._tell, cancel)

        return self._begin("Exporting", work)

    def persona_id(self, name: str) -> Future[str]:
        """The id of the persona of this name. Fails with NotFound."""
        return self._runtime.read(lambda store: store.conversations.persona_named(name).id)

    def cancel(self) -> None:
        """End what is going on; nothing of it stays."""
        self._cancel.set()

    def close(self) -> None:
        """Cancel what is going on and wait until it has ended."""
        self.cancel()
        if self._lane is not None:
            self._lane.close(timeout=None)

    def _begin(self, what: str, work: Callable[[Cancel], T]) -> Future[T]:
        if self._lane is None:
            self._lane = Lane("archive")
        self._cancel = cancel = Cancel()

        def watched() -> T:
            publish = self._runtime.events.publish
            publish(Activity(what))
            try:
                cancel.check()
                return work(cancel)
            finally:
                publish(Activity(""))

        return self._runtime.submit(self._lane, watched)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._told_at >= TELL_EVERY_S:
            self._told_at = now
            self._runtime.events.publish(ArchiveProgress(done, total))
