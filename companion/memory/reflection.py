"""Reflection: what the recent notes show together is written down as insights that cite them.

When enough importance has gathered since the last time (Generative Agents: Park et al., 2023). What
rules count is true by construction (`regularities`); a model that its probe found able to write is
asked, too, and what it says is kept where the notes say it (`model_insights`). An insight falls
with what it rests on (`store.support`), and is its owner's once they have touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus, Origin, new_id
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.memory.duplicates import looked_at_until
from companion.memory.forgotten import marks
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.model_insights import LINES, byline, find_insights
from companion.memory.observation import Byline
from companion.memory.post_thinking import REPLIES, conclusions, keep
from companion.memory.probe import model_key, verdict
from companion.memory.regularities import WEEKS, Insight, monthly, weekly
from companion.memory.tags import tags_of
from companion.memory.words import content
from companion.store.store import Store

BY_RULES = Byline(Origin.RULE, "reflection 1")
ENOUGH = 150
"""The importance that must have gathered, as in Generative Agents: some thirty notes."""
NEW = 5
"""How many insights counting gives at once."""
MOST = 2_000
"""The latest notes that are looked at."""
SHOWN = "your memories show it"


class Reflection:
    """Writes insights."""

    name = "reflection"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """First what replies concluded; then, if there is enough to reflect on, what counting
        shows, and what a model finds in what is new."""
        reflections = desk.store.reflections
        since = looked_at_until(desk.store.runs, self.name)
        for answer in reflections.answers(since, REPLIES):
            yield from keep([*conclusions(answer)], self.name, desk.store, desk.now)
        last = reflections.last(self.name)
        if reflections.importance_since(last) < ENOUGH:
            return
        here = desk.now.astimezone()
        month_before = here - timedelta(days=62)
        told = reflections.told_since(min(month_before, here - timedelta(weeks=WEEKS)), MOST)
        yield JobStep()
        found = [*monthly(told, here), *weekly(told, here)][:NEW]
        yield write(found, [one.note for one in told], BY_RULES, desk.store, desk.now)
        new = [one.note for one in told if last is None or one.note.recorded_at > last]
        yield _by_model(sorted(new, key=lambda note: -note.importance)[:LINES], desk)


def _by_model(notes: Sequence[Note], desk: Desk) -> JobStep:
    """The step with what the model finds; empty without one that can."""

    def think(model: ChatModel, cancel: Cancel) -> tuple[list[Insight] | None, Byline]:
        if not verdict(desk.store.studies, model_key(model.info)):
            return [], byline(model)
        return find_insights(notes, model, cancel), byline(model)

    while (answer := desk.with_model(think)) is not None:
        found, by = answer
        if found is not None:
            return write(found, notes, by, desk.store, desk.now)
        # The person spoke: the model is asked again when they are served.
    return JobStep()


def write(
    found: Iterable[Insight], of: Iterable[Note], by: Byline, store: Store, now: datetime
) -> JobStep:
    """The step that stores insights found in notes as they were read: new ones, and those that are
    known in what they say now; none that its owner has undone, and nothing new was told of."""
    notes = {note.id: note for note in of}
    with store.database.read():
        known = {note.title: note for note in store.derived.of_kind(NoteKind.INSIGHT)}
        owned = store.derived.owned([note.id for note in known.values()])
        edits = []
        for insight in found:
            before = known.get(title(insight))
            after = _written(insight, before, by, now)
            if after == before or (before is not None and before.id in owned):
                continue
            if store.runs.declined(Reflection.name, insight.rests_on) >= {*insight.rests_on}:
                continue
            if not store.tombstones.buried_at(marks(after)):
                links = tuple(Link(after.id, i, LinkKind.SUPPORTS, "") for i in insight.rests_on)
                made_of = tuple(notes[it] for it in insight.rests_on)
                edits.append(Edit(before, after, SHOWN, links=links, made_of=made_of))
    return JobStep(tuple(edits), did={"insights": len(edits)})


def title(insight: Insight) -> str:
    """What tells an insight from others."""
    return f"{insight.topic}, {insight.scope}".casefold()


def _written(insight: Insight, before: Note | None, by: Byline, now: datetime) -> Note:
    if before is not None and (before.text, before.status) == (insight.text, NoteStatus.ACTIVE):
        return before
    if before is not None:
        return replace(before, text=insight.text, status=NoteStatus.ACTIVE, updated_at=now)
    made = Note(new_id(), NoteKind.INSIGHT, insight.text, by.origin, now, now)
    return replace(
        made,
        writer=by.writer,
        model=by.model,
        title=title(insight),
        tags=tags_of(content(insight.topic)),
    )
