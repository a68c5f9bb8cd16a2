"""What purged conversations have left in notes that stay: their words in the history of those, and
the names that were told there."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from companion.store import plain
from companion.store.entities import mentioned_by, tidy
from companion.store.tables import (
    AliasRow,
    MentionRow,
    MessageRow,
    NoteRow,
    RevisionRow,
)


def unchain(session: Session, conversation_ids: Sequence[str]) -> None:
    """Before conversations are removed: let none of their messages follow another. SQLite removes
    what follows a row while it removes that, and gives up after a thousand."""
    plain.run(
        session,
        "UPDATE message SET parent_id = NULL WHERE conversation_id IN"
        " (SELECT value FROM json_each(?))",
        [plain.among(conversation_ids)],
    )


def remove_traces(session: Session, conversation_ids: Sequence[str]) -> None:
    """Before conversations are removed: drop every revision of a note that rests on other talk as
    well which shows words it was given in these, and let it mention nobody it no longer names.

    A note that still has such words keeps them, and the revisions that explain them.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for revision in session.exec(
        select(RevisionRow)
        .join(MessageRow, col(MessageRow.id) == RevisionRow.message_id)
        .where(col(MessageRow.conversation_id).in_(conversation_ids), RevisionRow.before != "")
    ):
        told[revision.note_id].add(_text(revision.after))
    for note_id, texts in told.items():
        note = session.get(NoteRow, note_id)
        if note is None or note.text in texts - {_first_text(session, note_id)}:
            continue
        for revision in session.exec(select(RevisionRow).where(RevisionRow.note_id == note_id)):
            shown = {_text(revision.before), _text(revision.after)} - {note.text, ""}
            if shown & texts:
                session.delete(revision)
        _mention_no_more(session, note)


def _mention_no_more(session: Session, note: NoteRow) -> None:
    said = f"{note.subject} {note.text}".casefold()
    entities = mentioned_by(session, [note.id])
    for entity_id in entities:
        names = session.exec(select(AliasRow.name).where(AliasRow.entity_id == entity_id)).all()
        if not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names):
            of_note = col(MentionRow.note_id) == note.id
            session.exec(delete(MentionRow).where(of_note, col(MentionRow.entity_id) == entity_id))
    tidy(session, entities)


def _first_text(session: Session, note_id: str) -> str:
    first = session.exec(
        select(RevisionRow.after)
        .where(RevisionRow.note_id == note_id)
        .order_by(col(RevisionRow.id))
        .limit(1)
    ).first()
    return _text(first or "")


def _text(note: str) -> str:
    """What a note said, from its JSON."""
    return str(json.loads(note)["text"]) if note else ""
