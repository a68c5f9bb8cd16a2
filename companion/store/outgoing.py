"""What leaves in an archive: the records of each member, read in one state of the database.

What is deleted or being forgotten does not leave. That it was does, by the hash of its id: chance
made the id, so no word can be told from it, and who has the record knows it again. The tombstones
of words stay: without the key of this machine they mean nothing, and with it whoever opens the
archive could find out, word by word, what was forgotten. So a machine that is told of a forgetting
buries the words anew, as it knows them.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
from sqlmodel import Session

from companion.domain import Note
from companion.encoders.base import Vectors
from companion.selection import Selection
from companion.store import plain
from companion.store.aging import Aging
from companion.store.database import Database
from companion.store.diaries import Diary
from companion.store.filtering import condition
from companion.store.plain import Values
from companion.store.tombstones import OF_AN_ID

PAGE = 2000
"""Records read at once."""
_CONVERSATIONS = "(SELECT id FROM temp.chosen_conversation)"
_NOTES = "(SELECT id FROM temp.chosen_note)"
_MESSAGES = "(SELECT id FROM temp.chosen_message)"
# A plus keeps SQLite from trying every pair of two sets by an index.
_ITEMS = f"(item_id IN {_NOTES} OR item_id IN {_MESSAGES})"
_CLAIMS = (
    "(SELECT json_group_array(json_object('attribute', attribute, 'value', value, 'ended_at',"
    " ended_at)) FROM (SELECT * FROM claim c WHERE c.note_id = n.id ORDER BY c.id))"
)
NOTE_COLUMNS = tuple(name for name in Note.__dataclass_fields__ if name != "claims")


@dataclass(frozen=True, slots=True)
class Member:
    """The records of one kind: their fields, and where they are found. `flags` are true or false,
    `nested` are kept as JSON."""

    name: str
    fields: tuple[str, ...]
    rows: str
    """What follows `SELECT fields`."""
    flags: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    read_as: dict[str, str] = field(default_factory=dict)
    """How a field is read, where it is not a column of that name."""
    only_whole: bool = False
    """Whether it leaves only with everything."""

    @property
    def query(self) -> str:
        """The statement that gives its rows."""
        fields = (self.read_as.get(name, f'"{name}"') for name in self.fields)
        return f"SELECT {', '.join(fields)} {self.rows}"


MEMBERS = (
    Member(
        "personas",
        ("id", "name", "instructions", "changed_at"),
        "FROM persona WHERE id IN (SELECT persona_id FROM conversation WHERE id IN"
        f" {_CONVERSATIONS}) OR (SELECT whole FROM temp.chosen_how) ORDER BY id",
    ),
    Member(
        "conversations",
        (
            "id", "persona_id", "title", "titled_by_owner", "created_at", "updated_at", "leaf_id",
            "off_the_record", "draft", "titled_at", "leaf_at",
        ),
        f"FROM conversation WHERE id IN {_CONVERSATIONS} ORDER BY id",
        flags=("titled_by_owner", "off_the_record"),
    ),
    Member(
        "messages",
        (
            "id", "conversation_id", "parent_id", "role", "text", "created_at", "state",
            "observed_at",
        ),
        f"FROM message WHERE conversation_id IN {_CONVERSATIONS} ORDER BY id",
        read_as={"state": "CASE state WHEN 'streaming' THEN 'interrupted' ELSE state END"},
    ),
    Member(
        "notes",
        (*NOTE_COLUMNS, "claims"),
        f"FROM note n WHERE id IN {_NOTES} ORDER BY id",
        flags=("pinned", "hushed", "inferred"),
        nested=("keywords", "tags", "claims"),
        read_as={"claims": _CLAIMS},
    ),
    Member(
        "sources",
        ("note_id", "message_id", "start", "end", "run_id"),
        f"FROM source WHERE note_id IN {_NOTES} AND +message_id IN {_MESSAGES}"
        ' ORDER BY note_id, message_id, start, "end"',
    ),
    Member(
        "links",
        ("note_id", "to_id", "kind", "reason", "run_id", "made_at"),
        f"FROM link WHERE note_id IN {_NOTES} AND +to_id IN {_NOTES} ORDER BY note_id, to_id, kind",
        read_as={"made_at": "nullif(made_at, '')"},
    ),
    Member(
        "unlinked",
        ("note_id", "to_id", "kind", "removed_at"),
        f"FROM unlinked WHERE note_id IN {_NOTES} AND +to_id IN {_NOTES}"
        " ORDER BY note_id, to_id, kind",
    ),
    Member(
        "revisions",
        (
            "id", "note_id", "changed_at", "actor", "reason", "before", "after", "message_id",
            "run_id",
        ),
        f"FROM revision WHERE note_id IN {_NOTES} ORDER BY id",
        nested=("before", "after"),
    ),
    Member(
        "entities",
        ("name", "kind", "aliases"),
        "FROM (SELECT DISTINCT e.name, e.kind, a.name AS alias FROM entity e"
        " LEFT JOIN alias a ON a.entity_id = e.id WHERE e.id IN"
        f" (SELECT entity_id FROM mention WHERE note_id IN {_NOTES}) ORDER BY 1, 2, 3)"
        " GROUP BY name, kind ORDER BY name, kind",
        nested=("aliases",),
        read_as={"aliases": "json_group_array(alias) FILTER (WHERE alias IS NOT NULL)"},
    ),
    Member(
        "mentions",
        ("note_id", "name", "kind"),
        "FROM (SELECT DISTINCT note_id, name, kind FROM mention JOIN entity ON id = entity_id"
        f" WHERE note_id IN {_NOTES}) ORDER BY note_id, name, kind",
    ),
    Member(
        "recalled",
        ("reply_id", "rank", "note_id", "score", "why", "message_id", "used"),
        f"FROM recalled WHERE reply_id IN {_MESSAGES} AND +note_id IN {_NOTES}"
        " ORDER BY reply_id, rank",
        flags=("used",),
    ),
    Member(
        "dismissals",
        ("reply_id", "item_id", "fingerprint", "vector", "made_at"),
        f"FROM dismissal WHERE reply_id IN {_MESSAGES} AND {_ITEMS} ORDER BY reply_id, item_id",
    ),
    Member(
        "studied",
        ("note_id", "writer", "studied_at"),
        f"FROM studied WHERE note_id IN {_NOTES} ORDER BY note_id, writer",
    ),
    Member(
        "job_runs",
        ("id", "job", "as_of", "started_at", "ended_at", "state", "changed", "did"),
        "FROM job_run ORDER BY id",
        nested=("did",),
        read_as={"state": "CASE state WHEN 'running' THEN 'interrupted' ELSE state END"},
        only_whole=True,
    ),
    Member(
        "declined",
        ("job", "note_id"),
        f"FROM declined WHERE note_id IN {_NOTES} ORDER BY job, note_id",
    ),
    Member(
        "unsure_joins",
        ("note_id", "other_id", "run_id", "settled"),
        f"FROM unsure_join WHERE note_id IN {_NOTES} AND +other_id IN {_NOTES}"
        " ORDER BY note_id, other_id",
        flags=("settled",),
    ),
    Member(
        "saved_filters",
        ("id", "name", "filter"),
        "FROM saved_filter ORDER BY name",
        only_whole=True,
    ),
    Member(
        "forgotten",
        ("digest", "forgotten_at"),
        f"FROM tombstone WHERE digest >= '{OF_AN_ID}' AND digest < '{OF_AN_ID}g' ORDER BY digest",
        read_as={"digest": f"substr(digest, {len(OF_AN_ID) + 1})", "forgotten_at": "made_at"},
        only_whole=True,
    ),
)  # fmt: skip
"""In the order in which they stand in an archive."""
_VECTORS = f"FROM embedding WHERE fingerprint = ? AND length(vector) = ? AND {_ITEMS}"
_LATEST = (
    f"SELECT max(at) FROM (SELECT max(updated_at) AS at FROM note WHERE id IN {_NOTES}"
    f" UNION ALL SELECT max(created_at) FROM message WHERE conversation_id IN {_CONVERSATIONS}"
    f" UNION ALL SELECT max(changed_at) FROM revision WHERE note_id IN {_NOTES})"
)


@dataclass(frozen=True, slots=True)
class VectorsOut:
    """The vectors that leave: which embedder made them, how many, and of how many dimensions."""

    fingerprint: str = ""
    rows: int = 0
    dimensions: int = 0


class Outgoing:
    """What is to leave, as it was when this was opened; made by `leaving`."""

    def __init__(self, session: Session, selection: Selection) -> None:
        self._session = session
        self._begun: list[Generator[Any, None, None]] = []
        self.diary = Diary(session, selection, self._pages)
        self.members = tuple(m for m in MEMBERS if selection.is_whole or not m.only_whole)

    def close(self) -> None:
        """End what was begun to be read: an error keeps hold of it."""
        for pages in self._begun:
            pages.close()

    def count(self, member: Member) -> int:
        """How many records a member has."""
        counted = plain.rows(self._session, f"SELECT count(*) FROM ({member.query})")
        return int(counted[0][0])

    def records(self, member: Member) -> Iterator[list[dict[str, Any]]]:
        """The records of a member, page by page."""
        for page in self._pages(member.query, (), PAGE):
            yield [_record(member, row) for row in page]

    def vectors(self) -> VectorsOut:
        """The vectors of the embedder that most were made by."""
        found = plain.rows(
            self._session,
            f"SELECT fingerprint, length(vector), count(*) FROM embedding WHERE {_ITEMS}"
            " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 1",
        )
        if not found:
            return VectorsOut()
        fingerprint, size, rows = found[0]
        return VectorsOut(fingerprint, rows, size // 4)

    def vector_ids(self, of: VectorsOut) -> Iterator[list[str]]:
        """The ids of the notes and messages that have one, page by page."""
        for page in self._vector_pages("item_id", of):
            yield [item_id for (item_id,) in page]

    def vector_rows(self, of: VectorsOut) -> Iterator[Vectors]:
        """The vectors in the order of their ids: arrays of shape (page, dimensions)."""
        for page in self._vector_pages("vector", of):
            blobs = b"".join(vector for (vector,) in page)
            yield np.frombuffer(blobs, "<f4").reshape(len(page), of.dimensions)

    def latest(self) -> str:
        """The time of the latest thing in it, as it is stored; empty for nothing."""
        return str(plain.rows(self._session, _LATEST)[0][0] or "")

    def _vector_pages(self, field: str, of: VectorsOut) -> Iterator[list[tuple[Any, ...]]]:
        query = f"SELECT {field} {_VECTORS} ORDER BY item_id"
        return self._pages(query, [of.fingerprint, of.dimensions * 4], PAGE)

    def _pages(self, query: str, values: Values, size: int) -> Iterator[list[tuple[Any, ...]]]:
        self._begun.append(plain.pages(self._session, query, values, size))
        return self._begun[-1]


@contextmanager
def leaving(
    database: Database, selection: Selection, aging: Aging | None = None
) -> Iterator[Outgoing]:
    """What a selection chooses, in one state of the database, whatever is written meanwhile.
    `aging` tells how fresh notes are, if its filter asks."""
    with database.read() as session:
        outgoing = Outgoing(session, selection)
        try:
            _choose(session, selection, aging)
            yield outgoing
        finally:
            outgoing.close()
            for table in ("conversation", "message", "note", "how", "wanted"):
                plain.run(session, f"DROP TABLE IF EXISTS temp.chosen_{table}")


def _choose(session: Session, selection: Selection, aging: Aging | None) -> None:
    """Put the ids of what leaves into tables of this connection."""
    values = {
        "persona_id": selection.persona_id,
        "since": selection.since,
        "until": selection.until,
        "filtered": bool(selection.filter),
    }
    wanted = "(SELECT id FROM temp.chosen_wanted)"
    in_time = "(:since IS NULL OR {0} >= :since) AND (:until IS NULL OR {0} < :until)"
    conversations = (
        "SELECT id FROM conversation c WHERE c.deleted_at IS NULL"
        " AND (:persona_id IS NULL OR c.persona_id = :persona_id)"
        " AND (coalesce(:since, :until) IS NULL OR EXISTS (SELECT 1 FROM message m"
        f" WHERE m.conversation_id = c.id AND {in_time.format('m.created_at')}))"
        " AND (NOT :filtered OR EXISTS (SELECT 1 FROM message m JOIN source s"
        f" ON s.message_id = m.id WHERE m.conversation_id = c.id AND s.note_id IN {wanted}))"
    )
    notes = (
        "SELECT id FROM note n WHERE n.status != 'forgotten'"
        f" AND {in_time.format('n.recorded_at')}"
        " AND (:persona_id IS NULL OR EXISTS (SELECT 1 FROM source s JOIN message m"
        " ON m.id = s.message_id JOIN conversation c ON c.id = m.conversation_id"
        " WHERE s.note_id = n.id AND c.persona_id = :persona_id))"
        f" AND (NOT :filtered OR n.id IN {wanted})"
    )
    made = "CREATE TEMP TABLE chosen_{} ({} NOT NULL PRIMARY KEY) WITHOUT ROWID"
    for table in ("conversation", "message", "note", "wanted"):
        plain.run(session, made.format(table, "id"))
    plain.run(session, made.format("how", "whole"))
    plain.run(session, "INSERT INTO temp.chosen_how VALUES (?)", [selection.is_whole])
    if selection.filter:
        where, its_values = condition(selection.filter, aging)
        found = plain.rows(session, f"SELECT n.id FROM note n WHERE {where}", its_values)
        ids = [note_id for (note_id,) in found]
        kept = ids if aging is None else sorted(aging.left(ids))
        plain.run(
            session,
            "INSERT INTO temp.chosen_wanted SELECT value FROM json_each(?)",
            [plain.among(kept)],
        )
    if selection.conversations:
        plain.run(session, f"INSERT INTO temp.chosen_conversation {conversations}", values)
    plain.run(
        session,
        "INSERT INTO temp.chosen_message SELECT id FROM message"
        f" WHERE conversation_id IN {_CONVERSATIONS} ORDER BY id",
    )
    plain.run(session, f"INSERT INTO temp.chosen_note {notes}", values)


def _record(member: Member, row: tuple[Any, ...]) -> dict[str, Any]:
    record = dict(zip(member.fields, row, strict=True))
    for name in member.flags:
        if record[name] is not None:
            record[name] = bool(record[name])
    for name in member.nested:
        record[name] = msgspec.json.decode(record[name]) if record[name] else None
    if member.name == "dismissals":
        record["vector"] = base64.b64encode(record["vector"]).decode()
    return record
