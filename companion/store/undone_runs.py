"""Taking a job run back, as far as nothing else has changed since what it did; and giving it back,
when that is undone in turn, what then is its own again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.acts import Act, Removed, Turned
from companion.domain import (
    TELLINGS,
    JobRun,
    Link,
    LinkKind,
    Note,
    NoteStatus,
    Source,
    derived_id,
)
from companion.store import plain
from companion.store.acts import take_out
from companion.store.condensed import condense, spread
from companion.store.revisions import note_from_json, rewrite
from companion.store.rows import found_notes, sources_of
from companion.store.tombstones import bury_ids, run_mark

_DECLINE = (
    "INSERT OR IGNORE INTO declined (job, note_id) SELECT j.job, t.note_id FROM job_run j JOIN"
    " (SELECT note_id, run_id FROM revision WHERE run_id = :run_id"
    " UNION SELECT note_id, run_id FROM link WHERE run_id = :run_id"
    " UNION SELECT to_id, run_id FROM link WHERE run_id = :run_id"
    " UNION SELECT note_id, run_id FROM condensed WHERE run_id = :run_id) t ON t.run_id = j.id"
    " RETURNING note_id"
)
_WORDS = ("text", "title", "key_text", "keywords", "tags")
"""What a revision does not keep of an episode and of a summary."""


def take_back(session: Session, run: JobRun, now: datetime) -> Act:
    """Make every note that `run` changed what it was before, and remove those it made; see
    `Runs.undo`."""
    steps = plain.rows(
        session,
        "SELECT note_id, before, after FROM revision WHERE run_id = ? ORDER BY id DESC",
        [run.id],
    )
    declined = plain.rows(session, _DECLINE, {"run_id": run.id})
    act = Act(unlinked=_unlink(session, run.id), unsourced=_unsource(session, run.id))
    unasked = "DELETE FROM unsure_join WHERE run_id = ? AND NOT settled"
    unsure = plain.rows(session, f"{unasked} RETURNING note_id, other_id", [run.id])
    condensed = tuple(spread(session, run.id).items())
    changed, removed = [], []
    for note_id, before, after in steps:
        taken = _take_back(session, note_id, before, after, now)
        if taken:
            changed.append(str(note_id))
        if isinstance(taken, Removed):
            removed.append(taken)
    again = [(note_id, other_id) for note_id, other_id in unsure]
    turned = Turned(run.id, run.state, tuple(i for (i,) in declined), tuple(again), condensed)
    ids = tuple(dict.fromkeys(changed))
    return replace(act, note_ids=ids, removed=tuple(removed), run=turned)


def renewed(session: Session, run: Turned, now: datetime) -> Turned:
    """The run that was undone under an id of its own, in the state it had: on other machines the
    one with the old id stays undone, and goes."""
    started = "SELECT started_at FROM job_run WHERE id = ?"
    ((at,),) = plain.rows(session, started, [run.run_id])
    made = derived_id(run.run_id, plain.as_text(now), at=plain.time_from(at))
    plain.update(session, "job_run", run.run_id, {"id": made, "state": str(run.state)})
    bury_ids(session, [run_mark(run.run_id)], now)
    return replace(run, run_id=made)


def give_back(session: Session, act: Act, run: Turned, since: int, actor: str) -> None:
    """Make what `act` had taken back the run's own again: its links and sources, its questions, and
    the revisions of a rowid higher than `since`, by `actor`."""
    theirs = "UPDATE revision SET run_id = ?, actor = ? WHERE rowid > ? AND actor = 'user'"
    plain.run(session, theirs, [run.run_id, actor, since])
    supports = [it for of in act.removed for it in of.links if it.kind is LinkKind.SUPPORTS]
    for link in (*act.unlinked, *supports):
        this = "UPDATE link SET run_id = ? WHERE note_id = ? AND to_id = ? AND kind = ?"
        plain.run(session, this, [run.run_id, link.note_id, link.to_id, str(link.kind)])
    for source in act.unsourced:
        plain.run(
            session,
            "UPDATE source SET run_id = ? WHERE note_id = ? AND message_id = ?"
            ' AND start = ? AND "end" = ?',
            [run.run_id, source.note_id, source.message_id, source.start, source.end],
        )
    asked = [{"note_id": i, "other_id": to} for i, to in run.unsure]
    made = [pair | {"run_id": run.run_id, "settled": False} for pair in asked]
    plain.insert(session, "unsure_join", made, "OR IGNORE")
    condense(session, dict(run.condensed), run.run_id)
    no_more = (
        "DELETE FROM declined WHERE note_id IN (SELECT value FROM json_each(?))"
        " AND job = (SELECT job FROM job_run WHERE id = ?)"
    )
    plain.run(session, no_more, [plain.among(run.declined), run.run_id])


def _unlink(session: Session, run_id: str) -> tuple[Link, ...]:
    """Take away the links that a run made; but what a note rested on stays known: its history may
    still tell it."""
    gone = plain.rows(
        session,
        "DELETE FROM link WHERE run_id = ? AND kind != 'supports'"
        " RETURNING note_id, to_id, kind, reason",
        [run_id],
    )
    return tuple(Link(one, other, LinkKind(kind), reason) for one, other, kind, reason in gone)


def _unsource(session: Session, run_id: str) -> tuple[Source, ...]:
    """Take away what a run gave notes to rest on."""
    these = 'SELECT note_id, message_id, start, "end" FROM source WHERE run_id = ?'
    spans = set(plain.rows(session, these, [run_id]))
    found = sources_of(session, sorted({note_id for note_id, *_ in spans}))
    plain.run(session, "DELETE FROM source WHERE run_id = ?", [run_id])
    return tuple(
        source
        for of in found.values()
        for source in of
        if (source.note_id, source.message_id, source.start, source.end) in spans
    )


def _take_back(
    session: Session, note_id: str, before: str, after: str, now: datetime
) -> Removed | bool:
    """Undo one revision of a note, as far as nothing else has changed it since; gives the note if
    it was removed, else whether it was changed."""
    there = found_notes(session, "WHERE n.id = ?", [note_id])
    if not there:
        return False
    (note,) = there
    made = note_from_json(after)
    if not before:
        if _changed_by_owner(session, note_id) or note.status is NoteStatus.FORGOTTEN:
            return False
        return take_out(session, note, now)
    was = note_from_json(before)
    restored = replace(note, **undone(note, was, made))
    if restored == note:
        return False
    rewrite(session, note, restored, actor="user", reason="undone", now=now)
    return True


def undone(note: Note, was: Note, made: Note, *, words: bool = False) -> dict[str, Any]:
    """The fields that a change had set, and that nobody has set since, as they were before it; of
    what tells others the words only if they were kept."""
    kept = _WORDS if note.kind in TELLINGS and not words else ()
    return {
        name: getattr(was, name)
        for name in Note.__dataclass_fields__
        if name not in kept and getattr(was, name) != getattr(made, name) == getattr(note, name)
    }


def _changed_by_owner(session: Session, note_id: str) -> bool:
    by_owner = (
        "SELECT 1 FROM revision WHERE note_id = ? AND actor = 'user' AND reason != 'undone' LIMIT 1"
    )
    return bool(plain.rows(session, by_owner, [note_id]))
