"""Notes that come in: new ones as they are; of those that both sides have, what the other side
says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.domain import (
    Claim,
    LinkKind,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
    Role,
    derived_id,
)
from companion.store import plain
from companion.store.outgoing import NOTE_COLUMNS
from companion.store.revisions import revise
from companion.store.rows import insert_notes, note_fields, put
from companion.store.triggers import indexed_at_once

ACTOR = "import"
BOTH_CHANGED = "it was changed on two machines, and this is the earlier change"
_COLUMNS = ", ".join(NOTE_COLUMNS)
_THEIRS = ", ".join(f"i.{name}" for name in NOTE_COLUMNS)


def new_notes(session: Session, after: str, limit: int) -> list[Note]:
    """Notes that are new here, by id from the first one `after`."""
    return _staged(
        session, "JOIN temp.verdict_notes v ON v.id = i.id WHERE v.what = 'new' AND i.id > ?"
        " ORDER BY i.id LIMIT ?", [after, limit],
    )  # fmt: skip


def guarded(session: Session) -> str:
    """Of the notes that are new here and that a model may be given: their ids, what they are, and
    what they say, as a JSON list of lists."""
    these = (
        "SELECT json_group_array(json_array(i.id, i.kind, i.text)) FROM temp.verdict_notes v"
        " CROSS JOIN incoming.notes i ON i.line = v.line WHERE v.what = 'new'"
        " AND i.kind != 'episode' AND i.status IN ('active', 'shadow', 'archived')"
    )
    return str(plain.rows(session, these)[0][0])


def these(session: Session, note_ids: Sequence[str]) -> dict[str, Note]:
    """Those of these notes that come in, by id, as they do."""
    which = "WHERE i.id IN (SELECT value FROM json_each(?))"
    return {note.id: note for note in _staged(session, which, [plain.among(note_ids)])}


def episode_messages(session: Session) -> dict[str, list[Message]]:
    """The messages that each episode comes to rest on, as they come in."""
    found = defaultdict(list)
    for note_id, i, conversation_id, parent_id, role, text, created_at in plain.rows(
        session,
        "SELECT s.note_id, m.id, m.conversation_id, m.parent_id, m.role, m.text, m.created_at"
        " FROM incoming.notes n JOIN incoming.sources s ON s.note_id = n.id"
        " JOIN incoming.messages m ON m.id = s.message_id WHERE n.kind = 'episode'"
        " AND NOT EXISTS (SELECT 1 FROM main.source h WHERE h.note_id = n.id"
        " AND h.message_id = m.id)",
    ):
        at = datetime.fromisoformat(created_at)
        found[note_id].append(Message(i, conversation_id, parent_id, Role(role), text, at))
    return found


def told_in_episodes(session: Session) -> list[str]:
    """The messages that episodes rest on, as they come in."""
    found = plain.rows(
        session,
        "SELECT DISTINCT s.message_id FROM incoming.notes n JOIN incoming.sources s"
        " ON s.note_id = n.id WHERE n.kind = 'episode'",
    )
    return [message_id for (message_id,) in found]


def standing(session: Session) -> list[str]:
    """The notes here, none that is being forgotten."""
    these = "SELECT id FROM main.note WHERE status != 'forgotten'"
    return [note_id for (note_id,) in plain.rows(session, these)]


def take_in_notes(session: Session) -> None:
    """Store the notes that are new here."""
    with indexed_at_once(session, "note", "text", "key_text", "told", words="note_words"):
        plain.run(
            session,
            f"INSERT INTO note ({_COLUMNS}) SELECT {_THEIRS} FROM temp.verdict_notes v"
            " CROSS JOIN incoming.notes i ON i.line = v.line WHERE v.what = 'new' ORDER BY v.id",
        )
    plain.run(
        session,
        "INSERT INTO claim (note_id, attribute, value, ended_at) SELECT i.id,"
        " json_extract(c.value, '$.attribute'), json_extract(c.value, '$.value'),"
        " json_extract(c.value, '$.ended_at') FROM temp.verdict_notes v"
        " CROSS JOIN incoming.notes i ON i.line = v.line, json_each(i.claims) c"
        " WHERE v.what = 'new' AND i.claims != '[]' ORDER BY v.id, c.key",
    )


def left_behind(session: Session) -> list[str]:
    """New notes that rest on what is no part of the memory here: the branch of a conversation that
    was left, or talk off the record."""
    found = plain.rows(
        session,
        "SELECT DISTINCT s.note_id FROM temp.verdict_conversations w CROSS JOIN main.conversation c"
        " ON c.id = w.id CROSS JOIN main.message m ON m.conversation_id = c.id"
        " AND (m.off_branch OR c.off_the_record) JOIN main.source s ON s.message_id = m.id"
        " JOIN temp.verdict_notes v ON v.id = s.note_id AND v.what = 'new'"
        " WHERE w.what NOT IN ('new', 'forgotten')",
    )
    return [note_id for (note_id,) in found]


def resting_on(session: Session, conversation_ids: Sequence[str]) -> list[str]:
    """The new notes that rest on messages of these conversations alone."""
    found = plain.rows(
        session,
        "SELECT s.note_id FROM incoming.sources s JOIN temp.verdict_notes v ON v.id = s.note_id"
        " JOIN incoming.messages m ON m.id = s.message_id WHERE v.what = 'new'"
        " GROUP BY s.note_id HAVING min(m.conversation_id IN (SELECT value FROM json_each(?)))",
        [plain.among(conversation_ids)],
    )
    return [note_id for (note_id,) in found]


def hold(session: Session, notes: Sequence[Note], reason: str, now: datetime) -> None:
    """Have notes that came in wait for review. Their time of change stays: where they came from
    they wait for nobody."""
    for note in notes:
        held = replace(note, status=NoteStatus.HELD)
        put(session, note, held)
        revise(session, [(note, held)], ACTOR, reason, now)


def keep_for_review(session: Session, lost: Note) -> None:
    """What a change said that another one took the place of waits for its owner, the same on either
    machine."""
    note = replace(
        lost,
        id=derived_id(lost.id, lost.text, at=lost.recorded_at),
        status=NoteStatus.HELD,
        pinned=False,
        recorded_at=lost.updated_at,
    )
    if plain.rows(session, "SELECT 1 FROM main.note WHERE id = ?", [note.id]):
        return
    insert_notes(session, [note])
    link = {
        "note_id": note.id,
        "to_id": lost.id,
        "kind": str(LinkKind.CONTRADICTS),
        "reason": BOTH_CHANGED,
    }
    plain.insert(session, "main.link", [link | {"run_id": ""}], "OR IGNORE")
    made = {
        "id": derived_id(note.id, at=note.updated_at),
        "note_id": note.id,
        "changed_at": note.updated_at,
        "actor": ACTOR,
        "reason": BOTH_CHANGED,
        "before": "",
        "after": _as_json(note),
    }
    plain.insert(session, "revision", [made | {"message_id": "", "run_id": ""}], "OR IGNORE")


def _staged(session: Session, which: str, values: Sequence[Any]) -> list[Note]:
    columns = ", ".join(f"i.{name}" for name in (*NOTE_COLUMNS, "claims"))
    found = plain.rows(session, f"SELECT {columns} FROM incoming.notes i {which}", values)
    return [_note(dict(zip((*NOTE_COLUMNS, "claims"), row, strict=True))) for row in found]


def _note(fields: dict[str, Any]) -> Note:
    for name in ("recorded_at", "updated_at", "valid_from", "valid_to"):
        fields[name] = plain.time_from(fields[name])
    for name in ("keywords", "tags"):
        fields[name] = plain.words_from(fields[name])
    for name in ("pinned", "hushed", "inferred"):
        fields[name] = bool(fields[name])
    fields["kind"], fields["origin"] = NoteKind(fields["kind"]), Origin(fields["origin"])
    fields["status"] = NoteStatus(fields["status"])
    fields["claims"] = tuple(
        Claim(it["attribute"], it["value"], plain.time_from(it["ended_at"]))
        for it in json.loads(fields["claims"])
    )
    return Note(**fields)


def _as_json(note: Note) -> str:
    fields = {**note_fields(note), "claims": [asdict(claim) for claim in note.claims]}
    return json.dumps(fields, default=datetime.isoformat, ensure_ascii=False)
