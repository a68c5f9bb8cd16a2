"""What becomes of each record on the stage, held against what is here. Nothing here changes the
memory.

A record that both have is settled by what it says and not by where it is, so that two machines that
give each other their archives settle it alike: a note by the changes that either knows
(`companion.memory.joining`), a conversation part by part, and of a message the fuller state, then
the fewer words, because words are only ever taken out of one. What waits for review on one machine
only keeps waiting there. Personas, saved filters and settings are what their owner made of them
last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlmodel import Session

from companion.acts import GAP
from companion.store import plain
from companion.store.incoming.belongings import SILENCED
from companion.store.incoming.preferences import PERSONA
from companion.store.incoming.talk import LEAF, TITLE
from companion.store.outgoing import NOTE_COLUMNS
from companion.store.rows import IS_TOLD
from companion.store.staging import Amiss


class Verdict(StrEnum):
    """What becomes of a record that comes in."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    """It takes the place of what is here."""
    KEPT = "kept"
    """What is here stays: it is the later one."""
    FORGOTTEN = "forgotten"
    """It was forgotten here, and stays out."""


JUDGED = ("personas", "conversations", "messages", "notes", "saved_filters")
_LISTS = ("joined", "silenced", "stays_out")
"""Tables of ids: the notes to be joined, the messages that no episode tells, and of all but notes
and talk what was forgotten here."""
_CLAIMS = (
    "(SELECT json_group_array(json_object('attribute', attribute, 'value', value, 'ended_at',"
    " ended_at)) FROM (SELECT * FROM claim c WHERE c.note_id = n.id ORDER BY c.id))"
)
_SAME_NOTE = " AND ".join(
    [
        *(f"i.{name} IS n.{name}" for name in NOTE_COLUMNS if name != "id"),
        f"json(i.claims) = {_CLAIMS}",
    ]
)
_NEW_STEPS = (
    "EXISTS (SELECT 1 FROM incoming.revisions q WHERE q.note_id = i.id"
    " AND NOT EXISTS (SELECT 1 FROM main.revision r WHERE r.id = q.id))"
)
_NEW_SOURCES = (
    "EXISTS (SELECT 1 FROM incoming.sources s WHERE s.note_id = i.id AND NOT EXISTS"
    " (SELECT 1 FROM main.source t WHERE t.note_id = i.id AND t.message_id = s.message_id)"
    f" AND NOT {SILENCED.format('s')})"
)
_NOTES = f"""
INSERT INTO temp.verdict_notes SELECT i.id, i.line, CASE
    WHEN n.id IS NULL THEN 'new'
    WHEN {_SAME_NOTE} THEN 'same'
    WHEN {_NEW_STEPS} THEN 'changed'
    WHEN i.kind = 'episode' THEN CASE WHEN {_NEW_SOURCES} THEN 'changed' ELSE 'kept' END
    WHEN i.updated_at > n.updated_at THEN 'changed'
    WHEN i.updated_at = n.updated_at AND NOT n.{IS_TOLD} AND length(i.text) < length(n.text)
    THEN 'changed' ELSE 'kept' END, 0
