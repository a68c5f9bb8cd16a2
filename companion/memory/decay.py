"""The job that lets memories fade: what has not come up for long is put into the archive.

Nothing is deleted. What is archived is out of recall, stays in the list, and can be brought back;
the words it was told in stay in their episode, where they are found as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from companion.domain import NoteStatus
from companion.memory.forgetting import MATTERS, has_faded, soonest_faded, strength
from companion.memory.jobs import EDITS, Desk, Edit, JobStep

FADED = "it had not come up for long"
PAGE = 100
"""Notes looked at in one step: some ten milliseconds, in which the person's work is slower."""


class Decay:
    """Archives what has faded, is unpinned, unimportant, and needed by no other note."""

    name = "decay"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Look at every note once that may have faded, oldest first."""
        before = [desk.now - soonest_faded(importance) for importance in range(MATTERS)]
        after = ""
        while notes := desk.store.reviews.at_rest(after, before, PAGE):
            after = notes[-1].id
            reviews = desk.store.reviews.of([note.id for note in notes])
            edits = [
                Edit(note, replace(note, status=NoteStatus.ARCHIVED, updated_at=desk.now), FADED)
                for note in notes
                if has_faded(note, strength(note, reviews.get(note.id, ())), desk.now)
            ]
            for start in range(0, len(edits), EDITS):
                some = tuple(edits[start : start + EDITS])
                yield JobStep(some, did={"archived": len(some)})
            yield JobStep()
