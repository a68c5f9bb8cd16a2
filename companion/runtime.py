"""What Companion runs on: its lanes, and the store and models opened on them.

Opening happens behind the caller's back; what is not there yet is waited for on the lane that owns
it, and what failed to open fails whoever asks for it with the same error.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from companion.clock import Clock
from companion.errors import CompanionError, ModelError, StoreError
from companion.events import (
    Activity,
    EventBus,
    Fault,
    MemoryDegraded,
    ModelFailed,
    ModelLoading,
    ModelReady,
    Ready,
    StartFailed,
)
from companion.lanes import Cancel, Cancelled, Lane, LaneClosed, Priority
from companion.llm.base import ChatModel

if TYPE_CHECKING:
    from companion.encoders.base import Encoders, Vectors
    from companion.settings import Settings
    from companion.store.store import Store

log = logging.getLogger(__name__)
T = TypeVar("T")

_NO_MODEL = ModelError("No chat model is loaded.", "Choose one in the settings.")
_REPORT = "Please report this; the full report is in the log."


class Runtime:
    """The lanes of one Companion, and what each owns."""

    def __init__(
        self,
        home: Path,
        clock: Clock,
        events: EventBus,
        load_model: Callable[[Settings], ChatModel],
        load_encoders: Callable[[], Encoders],
    ) -> None:
        self.home = home
        self.clock = clock
        self.events = events
        self._settings: Settings | None = None
        self.data_lane = Lane("data")
        self.read_lane = Lane("read")
        self.encoder_lane = Lane("encoders")
        self.model_lane = Lane("model")
        self.sleep_lane = Lane("sleep")
        self._settings_read = False
        self._load_model = load_model
        self._load_encoders = load_encoders
        self._store: Store | CompanionError = StoreError(
            "Companion has not been started.", "Start it first."
        )
        self._model: ChatModel | CompanionError = _NO_MODEL
        self._encoders: Encoders | None = None
        self._cohort: Vectors | None = None

    # -- opening and closing ----------------------------------------------------------------------

    def open(self, ready: Callable[[Store], None], *, models: bool) -> None:
        """Open the store and, with `models`, the model and the encoders; `ready` is called on the
        data lane between the opening of the store and the Ready event."""
        opened = self.submit(self.data_lane, lambda: self._open_store(ready))
        # Readers are asked as soon as the window is there; they wait for the store.
        self.submit(self.read_lane, opened.exception)
        if models:
            self.submit(self.model_lane, lambda: self._open_model(opened))
            self.submit(self.encoder_lane, lambda: self._open_encoders(opened))

    def reload_model(self) -> None:
        """Load the model the settings now name in place of the present one."""
        self.submit(self.model_lane, self._replace_model)

    def close(self, last: Callable[[Store], None]) -> None:
        """Finish what is queued for the person, do `last` on the data lane, free everything."""
        # A step that is under way may wait for work on the others.
        self.sleep_lane.close(timeout=None)
        # What waits on the data lane may still ask for work on the others.
        wait([self.submit(self.data_lane, lambda: None)])
        self.submit(self.model_lane, self._free_model)
        self.model_lane.close(timeout=None)
        self.encoder_lane.close(timeout=None)
        self.submit(self.data_lane, lambda: self._close_store(last))
        self.data_lane.close(timeout=None)
        self.read_lane.close()

    # -- what is open -----------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The settings; the defaults until the store is open."""
        if self._settings is None:
            # Pydantic takes half a second to import, and the window is shown before it is needed.
            from companion.settings import Settings

            self._settings = Settings()
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self._settings_read = True

    def kept_settings(self) -> Settings:
        """The settings as they are kept, read now if the store is not open yet. Raises StoreError.

        What is to be changed starts from these: from the defaults it would lose all others.
        """
        if not self._settings_read:
            from companion.settings import load_settings

            self.settings = load_settings(self.home)
        return self.settings

    def store(self) -> Store:
        """The open store. Raises what kept it from opening."""
        if isinstance(self._store, CompanionError):
            raise self._store
        return self._store

    def model(self) -> ChatModel:
        """The loaded model, on the model lane. Raises what kept it from loading."""
        if isinstance(self._model, CompanionError):
            raise self._model
        return self._model

    def loaded_model(self) -> ChatModel | None:
        """The loaded model, if there is one; off the model lane good for its `info` only."""
        return None if isinstance(self._model, CompanionError) else self._model

    def encoders(self) -> Encoders | None:
        """The loaded encoders, on the encoder lane; None when there are none."""
        return self._encoders

    def cohort(self) -> Vectors | None:
        """The centre of the embedder's cohort, on the encoder lane; None without encoders."""
        return self._cohort

    # -- work -------------------------------------------------------------------------------------

    def read(self, work: Callable[[Store], T]) -> Future[T]:
        """Read from the store."""
        return self.submit(self.read_lane, lambda: work(self.store()))

    def read_in_steps(
        self, work: Callable[[Store, Callable[[], bool]], Generator[None, None, T]]
    ) -> Future[T]:
        """Read from the store what takes long, letting other reading in between. The future can be
        cancelled at any time; `work` is given what then says so, to look at in a step, too."""
        cancel = Cancel()

        def steps() -> Generator[None, None, T]:
            return (yield from work(self.store(), lambda: bool(cancel)))

        def answered(future: Future[T]) -> None:
            if future.cancelled():
                cancel.set()

        future = self.in_steps(self.read_lane, "", steps())
        future.add_done_callback(answered)
        return future

    def write(self, work: Callable[[Store], T]) -> Future[T]:
        """Change the store, before any background work."""
        return self.submit(self.data_lane, lambda: work(self.store()))

    def write_behind(self, work: Callable[[], T]) -> T:
        """Change the store from another lane, after the person's own work, and wait for it."""
        return self.data_lane.submit(work, priority=Priority.BACKGROUND).result()

    def person_waits(self) -> bool:
        """Whether work of the person's waits or runs on a lane that background work uses, too."""
        lanes = (self.model_lane, self.encoder_lane, self.data_lane)
        return any(lane.is_urgent() for lane in lanes)

    def settle(self) -> None:
        """Wait until what the lanes have taken on is done; not for a lane, which would wait for
        itself."""
        for lane in (self.sleep_lane, self.model_lane, self.encoder_lane):
            self.submit(lane, lambda: None, Priority.BACKGROUND).result()

    def in_steps(self, lane: Lane, what: str, steps: Iterator[object]) -> Future[Any]:
        """Take `steps` one by one at background priority, letting urgent work in between; gives
        what they return.

        `what`, if anything, is shown as the activity meanwhile. When the lane is closed the rest is
        dropped, and the future cancelled; when the future is cancelled, so is the rest.
        """
        done: Future[Any] = Future()

        def step() -> None:
            if done.cancelled():
                drop()
                return
            try:
                next(steps)
            except StopIteration as end:
                show("")
                if done.set_running_or_notify_cancel():
                    done.set_result(end.value)
            except BaseException as error:
                show("")
                if done.set_running_or_notify_cancel():
                    done.set_exception(error)
                raise
            else:
                queue()

        def queue() -> None:
            try:
                self.submit(lane, step, Priority.BACKGROUND).add_done_callback(dropped)
            except LaneClosed:
                drop()

        def dropped(future: Future[None]) -> None:
            if future.cancelled():
                drop()

        def drop() -> None:
            if isinstance(steps, Generator):
                steps.close()
            show("")
            done.cancel()

        def show(activity: str) -> None:
            if what:
                self.events.publish(Activity(activity))

        show(what)
        queue()
        return done

    def submit(
        self,
        lane: Lane,
        work: Callable[[], T],
        priority: Priority = Priority.USER,
        cancel: Cancel | None = None,
    ) -> Future[T]:
        """Queue work, as `Lane.submit` does; a bug in it is published as a Fault, whether or not
        anyone asks."""

        def watched() -> T:
            try:
                return work()
            except (CompanionError, Cancelled):
                raise
            except Exception:
                log.exception("work on the %s lane failed", lane.name)
                self.events.publish(Fault(traceback.format_exc()))
                raise

        return lane.submit(watched, priority=priority, cancel=cancel)

    # -- on the lanes -----------------------------------------------------------------------------

    def _open_store(self, ready: Callable[[Store], None]) -> None:
        from companion.settings import load_settings
        from companion.store.store import Store

        try:
            store = Store(self.home, self.clock)
            try:
                self.settings = load_settings(self.home)
                ready(store)
            except BaseException:
                store.close()
                raise
        except CompanionError as error:
            self._fail_start(error)
            return
        except Exception:
            self._fail_start(StoreError("Companion could not be started.", _REPORT))
            raise
        self._store = store
        self.events.publish(Ready())

    def _fail_start(self, error: CompanionError) -> None:
        self._store = error
        self.events.publish(StartFailed(error))

    def _open_model(self, opened: Future[None]) -> None:
        if opened.exception() is None and not isinstance(self._store, CompanionError):
            self._replace_model()

    def _replace_model(self) -> None:
        self._free_model()
        path = self.settings.model_path
        self.events.publish(ModelLoading(path.stem if path else "the starter model"))
        try:
            self._model = self._load_model(self.settings)
        except CompanionError as error:
            self._fail_model(error)
            return
        except Exception:
            self._fail_model(ModelError("The chat model could not be loaded.", _REPORT))
            raise
        info = self._model.info
        self.events.publish(ModelReady(info.name, info.context_tokens, info.gpu))

    def _fail_model(self, error: CompanionError) -> None:
        self._model = error
        self.events.publish(ModelFailed(error))

    def _free_model(self) -> None:
        if not isinstance(self._model, CompanionError):
            self._model.close()
        self._model = _NO_MODEL

    def _open_encoders(self, opened: Future[None]) -> None:
        if opened.exception() is not None or isinstance(self._store, CompanionError):
            return
        from companion.memory.forgetting import prepare
        from companion.memory.relevance import cohort_centre

        store = self._store
        prepare()
        try:
            encoders = self._load_encoders()
            fingerprint = encoders.embedder.fingerprint
            whole = self.data_lane.submit(lambda: store.open_index(fingerprint)).result()
            self._encoders, self._cohort = encoders, cohort_centre(encoders.embedder)
            if not whole:
                self.in_steps(
                    self.data_lane, "Building the search index", store.rebuilding()
                ).add_done_callback(self._degrade)
        except CompanionError as error:
            self.events.publish(MemoryDegraded(error))

    def _degrade(self, done: Future[None]) -> None:
        if not done.cancelled() and isinstance(error := done.exception(), CompanionError):
            self.events.publish(MemoryDegraded(error))

    def _close_store(self, last: Callable[[Store], None]) -> None:
        if isinstance(self._store, CompanionError):
            return
        store, self._store = self._store, StoreError("Companion has been closed.", "Open it again.")
        try:
            last(store)
        finally:
            store.close()
