"""The job that links notes which were not known to bear on each other when they were written.

What the writer would have linked, had the older note been there and near: a reason that was given,
what cannot both be so, and what took the place of a note that had ended. Only
notes that are new since the last run are looked at: what its owner undid stays undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from companion.domain import Link, LinkKind, Note, NoteKind
from companion.memory.claims import agree, single
from companion.memory.clashes import clashes, contradiction, may_clash
from companion.memory.duplicates import looked_at_until
from companion.memory.jobs import EDITS, Desk, Edit, JobStep
from companion.memory.linking import Near, gives_reason, links_of
from companion.memory.observation import Observation
from companion.memory.people import same_person
from companion.store.store import Store

LINKED = "how it bears on others was found"
PAGE = 8
NEAR = 24
"""Older notes that a new one is compared with, for each reason to compare them."""
SOON = timedelta(days=1)
AT_HAND = 64
"""Of how many things that end what is so now is kept in mind: many notes end by the same."""


class Links:
    """Adds links that are missing; no note is changed."""

    name = "links"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Compare each note that is new with older ones, oldest first; then what has ended with
        what is so now."""
        since = looked_at_until(desk.store.runs, self.name)
        after = ""
        while notes := desk.store.notes.standing(after, PAGE, since):
            after = notes[-1].id
            with desk.store.database.read():
                found = [edit for note in notes if (edit := _bearing(note, desk.store))]
            yield from _steps(found)
            yield JobStep()
        ended = desk.store.claims.without_successor(since)
        later = lru_cache(AT_HAND)(lambda names, subject: _later(names, subject, desk.store))
        for start in range(0, len(ended), PAGE):
            with desk.store.database.read():
                these = ended[start : start + PAGE]
                found = [e for it in these if (e := _succession(it, later, since, desk.store))]
            yield from _steps(found)
            yield JobStep()


def _steps(edits: Sequence[Edit]) -> Iterator[JobStep]:
    for start in range(0, len(edits), EDITS):
        some = tuple(edits[start : start + EDITS])
        yield JobStep(some, did={"linked": sum(len(edit.links) for edit in some)})


def _bearing(note: Note, store: Store) -> Edit | None:
    """The links that a note lacks to older ones."""
    # Most notes bear on nothing in a way that could have been missed.
    if note.kind is NoteKind.WISH or not (may_clash(note) or gives_reason(note.text)):
        return None
    detail = store.notes.detail(note.id)
    known = {near.note.id: near for near in _older(note, store)}
    for entity in detail.entities:
        for other in store.entities.mentioning(entity.name, NEAR):
            if other.id < note.id:
                names = known[other.id].names if other.id in known else ()
                known[other.id] = Near(other, (*names, entity.name))
    said = Observation(
        note.kind, note.text, 0, len(note.text), note.subject, note.claims, inferred=note.inferred
    )
    said_at = note.valid_from or note.recorded_at
    notes = [near.note for near in known.values()]
    found = [contradiction(note.id, other, why) for other, why in clashes(said, notes, said_at)]
    found += [link for link in links_of(note, [*known.values()]) if link.kind is LinkKind.CAUSES]
    linked = {frozenset((it.link.note_id, it.link.to_id)) for it in detail.links}
    declined = store.runs.declined(Links.name, [note.id, *known])
    missing: dict[str, Link] = {}
    for link in found:
        ends = frozenset((link.note_id, link.to_id))
        if ends not in linked and not ends <= declined:
            missing.setdefault(link.to_id, link)
    return _edit(note, [*missing.values()], notes)


def _older(note: Note, store: Store) -> list[Near]:
    attributes = sorted({claim.attribute for claim in note.claims})
    near = store.claims.near(attributes, note.text, note.subject, NEAR)
    vectors = store.embeddings.of([note.id], store.fingerprint)
    if note.id in vectors:
        alike = [item_id for item_id, _ in store.nearest(vectors[note.id], NEAR)]
        near += [it.note for it in store.notes.details(alike).values()]
    return [Near(it) for it in near if it.id < note.id]


def _later(attributes: Sequence[str], subject: str, store: Store) -> list[Note]:
    return sorted(store.claims.near(attributes, "", subject, NEAR), key=lambda note: note.id)


def _succession(
    ended: Note,
    later: Callable[[Sequence[str], str], list[Note]],
    since: datetime | None,
    store: Store,
) -> Edit | None:
    """What is so now, linked to what it took the place of."""
    attributes = tuple(claim.attribute for claim in ended.claims if single(claim.attribute))
    if not attributes or ended.valid_to is None:
        return None
    those = later(attributes, ended.subject)
    now = next((note for note in those if _takes_its_place(note, ended)), None)
    if now is None or {now.id, ended.id} <= store.runs.declined(Links.name, [now.id, ended.id]):
        return None
    if since is not None and max(now.updated_at, ended.updated_at) < since:
        return None
    link = Link(now.id, ended.id, LinkKind.UPDATES, f"{attributes[0]}: since then")
    return _edit(now, [link], [ended])


def _takes_its_place(note: Note, ended: Note) -> bool:
    """Whether a note says, since the time when another one ended, what that said before."""
    since = note.valid_from or note.recorded_at
    return (
        ended.valid_to is not None
        and note.id > ended.id
        and since >= ended.valid_to - SOON
        and same_person(note.subject, ended.subject)
        and any(
            new.attribute == old.attribute
            and single(old.attribute)
            and new.ended_at is None
            and not agree(new.value, old.value)
            for new in note.claims
            for old in ended.claims
        )
    )


def _edit(note: Note, links: Sequence[Link], notes: Sequence[Note]) -> Edit | None:
    if not links:
        return None
    ends = {link.to_id for link in links}
    others = tuple(other for other in notes if other.id in ends)
    return Edit(note, note, LINKED, links=tuple(links), made_of=others)
