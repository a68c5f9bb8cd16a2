"""Between rows and the domain's values; nothing here starts a transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session

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
)
from companion.store import plain
from companion.store.plain import Values

WAITS = "kind = 'summary' AND text = ''"
"""What holds for a summary that has lost its words and is to be told anew: nobody sees it."""
IS_STATEMENT = "kind NOT IN ('episode', 'summary', 'portrait')"
"""What holds for a note that is recalled by itself, by a vector of its own, and that fades: an
episode, a summary and a portrait tell what others say."""
IS_TOLD = "kind NOT IN ('episode', 'summary', 'portrait', 'insight')"
"""What holds for a statement that somebody made: an insight was derived from those."""
IS_TELLABLE = f"NOT {{note}}.hushed AND NOT {{note}}.inferred AND {{note}}.{IS_TOLD}"
"""What holds for a `note` that Companion may tell or draw on unasked."""
TOLD_STILL = (
    "EXISTS (SELECT 1 FROM source o JOIN note a ON a.id = o.note_id"
    " WHERE o.message_id = s.message_id AND o.start = s.start AND o.end = s.end"
    f" AND a.status = 'active' AND a.{IS_TOLD})"
)
"""Whether the words of a source `s` are those of an active note, too: of one that took the place of
a duplicate."""
EPISODE_OF = (
    "JOIN source s ON s.message_id = CASE m.role WHEN 'user' THEN m.id ELSE coalesce(m.parent_id,"
    " (SELECT min(c.id) FROM message c WHERE c.parent_id = m.id)) END"
    " AND m.state IN ('complete', 'stopped') AND m.text != ''"
    " JOIN note n ON n.id = s.note_id AND n.kind = 'episode'"
)
"""What joins to a message `m` the episode `n` that it is part of: a reply to that of the message it
answers, and the first words of a conversation to that of the answer."""
PARTS_OF = (
    "JOIN message m ON m.id = s.message_id OR (m.role = 'assistant' AND m.id IN"
    " (SELECT id FROM message WHERE parent_id = s.message_id"
    " UNION SELECT parent_id FROM message WHERE id = s.message_id))"
)
"""What joins to a source `s` of an episode the messages `m` that are part of it with it: the one
itself, and the replies before and after."""
GIVEN = "CASE r.message_id WHEN '' THEN r.note_id ELSE r.message_id END"
"""What a row `r` of `recalled` gave: a message of an episode, or a note."""
_SPAN = ("note_id", "message_id", "start", "end")
_NOTE = tuple(name for name in Note.__dataclass_fields__ if name != "claims")
_CLAIMS = (
    "(SELECT json_group_array(json_array(attribute, value, ended_at))"
    " FROM (SELECT * FROM claim c WHERE c.note_id = n.id ORDER BY c.id))"
)
_SELECT_NOTES = f"SELECT {', '.join(f'n.{name}' for name in _NOTE)}, {_CLAIMS} FROM note n "


def conversation_fields(conversation: Conversation) -> dict[str, Any]:
    """The columns of a new conversation."""
    return {
        name: getattr(conversation, name)
        for name in Conversation.__dataclass_fields__
        if name != "leaf_id"
    }


def found_conversations(session: Session, where: str, values: Values = ()) -> list[Conversation]:
    """The conversations of `FROM conversation c` and what `where` adds to it."""
    columns = (
        "c.id, c.persona_id, c.title, c.created_at, c.updated_at, c.leaf_id, c.off_the_record,"
        " c.draft"
    )
    return [
        Conversation(
            id=row[0],
            persona_id=row[1],
            title=row[2],
            created_at=datetime.fromisoformat(row[3]),
            updated_at=datetime.fromisoformat(row[4]),
            leaf_id=row[5],
            off_the_record=bool(row[6]),
            draft=row[7],
        )
        for row in plain.rows(session, f"SELECT {columns} FROM conversation c {where}", values)
    ]


def found_messages(session: Session, where: str, values: Values = ()) -> list[Message]:
    """The messages of `FROM message m` and what `where` adds to it."""
    columns = "m.id, m.conversation_id, m.parent_id, m.role, m.text, m.created_at, m.state"
    return [
        Message(
            id=row[0],
            conversation_id=row[1],
            parent_id=row[2],
            role=Role(row[3]),
            text=row[4],
            created_at=datetime.fromisoformat(row[5]),
            state=MessageState(row[6]),
        )
        for row in plain.rows(session, f"SELECT {columns} FROM message m {where}", values)
    ]


def found_notes(session: Session, where: str, values: Values = ()) -> list[Note]:
    """The notes, with their claims, of `FROM note n` and what `where` adds to it."""
    return [_read(row) for row in plain.rows(session, _SELECT_NOTES + where, values)]


@lru_cache(maxsize=2_000)
def _read(row: tuple[Any, ...]) -> Note:
    """A note from the columns of `_SELECT_NOTES`."""
    # The person's latest notes are near to most of what is told, and read with each message.
    (note_id, kind, text, origin, recorded_at, updated_at, status, importance, pinned, hushed,
     subject, valid_from, valid_to, confidence, writer, model, inferred, title, keywords, tags,
     key_text, claims) = row  # fmt: skip
    return Note(
        note_id,
        NoteKind(kind),
        text,
        Origin(origin),
        datetime.fromisoformat(recorded_at),
        datetime.fromisoformat(updated_at),
        NoteStatus(status),
        importance,
        bool(pinned),
        bool(hushed),
        subject,
        plain.time_from(valid_from),
        plain.time_from(valid_to),
        confidence,
        writer,
        model,
        bool(inferred),
        title,
        plain.words_from(keywords),
        plain.words_from(tags),
        key_text,
        tuple(Claim(a, v, plain.time_from(t)) for a, v, t in json.loads(claims))
        if claims != "[]"
        else (),
    )


def note_fields(note: Note) -> dict[str, Any]:
    """The columns of a note."""
    return {name: getattr(note, name) for name in _NOTE}


def insert_notes(session: Session, notes: Sequence[Note]) -> None:
    """Store new notes and what they claim."""
    if notes:
        plain.insert(session, "note", [note_fields(note) for note in notes])
        _insert_claims(session, notes)


def insert_sources(session: Session, sources: Sequence[Source]) -> None:
    """Store what notes rest on, as far as they do not already."""
    made = [{name: getattr(source, name) for name in _SPAN} for source in sources]
    plain.insert(session, "source", made, "OR IGNORE")


def put(session: Session, before: Note, after: Note) -> None:
    """Make a stored note, `before`, what it is `after`, without a revision. Its vector goes with
    what it was made of."""
    was = note_fields(before)
    new = {name: value for name, value in note_fields(after).items() if value != was[name]}
    plain.update(session, "note", after.id, new)
    if after.claims != before.claims:
        plain.run(session, "DELETE FROM claim WHERE note_id = ?", [after.id])
        _insert_claims(session, [after])
    if (after.text, after.subject) != (before.text, before.subject):
        plain.run(session, "DELETE FROM embedding WHERE item_id = ?", [after.id])


def _insert_claims(session: Session, notes: Sequence[Note]) -> None:
    made = [
        {"note_id": note.id, "attribute": c.attribute, "value": c.value, "ended_at": c.ended_at}
        for note in notes
        for c in note.claims
    ]
    plain.insert(session, "claim", made)


def details_of(session: Session, note_ids: Sequence[str]) -> dict[str, NoteDetail]:
    """Those of these notes that can be seen, with their sources, in the order asked for."""
    seen = "WHERE n.id IN (SELECT value FROM json_each(?)) AND n.status != 'forgotten'"
    notes = {note.id: note for note in found_notes(session, seen, [plain.among(note_ids)])}
    sources = sources_of(session, list(notes))
    return {
        note_id: NoteDetail(notes[note_id], tuple(sources[note_id]))
        for note_id in dict.fromkeys(note_ids)
        if note_id in notes
    }


def parts_of_episodes(
    session: Session, message_ids: Sequence[str], which: str
) -> dict[str, NoteDetail]:
    """For each of these messages that is part of an episode the episode, with this message as its
    only source. `which` is a condition on the message `m` and the episode `n`."""
    found = plain.rows(
        session,
        "SELECT m.id, s.note_id, m.conversation_id, m.text, m.created_at, m.role FROM message m"
        f" {EPISODE_OF} WHERE {which} AND m.id IN (SELECT value FROM json_each(?))",
        [plain.among(message_ids)],
    )
    these = "WHERE n.id IN (SELECT value FROM json_each(?))"
    ids = plain.among(list({row[1] for row in found}))
    episodes = {note.id: note for note in found_notes(session, these, [ids])}
    parts = {}
    for message_id, note_id, conversation_id, text, created_at, role in found:
        at, of = datetime.fromisoformat(created_at), Role(role)
        source = Source(note_id, message_id, conversation_id, 0, len(text), text, at, of)
        parts[message_id] = NoteDetail(episodes[note_id], (source,))
    return parts


def sources_of(session: Session, note_ids: Sequence[str]) -> dict[str, list[Source]]:
    """The sources of each of these notes, in the order they were said."""
    found = plain.rows(
        session,
        "SELECT s.note_id, s.message_id, m.conversation_id, s.start, s.end, m.text, m.created_at"
        " FROM source s JOIN message m ON m.id = s.message_id"
        " WHERE s.note_id IN (SELECT value FROM json_each(?)) ORDER BY s.message_id, s.start",
        [plain.among(note_ids)],
    )
    sources: dict[str, list[Source]] = defaultdict(list)
    for note_id, message_id, conversation_id, start, end, text, created_at in found:
        quote, said_at = text[start:end], datetime.fromisoformat(created_at)
        source = Source(note_id, message_id, conversation_id, start, end, quote, said_at)
        sources[note_id].append(source)
    return sources


def links_of(session: Session, note_id: str) -> list[LinkedNote]:
    """How a note bears on others that can be seen, and they on it; the latest first."""
    found = plain.rows(
        session,
        "SELECT l.note_id, l.to_id, l.kind, l.reason, n.text FROM link l"
        " JOIN note n ON n.id = CASE l.note_id WHEN :this THEN l.to_id ELSE l.note_id END"
        " WHERE (l.note_id = :this OR l.to_id = :this) AND n.status != 'forgotten'"
        " AND n.text != '' ORDER BY l.note_id DESC",
        {"this": note_id},
    )
    return [
        LinkedNote(Link(one, other, LinkKind(kind), reason), text)
        for one, other, kind, reason, text in found
    ]
