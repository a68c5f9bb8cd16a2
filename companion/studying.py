"""When the model writes: it is tested once, and then reads the episodes that are closed.

In steps on the model lane, at background priority, and only when nobody has said anything for a
while: as soon as the person does, the step under way is given up, and made again the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.errors import ModelError
from companion.events import ModelProbed
from companion.lanes import Priority
from companion.llm.base import ChatModel
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.memory.model_writer import Study
    from companion.store.store import Store

CLOSED_AFTER = timedelta(minutes=30)
"""How long nothing must have been said in an episode before it is read."""
QUIET = timedelta(minutes=5)
"""How long nothing must have been said at all: who talks has the processor for themselves."""
AT_ONCE = 100
"""Episodes read in one go; the next one takes up what has been closed since."""
_END = object()


class Studying:
    """Lets the loaded model write notes beside the rules, if it can."""

    def __init__(self, runtime: Runtime, notes_changed: Callable[..., None]) -> None:
        self._runtime = runtime
        self._notes_changed = notes_changed
        self._going_on: Future[None] | None = None

    def begin(self) -> Future[None]:
        """Test the model if it never was, and have it read what waits; again only when the last
        time is over."""
        if self._going_on is None or self._going_on.done():
            lane = self._runtime.model_lane
            self._going_on = self._runtime.in_steps(lane, "", self._steps())
        return self._going_on

    def verdict(self) -> Future[bool | None]:
        """Whether the loaded model writes; None when there is none, or it was not tested yet."""

        def look(store: Store) -> bool | None:
            from companion.memory.probe import model_key, verdict

            model = self._runtime.loaded_model()
            try:
                return None if model is None else verdict(store.studies, model_key(model.info))
            except ModelError:
                # Its file is gone, and it goes on working.
                return None

        return self._runtime.read(look)

    def _steps(self) -> Iterator[None]:
        model = self._runtime.loaded_model()
        if model is None:
            return
        steps = self._with(model)
        # The model may be replaced, and freed, between two steps.
        while self._runtime.loaded_model() is model and self._is_quiet():
            if next(steps, _END) is _END:
                return
            yield

    def _is_quiet(self) -> bool:
        last = self._runtime.store().conversations.last_words_before("")
        return last is None or self._runtime.clock.now() - last >= QUIET

    def _with(self, model: ChatModel) -> Iterator[None]:
        from companion.memory.model_prompt import WRITER
        from companion.memory.model_writer import study
        from companion.memory.people import known_people
        from companion.memory.probe import PASS, model_key, probing

        runtime, store = self._runtime, self._runtime.store()
        key = model_key(model.info)
        score = store.studies.score(key, WRITER)
        if score is None:
            found = yield from probing(model, runtime.model_lane.cancel)
            if found is None:
                return
            now = runtime.clock.now()
            runtime.write_behind(lambda: store.studies.put_score(key, WRITER, found, now))
            runtime.events.publish(ModelProbed(model.info.name, found >= PASS))
            score = found
        if score < PASS:
            return
        closed_before = runtime.clock.now() - CLOSED_AFTER
        for episode_id in store.studies.waiting(WRITER, closed_before, AT_ONCE):
            messages = store.studies.messages(episode_id)
            people = known_people(store.claims.known())
            noted = store.studies.noted([message.id for message in messages])
            cancel = runtime.model_lane.cancel()
            read = study(messages, model, cancel, people=people, noted=noted)
            if read is None:
                return
            self._hand_over(model, read, episode_id)
            yield

    def _hand_over(self, model: ChatModel, read: Study, episode_id: str) -> None:
        """Have what was found in an episode written, on the encoder lane."""
        runtime = self._runtime

        def write() -> None:
            from companion.memory.model_writer import byline
            from companion.memory.study import write_study

            told = write_study(
                read,
                byline(model),
                runtime.store(),
                runtime.encoders(),
                runtime.clock,
                runtime.write_behind,
                episode_id=episode_id,
            )
            for observed in told:
                written = (detail.note.id for detail in observed.notes)
                self._notes_changed(*written, *observed.changed)

        runtime.submit(runtime.encoder_lane, write, Priority.BACKGROUND)
