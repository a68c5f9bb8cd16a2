"""Between rows and the domain's values; nothing here starts a transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, delete, select

from companion.domain import (
    Claim,
    Conversation,
    Link,
    LinkedNote,
    LinkKind,
    Message,
    MessageState,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Origin,
    Role,
    Source,
    new_id,
)
from companion.store.tables import (
    ClaimRow,
    ConversationRow,
    LinkRow,
    MessageRow,
    NoteRow,
    RevisionRow,
    SourceRow,
)

SEEN = tuple(status for status in NoteStatus if status is not NoteStatus.FORGOTTEN)
"""What a reader may see; what is being forgotten is not among it."""
_SPAN = ("note_id", "message_id", "start", "end")


def conversation_fields(conversation: Conversation) -> dict[str, Any]:
    """The columns of a new conversation."""
    return {
        name: getattr(conversation, name)
        for name in Conversation.__dataclass_fields__
        if name != "leaf_id"
    }


def conversation_from(row: ConversationRow) -> Conversation:
    """A conversation as the rest of Companion knows it."""
    return Conversation(
        id=row.id,
        persona_id=row.persona_id,
        title=row.title,
        created_at=row.created_at,
        updated_at=row.updated_at,
        leaf_id=row.leaf_id,
        off_the_record=row.off_the_record,
        draft=row.draft,
    )


def message_from(row: MessageRow) -> Message:
    """A message as the rest of Companion knows it."""
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        parent_id=row.parent_id,
        role=Role(row.role),
        text=row.text,
        created_at=row.created_at,
        state=MessageState(row.state),
    )


def _note_from(row: NoteRow | Row[Any], claims: Sequence[Claim] = ()) -> Note:
    """A note as the rest of Companion knows it."""
    return Note(
        id=row.id,
        kind=NoteKind(row.kind),
        text=row.text,
        origin=Origin(row.origin),
        recorded_at=row.recorded_at,
        updated_at=row.updated_at,
        status=NoteStatus(row.status),
        importance=row.importance,
        pinned=row.pinned,
        hushed=row.hushed,
        subject=row.subject,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        confidence=row.confidence,
        writer=row.writer,
        model=row.model,
        inferred=row.inferred,
        title=row.title,
        keywords=row.keywords,
        tags=row.tags,
        key_text=row.key_text,
        claims=tuple(claims),
    )


def notes_from(session: Session, rows: Iterable[NoteRow | Row[Any]]) -> list[Note]:
    """Notes with their claims."""
    rows = list(rows)
    claims: dict[str, list[Claim]] = defaultdict(list)
    found = session.exec(
        select(ClaimRow.note_id, ClaimRow.attribute, ClaimRow.value, ClaimRow.ended_at)
        .where(col(ClaimRow.note_id).in_([row.id for row in rows]))
        .order_by(col(ClaimRow.id))
    )
    for note_id, attribute, value, ended_at in found.all():
        claims[note_id].append(Claim(attribute, value, ended_at))
    return [_note_from(row, claims[row.id]) for row in rows]


def note_fields(note: Note) -> dict[str, Any]:
    """The columns of a note."""
    return {name: getattr(note, name) for name in Note.__dataclass_fields__ if name != "claims"}


@cache
def select_notes() -> Select[Any]:
    """A query for notes, for `found_notes`: their columns alone, which is twice as fast as rows
    that a session keeps track of."""
    return select_columns(*NoteRow.__table__.columns)  # type: ignore[attr-defined]


def found_notes(session: Session, query: Select[Any]) -> list[Note]:
    """What a query of `select_notes` finds, with the claims."""
    return notes_from(session, session.connection().execute(query).all())


def insert_notes(session: Session, notes: Sequence[Note]) -> None:
    """Store new notes and what they claim."""
    if notes:
        session.connection().execute(insert(NoteRow), [note_fields(note) for note in notes])
        _insert_claims(session, notes)


def insert_sources(session: Session, sources: Sequence[Source]) -> None:
    """Store what notes rest on."""
    rows = [{name: getattr(source, name) for name in _SPAN} for source in sources]
    if rows:
        session.connection().execute(insert(SourceRow), rows)


def put_claims(session: Session, note: Note) -> None:
    """Store what a note claims, in place of what it claimed before."""
    session.connection().execute(delete(ClaimRow).where(col(ClaimRow.note_id) == note.id))
    _insert_claims(session, [note])


def _insert_claims(session: Session, notes: Sequence[Note]) -> None:
    rows = [
        {"note_id": note.id, "attribute": c.attribute, "value": c.value, "ended_at": c.ended_at}
        for note in notes
        for c in note.claims
    ]
    if rows:
        session.connection().execute(insert(ClaimRow), rows)


def revise(
    session: Session,
    before: Note | None,
    after: Note,
    actor: str,
    reason: str,
    now: datetime,
    message_id: str = "",
) -> None:
    """Record one change to a note; `message_id` is the message that brought it about."""
    revise_all(session, [(before, after)], actor, reason, now, message_id)


def revise_all(
    session: Session,
    changes: Sequence[tuple[Note | None, Note]],
    actor: str,
    reason: str,
    now: datetime,
    message_id: str = "",
) -> None:
    """Record changes to several notes; before a note was there, it was None."""
    rows = [
        {
            "id": new_id(),
            "note_id": after.id,
            "changed_at": now,
            "actor": actor,
            "reason": reason,
            "before": _as_json(before) if before else "",
            "after": _as_json(after),
            "message_id": message_id,
        }
        for before, after in changes
    ]
    if rows:
        session.connection().execute(insert(RevisionRow), rows)


def _as_json(note: Note) -> str:
    if note.kind is NoteKind.EPISODE:
        # Its words are those of its messages, which may be forgotten one by one.
        note = replace(note, text="", title="", key_text="", keywords=(), tags=())
    fields = {**note_fields(note), "claims": [asdict(claim) for claim in note.claims]}
    return json.dumps(fields, default=datetime.isoformat, ensure_ascii=False)


def note_from_json(text: str) -> Note:
    """A note as a revision keeps it. What was not kept of it then is as for a new note."""
    kept = json.loads(text)
    for name in ("recorded_at", "updated_at", "valid_from", "valid_to"):
        kept[name] = _time_from(kept.get(name))
    for name in ("keywords", "tags"):
        kept[name] = tuple(kept.get(name, ()))
    kept["kind"], kept["origin"] = NoteKind(kept["kind"]), Origin(kept["origin"])
    kept["status"] = NoteStatus(kept["status"])
    kept["claims"] = tuple(
        Claim(claim["attribute"], claim["value"], _time_from(claim["ended_at"]))
        for claim in kept.get("claims", ())
    )
    return Note(**{name: kept[name] for name in Note.__dataclass_fields__ if name in kept})


def _time_from(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def details_of(session: Session, note_ids: Sequence[str]) -> dict[str, NoteDetail]:
    """Those of these notes that can be seen, with their sources, in the order asked for."""
    seen = select_notes().where(col(NoteRow.id).in_(note_ids), col(NoteRow.status).in_(SEEN))
    notes = {note.id: note for note in found_notes(session, seen)}
    sources = sources_of(session, list(notes))
    return {
        note_id: NoteDetail(notes[note_id], tuple(sources[note_id]))
        for note_id in dict.fromkeys(note_ids)
        if note_id in notes
    }


def sources_of(session: Session, note_ids: Sequence[str]) -> dict[str, list[Source]]:
    """The sources of each of these notes, in the order they were said."""
    rows = session.exec(
        select(SourceRow)
        .where(col(SourceRow.note_id).in_(note_ids))
        .order_by(SourceRow.message_id, col(SourceRow.start))
    ).all()
    messages = _messages(session, [row.message_id for row in rows])
    sources: dict[str, list[Source]] = defaultdict(list)
    for row in rows:
        message = messages[row.message_id]
        sources[row.note_id].append(
            Source(
                note_id=row.note_id,
                message_id=row.message_id,
                conversation_id=message.conversation_id,
                start=row.start,
                end=row.end,
                quote=message.text[row.start : row.end],
                said_at=message.created_at,
            )
        )
    return sources


def links_of(session: Session, note_id: str) -> list[LinkedNote]:
    """How a note bears on others that can be seen, and they on it; the latest first."""
    found = []
    either = (col(LinkRow.note_id) == note_id) | (col(LinkRow.to_id) == note_id)
    for row in session.exec(select(LinkRow).where(either).order_by(col(LinkRow.note_id).desc())):
        other = session.get(NoteRow, row.to_id if row.note_id == note_id else row.note_id)
        if other is not None and other.status in SEEN:
            link = Link(row.note_id, row.to_id, LinkKind(row.kind), row.reason)
            found.append(LinkedNote(link, other.text))
    return found


def _messages(session: Session, ids: Sequence[str]) -> dict[str, Message]:
    rows = session.exec(select(MessageRow).where(col(MessageRow.id).in_(ids)))
    return {row.id: message_from(row) for row in rows}
