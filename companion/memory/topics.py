"""The job that keeps topics: a tree of summaries, so that all of the flat is one readable note.

What is told of a topic stands below it (MemTree's schemas, Rezazadeh et al., 2025); a large topic
has topics of its own. Notes stay where they are: only what is in no topic is looked at, and a topic
whose notes have changed is told anew from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from companion.domain import Link, LinkKind, Note, NoteKind
from companion.encoders.base import Vectors
from companion.memory.consolidation import (
    PART,
    in_steps,
    new_summary,
    step_of,
    summary_of,
    was_forgotten,
)
from companion.memory.grouping import DEPTH, SPLIT, grouped, set_apart, threshold
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.telling import TOPIC
from companion.store.store import Store
from companion.store.summaries import FOUNDED

PAGE = 200
NOWHERE = ""
"""In no topic."""


class Topics:
    """Brings notes that have no topic into one, and tells anew those that have changed."""

    name = "topics"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """First the topics at the top, then those in them."""
        notes: dict[str, Note] = {}
        vectors: dict[str, Vectors] = {}
        for page in _pages(desk.store):
            notes |= {note.id: note for note in page if note.kind is not NoteKind.WISH}
            ids = [note.id for note in page]
            vectors |= desk.store.embeddings.of(ids, desk.store.fingerprint)
            yield JobStep()
        vectors = {note_id: it for note_id, it in vectors.items() if note_id in notes}
        above = [NOWHERE]
        for depth in range(DEPTH):
            for topic in above:
                yield from _grow(topic, depth, notes, vectors, desk)
            above = _large(depth, desk.store)
        for depth in reversed(range(DEPTH)):
            yield from in_steps(_told_anew(depth, desk))


def _grow(
    topic: str, depth: int, notes: Mapping[str, Note], vectors: Mapping[str, Vectors], desk: Desk
) -> Iterator[JobStep]:
    """Bring the notes that lie in a topic, and in none below it, into topics below it. The notes of
    one are one step, so that it does not matter after which the rest is left for later."""
    store = desk.store
    lies_in = store.summaries.part_ids(TOPIC)
    loose = sorted(it for it in notes if lies_in.get(it, NOWHERE) == topic)
    topics = {
        founder: it
        for it, founder in store.summaries.founders().items()
        if lies_in.get(it, NOWHERE) == topic
    }
    if topic != NOWHERE:
        there = [part.id for part in store.summaries.parts([topic]).get(topic, [])]
        vectors = {it: vectors[it] for it in there if it in vectors}
    members: dict[str, list[str]] = defaultdict(list)
    for joined in grouped(loose, topics, set_apart(vectors), threshold(depth)):
        members[joined.founder_id].append(joined.note_id)
    known = {note.id: note for note in store.summaries.all(TOPIC)}
    for founder in sorted(members):
        told_of = known.get(topics.get(founder, ""))
        edit = _edit(told_of, founder, [notes[it] for it in members[founder]], topic, desk)
        if edit is not None:
            yield step_of([edit])


def _edit(
    topic: Note | None, founder: str, new: Sequence[Note], above: str, desk: Desk
) -> Edit | None:
    store, now = desk.store, desk.now
    links = {note.id: PART for note in new}
    if topic is not None:
        parts = {it.id: it for it in store.summaries.parts([topic.id]).get(topic.id, [])}
        parts |= {note.id: note for note in new}
        return summary_of(replace(topic, updated_at=now), topic, [*parts.values()], links, store)
    (first,) = (note for note in new if note.id == founder)
    made = new_summary(TOPIC, first.valid_from or first.recorded_at, now, now)
    if was_forgotten(made, store):
        return None
    edit = summary_of(made, None, new, links | {founder: FOUNDED}, store)
    if edit is None or above == NOWHERE:
        return edit
    return replace(edit, links=(*edit.links, Link(made.id, above, LinkKind.PART_OF, PART)))


def _large(depth: int, store: Store) -> list[str]:
    """The topics at a depth that may have topics of their own, oldest first."""
    above = store.summaries.part_ids(TOPIC)
    topics = [note.id for note in store.summaries.all(TOPIC)]
    deep = {topic: _depth(topic, above) for topic in topics}
    size = {topic: len(parts) for topic, parts in store.summaries.parts(topics).items()}
    return [it for it in topics if deep[it] == depth and size.get(it, 0) >= SPLIT]


def _depth(topic: str, above: Mapping[str, str]) -> int:
    depth = 0
    while (topic := above.get(topic, NOWHERE)) != NOWHERE:
        depth += 1
    return depth


def _told_anew(depth: int, desk: Desk) -> Iterator[Edit | None]:
    """Those at this depth that have lost their words."""
    above = desk.store.summaries.part_ids(TOPIC)
    for topic in desk.store.summaries.all(TOPIC):
        if topic.text or _depth(topic.id, above) != depth:
            continue
        parts = desk.store.summaries.parts([topic.id]).get(topic.id, [])
        yield summary_of(replace(topic, updated_at=desk.now), topic, parts, {}, desk.store)


def _pages(store: Store) -> Iterator[list[Note]]:
    after = ""
    while page := store.notes.standing(after, PAGE):
        after = page[-1].id
        yield page
