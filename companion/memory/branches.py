"""What becomes of notes when messages leave the active branch of their conversation, or come back.

A note is what the steps of its history make of it, without the steps of messages that are no longer
part of the memory; when all it rests on is gone, it is retired. So what comes back is what was.
What its owner did by hand is no message's, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from companion.domain import Note, NoteKind, NoteStatus, Origin
from companion.memory.clashes import clashes
from companion.memory.episodes import worded
from companion.memory.observation import Observation
from companion.memory.reconcile import changes
from companion.store.branches import History, Step
from companion.store.store import Store

ACTOR = "branches"
GONE = "what it rested on is no longer there"
BACK = "what it rests on is there again"
AGAIN = "said again since"
UNDONE = "what changed it is no longer there"
FOLLOWED = (GONE, BACK, UNDONE)
"""The reasons of steps that follow from the branches, and say nothing of their own."""
_OF_THE_NOTE = frozenset(Note.__dataclass_fields__) - {"id", "updated_at"}


def follow(
    store: Store, message_ids: Sequence[str], now: datetime, *, back: Sequence[str] = ()
) -> tuple[str, ...]:
    """Bring the notes in step after these messages have left the memory or come back to it; returns
    the ids of the notes this has changed. Belongs into the transaction that moves the messages.

    `back` are the ids of notes that were brought back by hand: what was told meanwhile may have
    taken their place.
    """
    if not message_ids:
        return ()
    with store.database.write():
        touched = store.branches.touched(message_ids)
        moved = []
        for history in store.branches.histories(touched).values():
            after = _as_told(history, store)
            if after != history.note:
                _put(store, after, reason_for(history.note, after), "", now)
                moved.append((history.note, after))
        changed = [after.id for _, after in moved]
        returned = [after for before, after in moved if before.status is not NoteStatus.ACTIVE]
        returned += [detail.note for detail in store.notes.details(back).values()]
        for after in returned:
            changed += settle(store, after, now)
        return tuple(dict.fromkeys(changed))


def as_told(history: History) -> Note:
    """A note as the messages that stand make it."""
    told: dict[str, Any] = {}
    changed_at = history.note.updated_at
    for step in history.steps:
        if step.before is None:
            told = {name: getattr(step.after, name) for name in _OF_THE_NOTE}
            changed_at = step.after.updated_at
        elif _counts(step, history, told["status"]):
            told |= changed_by(step)
            changed_at = step.after.updated_at
    moved = {name: told[name] for name in _ever_moved(history) if name in told}
    after = replace(history.note, **moved)
    if history.messages and not history.live and falls_with_its_messages(history, after):
        after = replace(after, status=NoteStatus.RETIRED)
    followed = bool(history.steps) and history.steps[-1].actor == ACTOR
    moved_on = after != history.note or followed
    return replace(after, updated_at=changed_at) if moved_on else history.note


def _counts(step: Step, history: History, status: NoteStatus) -> bool:
    """Whether a step is part of what the messages that stand make of a note. What was settled
    between two notes is, as if it had been told in its order: while both stand, the other one is
    the one told last, and nothing that was told has ended this one before."""
    if step.actor != ACTOR:
        return not step.message_id or step.message_id in history.standing
    if step.message_id not in history.standing or (history.messages and not history.live):
        return False
    return step.message_id > max(history.live, default="") and status is NoteStatus.ACTIVE


def outlived(note: Note, later: Sequence[Note]) -> tuple[Note, str, Note] | None:
    """The note as one told `later` ends it, why, and that one; None when it still holds."""
    for other in later:
        said = replace(other, claims=tuple(c for c in other.claims if c.ended_at is None))
        seen = Observation(said.kind, said.text, 0, len(said.text), said.subject, said.claims)
        said_at = other.valid_from or other.recorded_at
        if clashes(seen, [note], said_at):
            # Both stand, as when they were told: its owner says which one is so.
            continue
        for change in changes(seen, (), [note], said_at):
            return change.note, change.reason, other
    return None


def repeated(note: Note, later: Sequence[Note]) -> tuple[Note, str, Note] | None:
    """The note as one told `later` makes it superfluous by saying all of it, why, and that one."""
    said = {claim for claim in note.claims if claim.ended_at is None}
    for other in later:
        same = other.text.casefold() == note.text.casefold()
        if other.subject == note.subject and (same or (said and said <= set(other.claims))):
            return replace(note, status=NoteStatus.RETIRED), AGAIN, other
    return None


def settle(store: Store, note: Note, now: datetime, *, twice: bool = False) -> list[str]:
    """One of two values stands, the one that was told last, also when a note that came back finds
    another in its place, or is written late; returns the ids of the others this has changed. With
    `twice` two notes may say the same."""
    if note.kind is NoteKind.EPISODE or note.status is not NoteStatus.ACTIVE:
        return []
    others = store.branches.rivals(note)
    told = store.branches.last_told([note.id, *(other.id for other in others)])
    at = told.get(note.id, note.id)
    later = [other for other in others if told.get(other.id, other.id) > at]
    if over := outlived(note, later) or (not twice and repeated(note, later)):
        after, reason, other = over
        _put(store, after, reason, told.get(other.id, ""), now)
        return []
    changed = []
    for other in others:
        if other in later:
            continue
        if over := outlived(other, [note]) or (not twice and repeated(other, [note])):
            after, reason, _ = over
            _put(store, after, reason, told.get(note.id, ""), now)
            changed.append(after.id)
    return changed


def _as_told(history: History, store: Store) -> Note:
    told = as_told(history)
    if told.kind is NoteKind.EPISODE and history.live:
        # Its words are those of its messages.
        live, _ = store.episodes.messages(told.id)
        return worded(live, told, store.episodes.folded(told.id))
    return told


def changed_by(step: Step) -> dict[str, Any]:
    """What a step set. That a note is being forgotten, or is no longer, is not a step of its own:
    it lies over all the others."""
    assert step.before is not None
    found = {
        name: getattr(step.after, name)
        for name in _OF_THE_NOTE
        if getattr(step.after, name) != getattr(step.before, name)
    }
    if NoteStatus.FORGOTTEN in (step.before.status, step.after.status):
        found.pop("status", None)
    return found


def _ever_moved(history: History) -> set[str]:
    """What messages have changed in a note, and may have to be changed back."""
    moved = {"status"}
    for step in history.steps:
        if step.before is not None and (step.message_id or step.actor == ACTOR):
            moved |= changed_by(step).keys()
    return moved


def falls_with_its_messages(history: History, note: Note) -> bool:
    """Whether a note is retired when nothing is left of what it rests on: not what its owner wrote,
    put away, or brought back by hand after it had fallen."""
    if note.origin is Origin.USER:
        return False
    fallen = put_away = False
    for step in history.steps:
        if step.before is None or "status" not in changed_by(step):
            continue
        if step.actor == "user" and fallen and step.after.status is NoteStatus.ACTIVE:
            return False
        fallen = step.actor == ACTOR and step.after.status is NoteStatus.RETIRED
        put_away = step.actor == "user" and step.after.status is NoteStatus.ARCHIVED
    return not (put_away and note.status is NoteStatus.ARCHIVED)


def _put(store: Store, after: Note, reason: str, message_id: str, now: datetime) -> None:
    store.branches.put(after, actor=ACTOR, reason=reason, message_id=message_id, now=now)


def reason_for(before: Note, after: Note) -> str:
    """Why a note is another one when it follows its messages."""
    if after.status is before.status:
        return UNDONE
    if after.status is NoteStatus.RETIRED:
        return GONE
    return BACK if before.status is NoteStatus.RETIRED else UNDONE
