"""Reflection: what the recent notes show together is written down as insights that cite them.

When enough importance has gathered since the last time (Generative Agents: Park et al., 2023). What
rules count is true by construction (`regularities`). An insight falls with what it rests on
(`store.support`), and is what its owner makes of it once they have touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus, Origin, new_id
from companion.memory.forgotten import marks
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.observation import Byline
from companion.memory.regularities import WEEKS, Insight, monthly, weekly
from companion.memory.tags import tags_of
from companion.memory.words import content
from companion.store.store import Store

BY_RULES = Byline(Origin.RULE, "reflection 1")
ENOUGH = 150
"""The importance that must have gathered, as in Generative Agents: some thirty notes."""
NEW = 5
"""How many insights are written at once, by rules and by a model each."""
MOST = 5_000
"""The latest notes that are looked at."""
SHOWN = "your memories show it"


class Reflection:
    """Writes insights."""

    name = "reflection"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """What counting shows."""
        reflections = desk.store.reflections
        if reflections.importance_since(reflections.last(self.name)) < ENOUGH:
            return
        here = desk.now.astimezone()
        month_before = here - timedelta(days=62)
        told = reflections.told_since(min(month_before, here - timedelta(weeks=WEEKS)), MOST)
        found = [*monthly(told, here), *weekly(told, here)][:NEW]
        yield write(found, BY_RULES, desk.store, desk.now)


def write(found: Iterable[Insight], by: Byline, store: Store, now: datetime) -> JobStep:
    """The step that stores insights: new ones, and those that are known in what they say now."""
    with store.database.read():
        known = {note.title: note for note in store.derived.of_kind(NoteKind.INSIGHT)}
        owned = store.derived.owned([note.id for note in known.values()])
        edits = []
        for insight in found:
            before = known.get(title(insight))
            after = _written(insight, before, by, now)
            if after == before or (before is not None and before.id in owned):
                continue
            if not store.tombstones.buried_at(marks(after)):
                links = tuple(Link(after.id, i, LinkKind.SUPPORTS, "") for i in insight.rests_on)
                edits.append(Edit(before, after, SHOWN, links=links))
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
        keywords=(insight.topic,),
        tags=tags_of(content(insight.topic)),
    )
