"""What is told of one person, place or organisation in many notes stands in one, with all of them.

It is a summary like any other: made of those notes, linked to them, and told anew when one of them
changes. The notes themselves stay: each of them can end by itself, and one that said everything
would have to end with the first of it that is no longer so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from companion.domain import Note
from companion.memory.consolidation import PART, new_summary, summary_of, was_forgotten
from companion.memory.jobs import Desk, Edit
from companion.memory.telling import ABOUT
from companion.store.topics import Fragments

FRAGMENTS = 3
"""Notes about one that are told together."""


def told_together(job: str, since: datetime | None, desk: Desk) -> Iterator[Edit | None]:
    """The edits that gather what mentions one that was told of `since` a time, in the course of a
    job, without what its owner has undone of that."""
    for fragments in desk.store.topics.fragments(since, FRAGMENTS):
        declined = desk.store.runs.declined(job, fragments.active)
        active = tuple(it for it in fragments.active if it not in declined)
        with desk.store.database.read():
            edit = _gathered(replace(fragments, active=active), desk)
        yield edit


def _gathered(fragments: Fragments, desk: Desk) -> Edit | None:
    store = desk.store
    # It is known again by telling of nothing else: names change, and may be forgotten.
    there = {
        summary_id: parts
        for summary_id, parts in store.topics.gathering(fragments.active, ABOUT).items()
        if parts <= fragments.every
    }
    known = max(there, key=lambda it: (len(there[it]), it), default="")
    new = [it for it in fragments.active if it not in there.get(known, ())]
    if not new or (not known and len(new) < FRAGMENTS):
        return None
    found = store.notes.details([known, *new])
    links = {note_id: PART for note_id in new if note_id in found}
    notes = [found[note_id].note for note_id in links]
    if known:
        return _grown(found[known].note, notes, links, desk)
    first = notes[0]
    made = new_summary(ABOUT, first.valid_from or first.recorded_at, desk.now, desk.now)
    return None if was_forgotten(made, store) else summary_of(made, None, notes, links, store)


def _grown(summary: Note, new: list[Note], links: dict[str, str], desk: Desk) -> Edit | None:
    parts = desk.store.summaries.parts([summary.id]).get(summary.id, [])
    told = sorted([*parts, *new], key=lambda it: (it.valid_from or it.recorded_at, it.id))
    return summary_of(replace(summary, updated_at=desk.now), summary, told, links, desk.store)
