"""The job that keeps topics: a tree of summaries, so that all of the flat is one readable note;
and one of each person, place and organisation (`about`).

What is told of a topic stands below it (MemTree's schemas, Rezazadeh et al., 2025); a large topic
has topics of its own. Notes stay where they are: only what is new is looked at, and what it may
come together with, which is in no topic; a topic whose notes have changed is told anew from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from companion.domain import Link, LinkKind
from companion.encoders.base import Vectors
from companion.memory.about import told_together
from companion.memory.consolidation import (
    PART,
    in_steps,
    new_summary,
    shortened,
    step_of,
    summary_of,
    was_forgotten,
)
from companion.memory.duplicates import looked_at_until
from companion.memory.grouping import DEPTH, SPLIT, grouped, set_apart, threshold
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.summariser import able_model
from companion.memory.telling import ABOUT, TOPIC
from companion.store.store import Store
from companion.store.topics import FOUNDED

BATCH = 500
"""New notes that are brought into topics at once."""
PAGE = 2000
"""Vectors that are read in one step."""
NOWHERE = ""
"""In no topic."""


class Topics:
    """Brings notes that have no topic into one, and tells anew those that have changed."""

    name = "topics"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """The oldest notes first; of each batch first the topics at the top, then those in them."""
        if (centre := desk.centre()) is not None:
            after = ""
            while batch := desk.store.topics.ungrouped(after, BATCH):
                after = batch[-1]
                yield from _place(batch, centre, desk)
                for depth in range(1, DEPTH):
                    with desk.store.database.read():
                        large = _large(_topics_of(batch, desk.store), depth - 1, desk.store)
                    for topic in large:
                        yield from _divide(topic, depth, desk)
                yield JobStep(grouped=tuple(batch))
        for depth in reversed(range(DEPTH)):
            yield from in_steps(_told_anew(depth, desk))
        since = looked_at_until(desk.store.runs, self.name)
        yield from in_steps(told_together(self.name, since, desk))
        if able_model(desk):
            for sort in (TOPIC, ABOUT):
                yield from shortened(sort, self.name, desk)


def _place(batch: Sequence[str], centre: Vectors, desk: Desk) -> Iterator[JobStep]:
    """Bring new notes into topics at the top, with others that are in none."""
    store = desk.store
    placed = store.topics.above(batch)
    declined = store.runs.declined(Topics.name, batch)
    loose = [it for it in batch if it not in placed and it not in declined]
    if not loose:
        return
    old: dict[str, Vectors] = {}
    after = ""
    while True:
        ids, vectors = store.topics.loose(after, store.fingerprint, PAGE)
        if vectors is None:
            break
        old |= set_apart(dict(zip(ids, vectors, strict=True)), centre)
        after = ids[-1]
        yield JobStep()
    new = set_apart(store.embeddings.of(loose, store.fingerprint), centre)
    yield from _grow(NOWHERE, 0, new, old, centre, desk)


def _divide(topic: str, depth: int, desk: Desk) -> Iterator[JobStep]:
    """Bring the notes that lie in a topic, and in none below it, into topics in it, by what sets
    them apart from each other."""
    store = desk.store
    members = store.topics.members(topic)
    vectors = store.embeddings.of([*members], store.fingerprint)
    if not vectors:
        return
    centre: Vectors = np.mean([*vectors.values()], axis=0, dtype=np.float32)
    notes = [it for it, active in members.items() if active]
    declined = store.runs.declined(Topics.name, notes)
    lies_in = store.topics.above(notes)
    ids = [it for it in notes if lies_in[it] == topic and it not in declined]
    here = set_apart({it: vectors[it] for it in ids if it in vectors}, centre)
    yield from _grow(topic, depth, here, {}, centre, desk)


def _grow(
    topic: str,
    depth: int,
    new: dict[str, Vectors],
    old: dict[str, Vectors],
    centre: Vectors,
    desk: Desk,
) -> Iterator[JobStep]:
    """Bring notes into topics directly in this one. The notes of one are one step, so that it does
    not matter after which the rest is left for later."""
    store = desk.store
    topics = store.topics.founders(topic)
    there = set_apart(store.embeddings.of(list(topics), store.fingerprint), centre)
    for some in grouped(new, old, there, threshold(depth)):
        members: dict[str, list[str]] = defaultdict(list)
        for joined in some:
            members[joined.founder_id].append(joined.note_id)
        for founder, ids in members.items():
            with store.database.read():
                edit = _edit(topics.get(founder, NOWHERE), founder, ids, topic, desk)
            if edit is not None:
                yield step_of([edit])
        yield JobStep()


def _edit(topic: str, founder: str, ids: Sequence[str], above: str, desk: Desk) -> Edit | None:
    """The topic with these notes in it, too; a new one, which `founder` founds, if it is none."""
    store, now = desk.store, desk.now
    found = store.notes.details([topic, *ids])
    new = [found[it].note for it in ids if it in found]
    links = {note.id: PART for note in new}
    if topic != NOWHERE:
        if topic not in found:
            return None
        before = found[topic].note
        parts = {it.id: it for it in store.summaries.parts([topic]).get(topic, [])}
        parts |= {note.id: note for note in new}
        after = replace(before, updated_at=now)
        return summary_of(after, before, [*parts.values()], links, store)
    first = found[founder].note
    # Founded by a plan it is still of what was told so far.
    made = new_summary(TOPIC, min(first.valid_from or first.recorded_at, now), now, now)
    if was_forgotten(made, store):
        return None
    edit = summary_of(made, None, new, links | {founder: FOUNDED}, store)
    if edit is None or above == NOWHERE:
        return edit
    return replace(edit, links=(*edit.links, Link(made.id, above, LinkKind.PART_OF, PART)))


def _topics_of(note_ids: Sequence[str], store: Store) -> set[str]:
    """The topics that these notes are in, at whatever depth."""
    found: set[str] = set()
    lies_in = set(store.topics.above(note_ids).values())
    while lies_in:
        found |= lies_in
        lies_in = set(store.topics.above(list(lies_in)).values())
    return found


def _large(topics: Iterable[str], depth: int, store: Store) -> list[str]:
    """Those of these topics at a depth that may have topics of their own, oldest first."""
    here = [it for it in sorted(topics) if _depth(it, store) == depth]
    size = store.topics.sizes(here)
    return [it for it in here if size.get(it, 0) >= SPLIT]


def _depth(topic: str, store: Store) -> int:
    depth = 0
    while (topic := store.topics.above([topic]).get(topic, NOWHERE)) != NOWHERE:
        depth += 1
    return depth


def _told_anew(depth: int, desk: Desk) -> Iterator[Edit | None]:
    """Those at this depth that have lost their words."""
    for topic in desk.store.topics.waiting():
        if _depth(topic.id, desk.store) == depth:
            parts = desk.store.summaries.parts([topic.id]).get(topic.id, [])
            yield summary_of(replace(topic, updated_at=desk.now), topic, parts, {}, desk.store)
