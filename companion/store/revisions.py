"""The history of notes: every change to one is recorded here, and what rests on it follows.

Nothing here starts a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from companion.domain import TELLINGS, Claim, Note, NoteKind, NoteStatus, Origin, new_id
from companion.store import plain
from companion.store.rows import note_fields, put
from companion.store.support import fall

FOLLOWS = "what it rests on has changed"
_CLAIM = tuple(Claim.__dataclass_fields__)
_JSON = json.JSONEncoder(default=datetime.isoformat, ensure_ascii=False)


def rewrite(
    session: Session,
    before: Note,
    after: Note,
    *,
    actor: str,
    reason: str,
    now: datetime,
    message_id: str = "",
    run_id: str = "",
) -> None:
    """Make a stored note, `before`, what it is `after`, with the revision; `message_id` is the
    message that brought it about, or `run_id` the job run. What rests on it follows."""
    put(session, before, after)
    revise(session, [(before, after)], actor, reason, now, message_id, run_id)


def revise(
    session: Session,
    changes: Sequence[tuple[Note | None, Note]],
    actor: str,
    reason: str,
    now: datetime,
    message_id: str = "",
    run_id: str = "",
) -> None:
    """Record changes to several notes; before a note was there, it was None. `message_id` is the
    message that brought them about, or `run_id` the job run. What rests on them follows."""
    made = [
        {
            "id": new_id(),
            "note_id": after.id,
            "changed_at": now,
            "actor": actor,
            "reason": reason,
            "before": _as_json(before) if before else "",
            "after": _as_json(after),
            "message_id": message_id,
            "run_id": run_id,
        }
        for before, after in changes
    ]
    plain.insert(session, "revision", made)
    if fallen := fall(session, changes, now):
        revise(session, fallen, "support", FOLLOWS, now, message_id, run_id)


def _as_json(note: Note) -> str:
    if note.kind in TELLINGS:
        # Its words are those of what it tells, which may be forgotten one by one.
        note = replace(note, text="", title="", key_text="", keywords=(), tags=())
    claims = [{name: getattr(claim, name) for name in _CLAIM} for claim in note.claims]
    return _JSON.encode({**note_fields(note), "claims": claims})


def note_from_json(text: str) -> Note:
    """A note as a revision keeps it. What was not kept of it then is as for a new note."""
    kept = json.loads(text)
    for name in ("recorded_at", "updated_at", "valid_from", "valid_to"):
        kept[name] = plain.time_from(kept.get(name) or None)
    for name in ("keywords", "tags"):
        kept[name] = tuple(kept.get(name, ()))
    kept["kind"], kept["origin"] = NoteKind(kept["kind"]), Origin(kept["origin"])
    kept["status"] = NoteStatus(kept["status"])
    kept["claims"] = tuple(
        Claim(claim["attribute"], claim["value"], plain.time_from(claim["ended_at"]))
        for claim in kept.get("claims", ())
    )
    return Note(**{name: kept[name] for name in Note.__dataclass_fields__ if name in kept})
