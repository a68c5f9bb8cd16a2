"""When the model writes: it is tested once, and then reads the episodes that are closed.

In steps on the model lane, at background priority: a step that is under way when the person says
something is given up at once, and made again later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from companion.clock import Clock
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.memory.model_prompt import WRITER
from companion.memory.model_writer import Study, study
from companion.memory.people import known_people
from companion.memory.probe import PASS, model_key, probing
from companion.store.store import Store

CLOSED_AFTER = timedelta(minutes=30)
"""How long nothing must have been said in an episode before it is read."""
AT_ONCE = 100
"""Episodes read in one go; the next one takes up what has been closed since."""


def studying(
    store: Store,
    model: ChatModel,
    clock: Clock,
    *,
    cancel: Callable[[], Cancel],
    on_data_lane: Callable[[Callable[[], None]], None],
    tell: Callable[[bool], None],
    hand_over: Callable[[Study, str], None],
) -> Iterator[None]:
    """Test the model if it never was, and `tell` whether it passed; then read what is to be read.

    `cancel` gives the flag of the step that runs. What was found in an episode is handed over with
    its id, to be stored (see `write_study`).
    """
    key = model_key(model.info)
    score = store.studies.score(key, WRITER)
    if score is None:
        found = yield from probing(model, cancel)
        score = found
        on_data_lane(lambda: store.studies.put_score(key, WRITER, found, clock.now()))
        tell(score >= PASS)
    if score < PASS:
        return
    for episode_id in store.studies.waiting(WRITER, clock.now() - CLOSED_AFTER, AT_ONCE):
        messages = store.studies.messages(episode_id)
        people = known_people(store.claims.known())
        noted = store.studies.noted([message.id for message in messages])
        while (read := study(messages, model, cancel(), people=people, noted=noted)) is None:
            yield
        hand_over(read, episode_id)
        yield
