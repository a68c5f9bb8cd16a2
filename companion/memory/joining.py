"""What two machines know of one note, joined, so that both say the same in the end, whatever the
order in which they told each other.

All that is known of a note is the union of what either knows, and a note is what its history makes
of it: the steps of both machines in the order in which they were made, less those that rest on
talk that is no longer part of the memory (`companion.memory.branches`). Union is commutative,
associative and idempotent, and the rest follows from it; so of each field the newest step counts,
and a status follows from the branches that conversations stand on. It is an operation-based
replicated data type (Shapiro et al., Conflict-free Replicated Data Types, 2011).

What no step has recorded (a note that came without its history, the words of a summary) is taken
from the side that was changed later, and of two changed at the same time from the one that sorts
last; of what was made of notes from the one that tells less, since words are only ever taken out
without being told anew. An episode is in the words of its messages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from companion.domain import DERIVED, TELLINGS, Note, NoteKind, NoteStatus
from companion.memory.branches import (
    ACTOR,
    FOLLOWED,
    changed_by,
    falls_with_its_messages,
    reason_for,
    settle,
)
from companion.memory.episodes import worded
from companion.store.branches import History, Step
from companion.store.store import Store

AT_ONCE = 200
READS_AS_AN_ORDER = "it comes from elsewhere and reads as an instruction"
IMPORT = "import"
"""Who holds such a note."""
WORDS = ("text", "title", "key_text", "keywords", "tags")
"""What a revision does not keep of an episode and of a summary."""
_FIELDS = tuple(name for name in Note.__dataclass_fields__ if name not in ("id", "updated_at"))
_MADE = (NoteKind.SUMMARY, *DERIVED)
"""What changes with the notes it is made of."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A note that has changed: what it was here, what it is elsewhere (None where it is not), and
    what it is now."""

    here: Note
    theirs: Note | None
    after: Note

    @property
    def is_reworded(self) -> bool:
        """Whether it has its words from elsewhere now."""
        words = self.theirs.text if self.theirs is not None else None
        return self.after.text == words != self.here.text


def joined(history: History, theirs: Note | None) -> Note:
    """A note of which both sides are in this history, as both make it."""
    here = history.note
    base = here if theirs is None else max(here, theirs, key=_rank)
    if theirs is not None and NoteStatus.HELD in (here.status, theirs.status):
        # What waits for its owner on one machine need not wait on the other.
        base = replace(base, status=here.status)
    told, recorded = _told(history)
    if here.kind in TELLINGS:
        recorded -= set(WORDS)
    fields = {name: told[name] for name in recorded if name in told}
    later = max(here.updated_at, base.updated_at)
    after = replace(base, **{**fields, "updated_at": later})
    if history.messages and not history.live and falls_with_its_messages(history, after):
        after = replace(after, status=NoteStatus.RETIRED)
    return after


def join(
    store: Store,
    note_ids: Sequence[str],
    incoming: Callable[[Sequence[str]], Mapping[str, Note]],
    is_order: Callable[[NoteKind, str], bool],
    now: datetime,
) -> list[Joined]:
    """Make notes that both sides have what both make of them; returns those that have changed.
    `incoming` gives notes as they come in, by id, and a note whose new words are an order
    (`is_order`) waits for review. Belongs into the transaction that has stored both histories."""
    done: list[Joined] = []
    made: list[str] = []
    for some in _some(note_ids):
        theirs = incoming(some)
        for history in store.branches.histories(some).values():
            if history.note.kind in _MADE:
                made.append(history.note.id)
            else:
                done += _join(store, history, theirs.get(history.note.id), is_order, now)
    # They may have changed with the others.
    for note_id in made:
        for history in store.branches.histories([note_id]).values():
            done += _join(store, history, incoming([note_id]).get(note_id), is_order, now)
    for one in done:
        if one.here.status is not NoteStatus.ACTIVE:
            settle(store, one.after, now)
    return done


def _join(
    store: Store,
    history: History,
    theirs: Note | None,
    is_order: Callable[[NoteKind, str], bool],
    now: datetime,
) -> Iterator[Joined]:
    here = history.note
    if here.status is NoteStatus.FORGOTTEN:
        return
    after = joined(history, theirs)
    if here.kind is NoteKind.EPISODE:
        live, left = store.episodes.messages(here.id)
        if live or left:
            after = worded(live or left, after, store.episodes.folded(here.id))
    if (
        after.text != here.text
        and after.status is NoteStatus.ACTIVE
        and is_order(after.kind, after.text)
    ):
        after = replace(after, status=NoteStatus.HELD)
        store.branches.become(here, after, reason=READS_AS_AN_ORDER, actor=IMPORT, now=now)
    elif after == here:
        return
    else:
        last = _last_status(history.steps)
        reason = reason_for(here, after) if last not in (None, after.status) else ""
        store.branches.become(here, after, reason=reason, actor=ACTOR, now=now)
    yield Joined(here, theirs, after)


def _told(history: History) -> tuple[dict[str, Any], set[str]]:
    """What the steps that count make of a note, and the fields that any step has changed."""
    told: dict[str, Any] = {}
    recorded: set[str] = set()
    for step in history.steps:
        if step.before is None:
            told = {name: getattr(step.after, name) for name in _FIELDS}
            continue
        if not told:
            told = {name: getattr(step.before, name) for name in _FIELDS}
        changed = changed_by(step)
        recorded |= changed.keys()
        if _counts(step, history):
            told |= changed
    return told, recorded


def _counts(step: Step, history: History) -> bool:
    if step.actor == ACTOR and step.reason in FOLLOWED:
        # It follows from what is told here anew.
        return False
    if step.after.status is NoteStatus.HELD and step.actor == IMPORT:
        return history.note.status is NoteStatus.HELD
    return not step.message_id or step.message_id in history.standing


def _last_status(steps: Sequence[Step]) -> NoteStatus | None:
    return next((step.after.status for step in reversed(steps)), None)


def _rank(note: Note) -> tuple[datetime, int, str]:
    fields = asdict(note)
    fewer = -len(note.text) if note.kind in _MADE else 0
    return note.updated_at, fewer, json.dumps(fields, default=str, sort_keys=True)


def _some(note_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(note_ids), AT_ONCE):
        yield note_ids[at : at + AT_ONCE]
