"""Personas, conversations and messages that come in.

Of a conversation that both sides have each part is settled by itself: the title by its owner, the
later one; the branch that was chosen, or went on, last; and off the record is off the record. Which
messages are on the branch follows from that. A message has its fuller state, and no words that were
taken out on either side.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from companion.acts import GAP
from companion.domain import derived_id
from companion.store import plain
from companion.store.incoming.preferences import take_in_personas
from companion.store.triggers import indexed_at_once

_TALKING = (
    "id, persona_id, title, titled_by_owner, created_at, updated_at, leaf_id, off_the_record,"
    " draft, titled_at, leaf_at"
)
_GAPS = f"(length({{0}}.title) - length(replace({{0}}.title, '{GAP}', '')))"
TITLE = (
    f"({{0}}.titled_by_owner, coalesce({{0}}.titled_at, ''), {_GAPS}, -length({{0}}.title),"
    " {0}.title)"
)
"""The title of a conversation, as it is compared: the larger one counts."""
LEAF = "(coalesce({0}.leaf_at, ''), coalesce({0}.leaf_id, ''))"
"""The branch of a conversation, likewise."""
_FORKS = (
    "SELECT m.conversation_id FROM (SELECT parent_id FROM main.message GROUP BY parent_id"
    " HAVING count(*) > 1) p JOIN main.message m ON m.id = p.parent_id"
)
_ROOTS = (
    "SELECT conversation_id FROM main.message WHERE parent_id IS NULL"
    " GROUP BY conversation_id HAVING count(*) > 1"
)
"""The conversations with two answers to a message, or with two beginnings: found in an index, for
all of them at once."""


def _later(rank: str, *fields: str) -> str:
    theirs, mine = rank.format("i"), rank.format("conversation")
    return ", ".join(
        f"{name} = CASE WHEN {theirs} > {mine} THEN i.{name} ELSE conversation.{name} END"
        for name in fields
    )


def take_in_talk(session: Session, persona_id: str | None) -> list[str]:
    """Store conversations and messages, new ones with this persona, if one is named. Returns the
    messages that have left the memory, or come back to it, because the branch of a conversation is
    another now, or is off the record."""
    plain.run(session, "PRAGMA defer_foreign_keys = ON")
    if persona_id is None:
        take_in_personas(session)
    talking = _TALKING.replace("persona_id", "coalesce(?, persona_id)")
    plain.run(
        session,
        f"INSERT INTO conversation ({_TALKING}) SELECT {talking} FROM incoming.conversations i"
        " WHERE id IN (SELECT id FROM temp.verdict_conversations WHERE what = 'new')",
        [persona_id],
    )
    _take_in_messages(session)
    hushed = plain.rows(
        session,
        "SELECT m.id FROM temp.verdict_conversations v JOIN main.conversation c ON c.id = v.id"
        " JOIN incoming.conversations i ON i.id = v.id JOIN main.message m"
        " ON m.conversation_id = v.id WHERE v.what = 'changed'"
        " AND i.off_the_record > c.off_the_record",
    )
    plain.run(
        session,
        f"UPDATE conversation SET {_later(TITLE, 'title', 'titled_by_owner', 'titled_at')},"
        f" {_later(LEAF, 'leaf_id', 'leaf_at')},"
        " updated_at = max(i.updated_at, conversation.updated_at),"
        " off_the_record = max(i.off_the_record, conversation.off_the_record)"
        " FROM incoming.conversations i JOIN temp.verdict_conversations v ON v.id = i.id"
        " WHERE v.what = 'changed' AND conversation.id = i.id",
    )
    return [*_branches(session), *(message_id for (message_id,) in hushed)]


def words_taken_out(session: Session) -> list[tuple[str, str, str]]:
    """The messages that words were taken out of elsewhere: their ids, what they say here, and what
    is left of them."""
    found = plain.rows(
        session,
        "SELECT m.id, m.text, i.text FROM incoming.messages i JOIN temp.verdict_messages v"
        " ON v.id = i.id JOIN main.message m ON m.id = i.id"
        " WHERE v.what = 'changed' AND instr(i.text, ?)",
        [GAP],
    )
    return [(message_id, here, left) for message_id, here, left in found]


def clear(session: Session) -> None:
    """Remove all that is remembered, said and done, for what takes its place."""
    for table in (
        "conversation", "note", "entity", "job_run", "dropped", "outbox", "embedding",
        "saved_filter", "persona",
    ):  # fmt: skip
        plain.run(session, f"DELETE FROM main.{table}")


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


def _take_in_messages(session: Session) -> None:
    with indexed_at_once(session, "message", "text"):
        plain.run(
            session,
            "INSERT INTO message (id, conversation_id, parent_id, role, text, created_at, state,"
            " observed_at, off_branch) SELECT i.id, conversation_id, parent_id, role, text,"
            " created_at, state, observed_at, 0 FROM temp.verdict_messages v"
            " CROSS JOIN incoming.messages i ON i.line = v.line WHERE v.what = 'new' ORDER BY v.id",
        )
    known = "SELECT EXISTS (SELECT 1 FROM temp.verdict_messages WHERE what != 'new')"
    if plain.rows(session, known) == [(1,)]:
        _take_in_known_messages(session)


def _take_in_known_messages(session: Session) -> None:
    # What rested on words that are other words now rests on all of them.
    other = (
        "(SELECT i.id FROM incoming.messages i JOIN temp.verdict_messages v ON v.id = i.id"
        " JOIN main.message m ON m.id = i.id WHERE v.what = 'changed'"
        " AND substr(i.text, 1, length(m.text)) != m.text)"
    )
    plain.run(
        session,
        'UPDATE OR REPLACE main.source SET start = 0, "end" ='
        " (SELECT length(i.text) FROM incoming.messages i WHERE i.id = message_id)"
        f" WHERE message_id IN {other}",
    )
    plain.run(
        session,
        "DELETE FROM main.embedding WHERE item_id IN (SELECT i.id FROM incoming.messages i"
        " JOIN temp.verdict_messages v ON v.id = i.id JOIN main.message m ON m.id = i.id"
        " WHERE v.what = 'changed' AND i.text != m.text)",
    )
    plain.run(
        session,
        "UPDATE message SET text = i.text, state = i.state FROM incoming.messages i"
        " JOIN temp.verdict_messages v ON v.id = i.id WHERE v.what = 'changed'"
        " AND message.id = i.id",
    )
    plain.run(
        session,
        "UPDATE message SET observed_at = i.observed_at FROM temp.verdict_messages v"
        " CROSS JOIN incoming.messages i ON i.id = v.id WHERE v.what != 'new'"
        " AND message.id = i.id"
        " AND i.observed_at < coalesce(message.observed_at, '~')",
    )


def stand(session: Session, conversation_ids: Sequence[str]) -> list[str]:
    """Mark what is on the branches that conversations stand on; returns the messages for which that
    is another now."""
    ids = plain.among(conversation_ids)
    moved = plain.rows(
        session,
        "WITH RECURSIVE branch (id) AS (SELECT leaf_id FROM main.conversation WHERE id IN"
        " (SELECT value FROM json_each(:ids)) UNION SELECT m.parent_id FROM branch b"
        " JOIN main.message m ON m.id = b.id)"
        " SELECT m.id FROM json_each(:ids) t JOIN main.message m ON m.conversation_id = t.value"
        " WHERE m.off_branch != (m.id NOT IN (SELECT id FROM branch WHERE id IS NOT NULL))",
        {"ids": ids},
    )
    found = [message_id for (message_id,) in moved]
    plain.run(
        session,
        "UPDATE message SET off_branch = NOT off_branch"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [plain.among(found)],
    )
    return found


def _branches(session: Session) -> list[str]:
    """Mark what is on the branches that are shown of the conversations that have come or changed;
    returns the messages of conversations that were here for which that is another now."""
    known, new = (
        [
            i
            for (i,) in plain.rows(
                session,
                "SELECT c.id FROM main.conversation c JOIN temp.verdict_conversations v"
                f" ON v.id = c.id WHERE v.what {which}",
            )
        ]
        for which in (
            "= 'changed' OR (v.what != 'new' AND EXISTS (SELECT 1 FROM incoming.messages m"
            " JOIN temp.verdict_messages w ON w.id = m.id"
            " WHERE m.conversation_id = c.id AND w.what = 'new'))",
            # What goes on in one line from beginning to end has but one branch, which it stands on.
            "= 'new' AND (c.leaf_id IS NULL OR EXISTS (SELECT 1 FROM main.message m"
            f" WHERE m.parent_id = c.leaf_id) OR c.id IN ({_FORKS}) OR c.id IN ({_ROOTS}))",
        )
    )
    stand(session, new)
    return stand(session, known)