FROM incoming.notes i LEFT JOIN main.note n ON n.id = i.id"""
_SAYS_OTHERWISE = (
    "{0}.before != '' AND json_extract({0}.before, '$.text') != json_extract({0}.after, '$.text')"
)
_CONFLICTS = f"""
UPDATE temp.verdict_notes AS v SET conflicts = 1 WHERE what IN ('changed', 'kept')
    AND EXISTS (SELECT 1 FROM incoming.notes i JOIN main.note n ON n.id = i.id
        WHERE i.id = v.id AND i.text != n.text AND n.{IS_TOLD})
    AND EXISTS (SELECT 1 FROM main.revision r WHERE r.note_id = v.id
        AND {_SAYS_OTHERWISE.format("r")}
        AND NOT EXISTS (SELECT 1 FROM incoming.revisions q WHERE q.id = r.id))
    AND EXISTS (SELECT 1 FROM incoming.revisions q WHERE q.note_id = v.id
        AND {_SAYS_OTHERWISE.format("q")}
        AND NOT EXISTS (SELECT 1 FROM main.revision r WHERE r.id = q.id))"""
_JOINED = f"""
INSERT OR IGNORE INTO temp.joined SELECT v.id FROM temp.verdict_notes v
    JOIN incoming.notes i ON i.id = v.id WHERE v.what IN ('changed', 'kept')
    OR (v.what = 'same' AND ({_NEW_STEPS} OR {_NEW_SOURCES}
    OR EXISTS (SELECT 1 FROM main.revision r WHERE r.note_id = i.id
        AND NOT EXISTS (SELECT 1 FROM incoming.revisions q WHERE q.id = r.id))
    OR EXISTS (SELECT 1 FROM incoming.links l WHERE l.to_id = i.id AND l.kind = 'updates'
        AND NOT EXISTS (SELECT 1 FROM main.link h WHERE h.note_id = l.note_id
            AND h.to_id = l.to_id AND h.kind = l.kind))))"""
_CONVERSATIONS = f"""
INSERT INTO temp.verdict_conversations SELECT i.id, i.line, CASE
    WHEN c.id IS NULL THEN 'new'
    WHEN {TITLE.format("i")} > {TITLE.format("c")} OR {LEAF.format("i")} > {LEAF.format("c")}
        OR i.updated_at > c.updated_at OR i.off_the_record > c.off_the_record THEN 'changed'
    WHEN {TITLE.format("i")} = {TITLE.format("c")} AND {LEAF.format("i")} = {LEAF.format("c")}
        AND i.updated_at = c.updated_at AND i.off_the_record = c.off_the_record THEN 'same'
    ELSE 'kept' END, 0
FROM incoming.conversations i LEFT JOIN main.conversation c ON c.id = i.id"""
_GAPS = f"(length({{0}}.text) - length(replace({{0}}.text, '{GAP}', '')))"
_SAID = (
    "(instr('failed interrupted stopped complete', {0}.state),"
    f" {_GAPS}, -length({{0}}.text), {{0}}.text)"
)
_MESSAGES = f"""
INSERT INTO temp.verdict_messages SELECT i.id, i.line, CASE
    WHEN m.id IS NULL THEN 'new'
    WHEN i.text = m.text AND i.state = m.state THEN 'same'
    WHEN {_SAID.format("i")} > {_SAID.format("m")} THEN 'changed' ELSE 'kept' END, 0
FROM incoming.messages i LEFT JOIN main.message m ON m.id = i.id"""
_PERSONAS = f"""
INSERT INTO temp.verdict_personas SELECT i.id, i.line, CASE
    WHEN p.id IS NULL THEN 'new'
    WHEN (i.name, i.instructions) = (p.name, p.instructions) THEN 'same'
    WHEN {PERSONA.format("i")} > {PERSONA.format("p")} THEN 'changed' ELSE 'kept' END, 0
FROM incoming.personas i LEFT JOIN main.persona p ON p.id = i.id"""
_FILTERS = """
INSERT INTO temp.verdict_saved_filters SELECT i.id, i.line, CASE
    WHEN f.id IS NULL THEN 'new'
    WHEN i.filter = f.filter THEN 'same'
    WHEN i.id > f.id THEN 'changed' ELSE 'kept' END, 0
