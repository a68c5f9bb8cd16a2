"""What belongs to notes and messages: what they rest on, their history, how they bear on each
other, what replies were given, and what was done in the background.

It is the union of both sides. Where both have the same thing otherwise, the words that are fewer
stay, because words are only ever taken out; the earlier time; and what is settled.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from companion.store import plain
from companion.store.passages import cuts_between, moved_span
from companion.store.tombstones import OF_AN_ID, digest_of_id, run_mark

_HERE = "EXISTS (SELECT 1 FROM main.{table} h WHERE h.id = i.{field})"
NOTE_HERE = _HERE.format(table="note", field="note_id")
"""Whether the note of a record that comes in is here."""
SILENCED = (
    "({0}.message_id IN (SELECT id FROM temp.silenced) AND EXISTS"
    " (SELECT 1 FROM incoming.notes e WHERE e.id = {0}.note_id AND e.kind = 'episode'))"
)
"""Whether a source that comes in is a message that no episode tells any more."""
_MESSAGE_HERE = _HERE.format(table="message", field="message_id")
_REPLY_HERE = _HERE.format(table="message", field="reply_id")
_ITEM_HERE = (
    f"({_HERE.format(table='note', field='item_id')}"
    f" OR {_HERE.format(table='message', field='item_id')})"
)
_BOTH_HERE = f"{NOTE_HERE} AND {_HERE.format(table='note', field='to_id')}"
_FEWER = (
    "(length(excluded.reason), excluded.reason, excluded.run_id) < (length(reason), reason, run_id)"
)
_LINKS = (
    "INSERT INTO main.link (note_id, to_id, kind, reason, run_id, made_at) SELECT note_id, to_id,"
    f" kind, reason, run_id, coalesce(made_at, '') FROM incoming.links i WHERE {_BOTH_HERE}"
    " AND kind {0} 'updates' ON CONFLICT DO UPDATE SET"
    f" reason = CASE WHEN {_FEWER} THEN excluded.reason ELSE reason END,"
    f" run_id = CASE WHEN {_FEWER} THEN excluded.run_id ELSE run_id END,"
    f" made_at = max(excluded.made_at, made_at) WHERE {_FEWER} OR excluded.made_at > made_at"
)
_UNLINK = (
    "INSERT INTO main.unlinked (note_id, to_id, kind, removed_at) SELECT note_id, to_id, kind,"
    f" removed_at FROM incoming.unlinked i WHERE {_BOTH_HERE} ON CONFLICT DO UPDATE"
    " SET removed_at = excluded.removed_at WHERE excluded.removed_at > removed_at",
    "DELETE FROM main.link WHERE EXISTS (SELECT 1 FROM main.unlinked u"
    " WHERE (u.note_id, u.to_id, u.kind) = (link.note_id, link.to_id, link.kind)"
    " AND u.removed_at >= link.made_at)",
)
"""A link that was taken away on either side since it was made is none."""
_HISTORY = (
    'INSERT OR IGNORE INTO main.source (note_id, message_id, start, "end", run_id) SELECT note_id,'
    f' message_id, start, "end", run_id FROM incoming.sources i WHERE {NOTE_HERE}'
    f" AND {_MESSAGE_HERE} AND message_id NOT IN"
    " (SELECT id FROM temp.verdict_messages WHERE what = 'kept')"
    f" AND NOT {SILENCED.format('i')}",
    # The history of a note holds no words of a conversation that was deleted here.
    "INSERT INTO main.revision (id, note_id, changed_at, actor, reason, before, after, message_id,"
    " run_id) SELECT id, note_id, changed_at, actor, reason, before, after, message_id, run_id"
    f" FROM incoming.revisions i WHERE {NOTE_HERE} AND message_id NOT IN"
    " (SELECT id FROM temp.verdict_messages WHERE what = 'forgotten') ORDER BY id"
    " ON CONFLICT DO UPDATE SET before = excluded.before, after = excluded.after"
    " WHERE (length(excluded.before) + length(excluded.after), excluded.before, excluded.after)"
    " < (length(before) + length(after), before, after)",
    _LINKS.format("="),
)
_REST = (
    _LINKS.format("!="),
    "INSERT INTO main.recalled (reply_id, rank, note_id, score, why, message_id, used)"
    " SELECT reply_id, rank, note_id, score, why, message_id, used FROM incoming.recalled i"
    f" WHERE {NOTE_HERE} AND {_REPLY_HERE} ON CONFLICT DO UPDATE SET used = excluded.used"
    " WHERE coalesce(excluded.used, -1) > coalesce(used, -1)",
    "INSERT OR IGNORE INTO main.dismissal (reply_id, item_id, fingerprint, vector, made_at)"
    " SELECT reply_id, item_id, fingerprint, vector, made_at FROM incoming.dismissals i"
    f" WHERE {_REPLY_HERE} AND {_ITEM_HERE}",
    "INSERT INTO main.studied (note_id, writer, studied_at) SELECT note_id, writer, studied_at"
    f" FROM incoming.studied i WHERE {NOTE_HERE} ON CONFLICT DO UPDATE"
    " SET studied_at = excluded.studied_at WHERE excluded.studied_at < studied_at",
    "INSERT OR IGNORE INTO main.declined (job, note_id) SELECT job, note_id"
    f" FROM incoming.declined i WHERE {NOTE_HERE}",
    "INSERT INTO main.unsure_join (note_id, other_id, run_id, settled) SELECT note_id, other_id,"
    f" run_id, settled FROM incoming.unsure_joins i WHERE {NOTE_HERE}"
    f" AND {_HERE.format(table='note', field='other_id')} ON CONFLICT DO UPDATE"
    " SET settled = excluded.settled WHERE excluded.settled > settled",
    "INSERT OR IGNORE INTO main.job_run (id, job, as_of, started_at, ended_at, state, changed, did)"
    " SELECT id, job, as_of, started_at, ended_at, state, changed, did FROM incoming.job_runs"
    " WHERE id NOT IN (SELECT id FROM temp.stays_out)",
    # What was undone on one machine is undone.
    "UPDATE main.job_run SET state = 'undone' WHERE id IN"
    " (SELECT id FROM incoming.job_runs WHERE state = 'undone')",
    "DELETE FROM main.link WHERE run_id IN (SELECT id FROM main.job_run WHERE state = 'undone')"
    " AND kind != 'supports'",
    *_UNLINK,
    "DELETE FROM main.source WHERE run_id IN (SELECT id FROM main.job_run WHERE state = 'undone')",
)


def take_in_history(session: Session) -> None:
    """Store what notes rest on and what they went through."""
    for statement in _HISTORY:
        plain.run(session, statement)
    _take_in_moved_sources(session)


def take_in_rest(session: Session) -> None:
    """Store what else belongs to notes and messages."""
    for statement in _REST:
        plain.run(session, statement)


def forgotten(session: Session) -> set[str]:
    """The digests of the ids of what was forgotten elsewhere."""
    these = f"SELECT '{OF_AN_ID}' || digest FROM incoming.forgotten"
    return {digest for (digest,) in plain.rows(session, these)}


def drop_runs(session: Session, digests: Collection[str]) -> None:
    """Remove the job runs that were forgotten elsewhere."""
    there = plain.rows(session, "SELECT id FROM main.job_run")
    gone = [run_id for (run_id,) in there if digest_of_id(run_mark(run_id)) in digests]
    these = "DELETE FROM main.job_run WHERE id IN (SELECT value FROM json_each(?))"
    plain.run(session, these, [plain.among(gone)])


def runs(session: Session) -> list[str]:
    """The job runs that come in."""
    return [run_id for (run_id,) in plain.rows(session, "SELECT id FROM incoming.job_runs")]


def take_in_forgotten(session: Session) -> None:
    """Bury what was forgotten elsewhere, since when it was first."""
    plain.run(
        session,
        f"INSERT INTO main.tombstone (digest, made_at) SELECT '{OF_AN_ID}' || digest, forgotten_at"
        " FROM incoming.forgotten WHERE true ON CONFLICT DO UPDATE SET made_at = excluded.made_at"
        " WHERE excluded.made_at < made_at",
    )


def _take_in_moved_sources(session: Session) -> None:
    """Let notes rest on the same words of messages that others were taken out of here since."""
    for note_id, message_id, start, end, run_id, text, left in plain.rows(
        session,
        'SELECT i.note_id, i.message_id, i.start, i."end", i.run_id, m.text, h.text'
        " FROM temp.verdict_messages v CROSS JOIN incoming.sources i ON i.message_id = v.id"
        " JOIN incoming.messages m ON m.id = v.id JOIN main.message h ON h.id = v.id"
        f" WHERE v.what = 'kept' AND {NOTE_HERE} AND NOT {SILENCED.format('i')}",
    ):
        span = moved_span((start, end), cuts_between(text, left)) if text != left else (start, end)
        row = {"note_id": note_id, "message_id": message_id, "run_id": run_id}
        row |= {"start": min(span[0], len(left)), "end": min(span[1], len(left))}
        plain.insert(session, "main.source", [row], "OR IGNORE")
