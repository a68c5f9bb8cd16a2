"""Taking in what is on the stage, as it was judged, inside one transaction.

New records go in as they are, many at a time; a note that is here is rewritten one by one, so that
what rests on it follows. What else belongs to notes and messages (sources, links, revisions, names,
what replies were given) is the union of both sides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
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
)
from companion.store import plain
from companion.store.entities import tidy
from companion.store.outgoing import NOTE_COLUMNS
from companion.store.revisions import FOLLOWS, revise
from companion.store.rows import found_notes, insert_notes, note_fields, put
from companion.store.support import fall

ACTOR = "import"
MOST_FOR_OUTBOX = 500
"""Vectors that the index takes in one by one; for more of them it is to be built anew."""
BOTH_CHANGED = "it was changed on two machines, and this is the earlier change"
_HERE = "EXISTS (SELECT 1 FROM main.{table} h WHERE h.id = i.{field})"
_NOTE_HERE = _HERE.format(table="note", field="note_id")
_COLUMNS = ", ".join(NOTE_COLUMNS)
_TALKING = (
    "id, persona_id, title, titled_by_owner, created_at, updated_at, leaf_id, off_the_record, draft"
)
_ALL = (
    "conversation", "persona", "note", "entity", "job_run", "dropped", "outbox", "embedding",
    "saved_filter",
)  # fmt: skip
"""What all else goes with."""
_ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_notes(session: Session, after: str, limit: int) -> list[Note]:
    """Notes that are new here, by id from the first one `after`."""
    return _staged(
        session, "JOIN temp.verdict_notes v ON v.id = i.id WHERE v.what = 'new' AND i.id > ?"
        " ORDER BY i.id LIMIT ?", [after, limit],
    )  # fmt: skip


def episode_messages(session: Session) -> dict[str, list[Message]]:
    """The messages that each new episode rests on, as they come in."""
    found = defaultdict(list)
    for note_id, i, conversation_id, parent_id, role, text, created_at in plain.rows(
        session,
        "SELECT s.note_id, m.id, m.conversation_id, m.parent_id, m.role, m.text, m.created_at"
        " FROM incoming.notes n JOIN temp.verdict_notes v ON v.id = n.id AND v.what = 'new'"
        " JOIN incoming.sources s ON s.note_id = n.id JOIN incoming.messages m"
        " ON m.id = s.message_id WHERE n.kind = 'episode'",
    ):
        at = datetime.fromisoformat(created_at)
        found[note_id].append(Message(i, conversation_id, parent_id, Role(role), text, at))
    return found


def take_in_talk(session: Session, persona_id: str | None) -> list[str]:
    """Store conversations and messages, new ones with this persona, if one is named. Returns the
    messages that have moved off the branch of a conversation that was here, or onto it."""
    plain.run(session, "PRAGMA defer_foreign_keys = ON")
    plain.run(
        session,
        "INSERT INTO persona SELECT i.id, i.name, i.instructions FROM incoming.personas i"
        " JOIN temp.verdict_personas v ON v.id = i.id WHERE v.what = 'new' AND ? IS NULL",
        [persona_id],
    )
    talking = _TALKING.replace("persona_id", "coalesce(?, persona_id)")
    plain.run(
        session,
        f"INSERT INTO conversation ({_TALKING}) SELECT {talking} FROM incoming.conversations i"
        " WHERE id IN (SELECT id FROM temp.verdict_conversations WHERE what = 'new')",
        [persona_id],
    )
    plain.run(
        session,
        "INSERT INTO message (id, conversation_id, parent_id, role, text, created_at, state,"
        " observed_at, off_branch) SELECT i.id, conversation_id, parent_id, role, text, created_at,"
        " state, observed_at, 0 FROM incoming.messages i JOIN temp.verdict_messages v"
        " ON v.id = i.id WHERE v.what = 'new' ORDER BY i.id",
    )
    plain.run(
        session,
        "UPDATE message SET text = i.text, state = i.state FROM incoming.messages i"
        " JOIN temp.verdict_messages v ON v.id = i.id WHERE v.what = 'changed'"
        " AND message.id = i.id",
    )
    # What rested on words of theirs rests on other characters now.
    changed = "(SELECT id FROM temp.verdict_messages WHERE what = 'changed')"
    plain.run(session, f"DELETE FROM main.embedding WHERE item_id IN {changed}")
    plain.run(
        session,
        "DELETE FROM main.source WHERE EXISTS (SELECT 1 FROM incoming.sources i"
        " WHERE i.note_id = source.note_id AND i.message_id = source.message_id)"
        f" AND message_id IN {changed}",
    )
    plain.run(
        session,
        'UPDATE OR REPLACE main.source SET start = 0, "end" ='
        " (SELECT length(text) FROM main.message WHERE id = message_id)"
        f" WHERE message_id IN {changed}",
    )
    plain.run(
        session,
        "UPDATE message SET observed_at = min(i.observed_at, coalesce(message.observed_at,"
        " i.observed_at)) FROM incoming.messages i JOIN temp.verdict_messages v ON v.id = i.id"
        " WHERE v.what != 'new' AND message.id = i.id AND i.observed_at IS NOT NULL"
        " AND (message.observed_at IS NULL OR message.observed_at > i.observed_at)",
    )
    plain.run(
        session,
        "UPDATE conversation SET title = i.title, titled_by_owner = i.titled_by_owner,"
        " updated_at = i.updated_at, leaf_id = i.leaf_id,"
        " off_the_record = max(i.off_the_record, conversation.off_the_record)"
        " FROM incoming.conversations i JOIN temp.verdict_conversations v ON v.id = i.id"
        " WHERE v.what = 'changed' AND conversation.id = i.id",
    )
    return _branches(session)


def take_in_notes(session: Session, now: datetime) -> list[str]:
    """Store notes, new ones and those that were changed elsewhere; returns the ids of the latter,
    and of what rests on them."""
    plain.run(
        session,
        f"INSERT INTO note ({_COLUMNS}) SELECT {_COLUMNS} FROM incoming.notes WHERE id IN"
        " (SELECT id FROM temp.verdict_notes WHERE what = 'new') ORDER BY id",
    )
    plain.run(
        session,
        "INSERT INTO claim (note_id, attribute, value, ended_at) SELECT i.id,"
        " json_extract(c.value, '$.attribute'), json_extract(c.value, '$.value'),"
        " json_extract(c.value, '$.ended_at') FROM incoming.notes i JOIN temp.verdict_notes v"
        " ON v.id = i.id AND v.what = 'new', json_each(i.claims) c WHERE i.claims != '[]'"
        " ORDER BY i.id, c.key",
    )
    changed: list[str] = []
    for note_id, what, conflicts in plain.rows(
        session,
        "SELECT id, what, conflicts FROM temp.verdict_notes WHERE what = 'changed' OR conflicts"
        " ORDER BY id",
    ):
        (before,) = found_notes(session, "WHERE n.id = ?", [note_id])
        (after,) = _staged(session, "WHERE i.id = ?", [note_id])
        if conflicts:
            lost = before if what == "changed" else after
            _keep_for_review(session, lost)
        if what == "changed":
            put(session, before, after)
            changed.append(note_id)
            if fallen := fall(session, [(before, after)], now):
                revise(session, fallen, "support", FOLLOWS, now)
                changed += [note.id for _, note in fallen]
    return changed


def take_in_rest(session: Session) -> list[str]:
    """Store what belongs to notes and messages; returns the episodes that were here and rest on
    more now."""
    grown = plain.rows(
        session,
        "SELECT DISTINCT i.note_id FROM incoming.sources i JOIN main.note n ON n.id = i.note_id"
        " AND n.kind = 'episode' JOIN main.message m ON m.id = i.message_id"
        " JOIN temp.verdict_notes v ON v.id = n.id AND v.what NOT IN ('new', 'same')"
        " WHERE NOT EXISTS (SELECT 1 FROM main.source s WHERE s.note_id = i.note_id"
        " AND s.message_id = i.message_id)",
    )
    kept = "(SELECT id FROM temp.verdict_messages WHERE what = 'kept')"
    message_here = _HERE.format(table="message", field="message_id")
    reply_here = _HERE.format(table="message", field="reply_id")
    statements = (
        'source (note_id, message_id, start, "end", run_id) SELECT note_id, message_id, start,'
        f' "end", run_id FROM incoming.sources i WHERE {_NOTE_HERE} AND {message_here}'
        f" AND message_id NOT IN {kept}",
        # Words were blanked out here since: which characters it rests on is not known.
        'source (note_id, message_id, start, "end", run_id) SELECT i.note_id, i.message_id, 0,'
        " length(m.text), i.run_id FROM incoming.sources i JOIN main.message m"
        f" ON m.id = i.message_id WHERE i.message_id IN {kept} AND {_NOTE_HERE}"
        " AND NOT EXISTS (SELECT 1 FROM main.source s WHERE s.note_id = i.note_id"
        " AND s.message_id = i.message_id)",
        "link (note_id, to_id, kind, reason, run_id) SELECT note_id, to_id, kind, reason, run_id"
        f" FROM incoming.links i WHERE {_NOTE_HERE}"
        f" AND {_HERE.format(table='note', field='to_id')}",
        # The history of a note holds no words of a conversation that was deleted here.
        "revision (id, note_id, changed_at, actor, reason, before, after, message_id, run_id)"
        " SELECT id, note_id, changed_at, actor, reason, before, after, message_id, run_id"
        f" FROM incoming.revisions i WHERE {_NOTE_HERE} AND message_id NOT IN"
        " (SELECT id FROM temp.verdict_messages WHERE what = 'forgotten') ORDER BY id",
        "recalled (reply_id, rank, note_id, score, why, message_id, used) SELECT reply_id, rank,"
        f" note_id, score, why, message_id, used FROM incoming.recalled i WHERE {_NOTE_HERE}"
        f" AND {reply_here}",
        "dismissal (reply_id, item_id, fingerprint, vector, made_at) SELECT reply_id, item_id,"
        f" fingerprint, vector, made_at FROM incoming.dismissals i WHERE {reply_here} AND"
        f" ({_HERE.format(table='note', field='item_id')}"
        f" OR {_HERE.format(table='message', field='item_id')})",
        "studied (note_id, writer, studied_at) SELECT note_id, writer, studied_at"
        f" FROM incoming.studied i WHERE {_NOTE_HERE}",
        f"declined (job, note_id) SELECT job, note_id FROM incoming.declined i WHERE {_NOTE_HERE}",
        "saved_filter (name, filter) SELECT name, filter FROM incoming.saved_filters",
        "job_run (id, job, as_of, started_at, ended_at, state, changed, did) SELECT id, job,"
        " as_of, started_at, ended_at, state, changed, did FROM incoming.job_runs",
    )
    for statement in statements:
        plain.run(session, f"INSERT OR IGNORE INTO main.{statement}")
    _undo_what_was_undone(session)
    _take_in_names(session)
    return [note_id for (note_id,) in grown]


def take_in_vectors(session: Session, fingerprint: str) -> int:
    """Store the vectors of what has come in, and of what has none here; returns how many. None,
    where those of this embedder have another length here. The index is told of a few."""
    length = plain.rows(
        session,
        "SELECT length(vector) FROM main.embedding WHERE fingerprint = ? LIMIT 1",
        [fingerprint],
    )
    theirs = plain.rows(session, "SELECT length(vector) FROM incoming.vectors LIMIT 1")
    if not theirs or (length and length != theirs):
        return 0
    before = plain.rows(session, "SELECT count(*) FROM main.embedding")[0][0]
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.embedding (item_id, fingerprint, vector)"
        " SELECT i.item_id, ?, i.vector FROM incoming.vectors i"
        f" WHERE ({_HERE.format(table='note', field='item_id')}"
        " AND NOT EXISTS (SELECT 1 FROM temp.verdict_notes v WHERE v.id = i.item_id"
        f" AND v.what = 'kept')) OR {_HERE.format(table='message', field='item_id')}"
        " ORDER BY i.item_id",
        [fingerprint],
    )
    made = int(plain.rows(session, "SELECT count(*) FROM main.embedding")[0][0]) - int(before)
    if made <= MOST_FOR_OUTBOX:
        plain.run(session, "INSERT INTO main.outbox (item_id) SELECT item_id FROM incoming.vectors")
    return made


def hold(session: Session, notes: Sequence[Note], reason: str, now: datetime) -> None:
    """Have notes that came in wait for review. Their time of change stays: where they came from
    they wait for nobody."""
    for note in notes:
        held = replace(note, status=NoteStatus.HELD)
        put(session, note, held)
        revise(session, [(note, held)], ACTOR, reason, now)


def clear(session: Session) -> None:
    """Remove all that is remembered, said and done, for what takes its place."""
    for table in (
        "conversation",
        "note",
        "entity",
        "job_run",
        "dropped",
        "outbox",
        "embedding",
        "saved_filter",
    ):
        plain.run(session, f"DELETE FROM main.{table}")
    plain.run(session, "DELETE FROM main.persona")


def persona_called(session: Session, name: str) -> str:
    """The id of the persona of this name; of a new one, if there is none."""
    found = plain.rows(session, "SELECT id FROM main.persona WHERE name = ? LIMIT 1", [name])
    if found:
        return str(found[0][0])
    first = plain.rows(session, "SELECT instructions FROM main.persona ORDER BY id LIMIT 1")
    made = {
        "id": derived_id("persona", name),
        "name": name,
        "instructions": first[0][0] if first else "",
    }
    plain.insert(session, "main.persona", [made])
    return made["id"]


def derived_id(*of: str, at: datetime | None = None) -> str:
    """A ULID that is the same for the same words, of this time."""
    digest = sha256("\n".join(of).encode()).digest()
    stamp = int(at.timestamp() * 1000) if at else 0
    number = (max(stamp, 0) & (2**48 - 1)) << 80 | int.from_bytes(digest[:10], "big")
    return "".join(_ULID[number >> shift & 31] for shift in range(125, -1, -5))


def _branches(session: Session) -> list[str]:
    """Mark what is on the branches that are shown of the conversations that have come or changed;
    returns the messages of conversations that were here for which that is another now."""
    plain.run(session, "DROP TABLE IF EXISTS temp.touched")
    plain.run(session, "CREATE TEMP TABLE touched (id NOT NULL PRIMARY KEY, is_new) WITHOUT ROWID")
    plain.run(
        session,
        "INSERT INTO temp.touched SELECT c.id, v.what IS 'new' FROM main.conversation c"
        " JOIN temp.verdict_conversations v ON v.id = c.id WHERE v.what IN ('new', 'changed')"
        " OR EXISTS (SELECT 1 FROM incoming.messages m JOIN temp.verdict_messages w ON w.id = m.id"
        " WHERE m.conversation_id = c.id AND w.what = 'new')",
    )
    moved = plain.rows(
        session,
        "WITH RECURSIVE branch (id) AS (SELECT leaf_id FROM main.conversation WHERE id IN"
        " (SELECT id FROM temp.touched) UNION SELECT m.parent_id FROM branch b"
        " JOIN main.message m ON m.id = b.id)"
        " SELECT m.id, m.off_branch, t.is_new FROM temp.touched t"
        " JOIN main.message m ON m.conversation_id = t.id"
        " WHERE m.off_branch != (m.id NOT IN (SELECT id FROM branch WHERE id IS NOT NULL))",
    )
    plain.run(session, "DROP TABLE temp.touched")
    ids = plain.among([message_id for message_id, _, _ in moved])
    plain.run(
        session,
        "UPDATE message SET off_branch = NOT off_branch"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [ids],
    )
    return [message_id for message_id, _, is_new in moved if not is_new]


def _keep_for_review(session: Session, lost: Note) -> None:
    """What a change said that another one took the place of waits for its owner, the same on either
    machine."""
    note = replace(
        lost,
        id=derived_id(lost.id, lost.text, at=lost.updated_at),
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
    plain.insert(session, "main.link", [link | {"run_id": ""}])
    made = {
        "id": derived_id(note.id, at=note.updated_at),
        "note_id": note.id,
        "changed_at": note.updated_at,
        "actor": ACTOR,
        "reason": BOTH_CHANGED,
        "before": "",
        "after": _as_json(note),
    }
    plain.insert(session, "revision", [made | {"message_id": "", "run_id": ""}])


def _undo_what_was_undone(session: Session) -> None:
    plain.run(
        session,
        "UPDATE main.job_run SET state = 'undone' WHERE id IN"
        " (SELECT id FROM incoming.job_runs WHERE state = 'undone')",
    )
    undone = "(SELECT id FROM main.job_run WHERE state = 'undone')"
    plain.run(session, f"DELETE FROM main.link WHERE run_id IN {undone} AND kind != 'supports'")
    plain.run(session, f"DELETE FROM main.source WHERE run_id IN {undone}")


def _take_in_names(session: Session) -> None:
    plain.run(session, "DROP TABLE IF EXISTS temp.named")
    plain.run(
        session,
        "CREATE TEMP TABLE named (name, kind, id, PRIMARY KEY (name, kind)) WITHOUT ROWID",
    )
    known = (
        "INSERT OR IGNORE INTO temp.named SELECT name, kind, min(id) FROM main.entity GROUP BY 1, 2"
    )
    plain.run(session, known)
    plain.run(
        session,
        "INSERT INTO main.entity (name, kind) SELECT name, kind FROM incoming.entities e"
        " WHERE NOT EXISTS (SELECT 1 FROM temp.named k WHERE k.name = e.name AND k.kind = e.kind)"
        " AND EXISTS (SELECT 1 FROM incoming.mentions i WHERE i.name = e.name AND i.kind = e.kind"
        f" AND {_NOTE_HERE}) ORDER BY name, kind",
    )
    plain.run(session, known)
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.mention (note_id, entity_id) SELECT i.note_id, k.id"
        " FROM incoming.mentions i JOIN temp.named k ON k.name = i.name AND k.kind = i.kind"
        f" WHERE {_NOTE_HERE}",
    )
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.alias (name, entity_id) SELECT a.value, k.id"
        " FROM incoming.entities e JOIN temp.named k ON k.name = e.name AND k.kind = e.kind,"
        " json_each(e.aliases) a",
    )
    if plain.rows(session, "SELECT 1 FROM main.tombstone LIMIT 1"):
        # A name that was forgotten with its last note is in no note that came in.
        ids = plain.rows(
            session,
            "SELECT DISTINCT k.id FROM incoming.entities e"
            " JOIN temp.named k ON k.name = e.name AND k.kind = e.kind",
        )
        tidy(session, [entity_id for (entity_id,) in ids])
    plain.run(session, "DROP TABLE temp.named")


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