FROM incoming.saved_filters i LEFT JOIN main.saved_filter f ON f.name = i.name"""
_ANOTHER = (
    (
        "messages",
        "has the id of another message that is here",
        "SELECT i.line FROM incoming.messages i JOIN main.message m ON m.id = i.id"
        " WHERE (i.conversation_id, i.role, i.created_at)"
        " != (m.conversation_id, m.role, m.created_at)"
        " OR i.parent_id IS NOT m.parent_id LIMIT 1",
    ),
    (
        "notes",
        "has the id of another note that is here",
        "SELECT i.line FROM incoming.notes i JOIN main.note n ON n.id = i.id"
        " WHERE (i.kind = 'episode') != (n.kind = 'episode')"
        " OR (i.kind IN ('summary', 'insight', 'portrait'))"
        " != (n.kind IN ('summary', 'insight', 'portrait')) LIMIT 1",
    ),
)


def judge(session: Session, silenced: Sequence[str]) -> None:
    """Decide what becomes of each record, in temporary tables; no episode is to tell the messages
    that are `silenced`. Raises Amiss for a record that cannot be the one that is here."""
    for member, reason, which in _ANOTHER:
        if found := plain.rows(session, which):
            raise Amiss(member, int(found[0][0]), reason)
    for name in JUDGED:
        plain.run(session, f"DROP TABLE IF EXISTS temp.verdict_{name}")
        plain.run(
            session,
            f"CREATE TEMP TABLE verdict_{name} (id NOT NULL PRIMARY KEY, line, what, conflicts)"
            " WITHOUT ROWID",
        )
    for name in _LISTS:
        plain.run(session, f"DROP TABLE IF EXISTS temp.{name}")
        plain.run(session, f"CREATE TEMP TABLE {name} (id NOT NULL PRIMARY KEY) WITHOUT ROWID")
    plain.insert(session, "temp.silenced", [{"id": message_id} for message_id in silenced])
    judging = (_PERSONAS, _CONVERSATIONS, _MESSAGES, _NOTES, _FILTERS, _CONFLICTS, _JOINED)
    for statement in judging:
        plain.run(session, statement)


def dismiss(session: Session) -> None:
    """Remove the temporary tables."""
    for name in _LISTS:
        plain.run(session, f"DROP TABLE IF EXISTS temp.{name}")
    for name in JUDGED:
        plain.run(session, f"DROP TABLE IF EXISTS temp.verdict_{name}")


def leave_out(session: Session, left: Mapping[str, Sequence[str]]) -> None:
    """What was forgotten here stays out, by kind and ids, and so do the messages of such
    conversations."""
    if not any(left.values()):
        return
    for name, ids in left.items():
        if name not in ("notes", "conversations"):
            out = [{"id": record_id} for record_id in ids]
            plain.insert(session, "temp.stays_out", out, "OR IGNORE")
        if name not in JUDGED:
            continue
        plain.run(
            session,
            f"UPDATE temp.verdict_{name} SET what = CASE what WHEN 'new' THEN 'forgotten' ELSE"
            " 'kept' END WHERE id IN (SELECT value FROM json_each(?))",
            [plain.among(ids)],
        )
    plain.run(
        session,
        "UPDATE temp.verdict_messages SET what = 'forgotten' WHERE what = 'new' AND id IN"
        " (SELECT m.id FROM incoming.messages m JOIN temp.verdict_conversations c"
        " ON c.id = m.conversation_id WHERE c.what = 'forgotten')",
    )


def counts(session: Session) -> dict[str, dict[Verdict, int]]:
    """How many records of each kind have each verdict."""
    return {name: _counts(session, name) for name in JUDGED}


def to_join(session: Session) -> list[str]:
    """The notes that both sides have and of which they know different things."""
    return [i for (i,) in plain.rows(session, "SELECT id FROM temp.joined ORDER BY id")]


def conflicting(session: Session) -> set[str]:
    """The notes that were changed on both sides, to say different things."""
    these = "SELECT id FROM temp.verdict_notes WHERE conflicts"
    return {i for (i,) in plain.rows(session, these)}


def listed(session: Session) -> dict[tuple[str, Verdict], tuple[str, ...]]:
    """The ids of all that is not the same here and there, by kind and by what becomes of it; of
    messages none."""
    found: dict[tuple[str, Verdict], tuple[str, ...]] = {}
    for name in JUDGED:
        if name == "messages":
            continue
        for verdict in _counts(session, name):
            if verdict is not Verdict.SAME:
                found[name, verdict] = tuple(ids(session, name, (verdict,)))
    return found


def _counts(session: Session, name: str) -> dict[Verdict, int]:
    # In one pass, and without sorting them.
    each = ", ".join(f"count(*) FILTER (WHERE what = '{verdict}')" for verdict in Verdict)
    found = plain.rows(session, f"SELECT {each} FROM temp.verdict_{name}")[0]
    return {verdict: number for verdict, number in zip(Verdict, found, strict=True) if number}


def ids(session: Session, name: str, of: Sequence[Verdict]) -> list[str]:
    """The records of one kind that have one of these verdicts."""
    these = f"SELECT id FROM temp.verdict_{name} WHERE what IN (SELECT value FROM json_each(?))"
    # As one text: a row for each takes three times as long.
    as_one = f"SELECT json_group_array(id) FROM ({these} ORDER BY id)"
    found: list[str] = json.loads(plain.rows(session, as_one, [plain.among(of)])[0][0])
    return found


def new_personas(session: Session) -> tuple[tuple[str, str], ...]:
    """Names and instructions of the personas that are new here."""
    found = plain.rows(
        session,
        "SELECT i.name, i.instructions FROM incoming.personas i JOIN temp.verdict_personas v"
        " ON v.id = i.id WHERE v.what = 'new' ORDER BY i.id LIMIT 100",
    )
    return tuple((name, instructions) for name, instructions in found)
