"""Whom and what notes tell of, and what lies around each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.domain import EntityKind, LinkKind, Note, NoteKind
from companion.errors import NotFound
from companion.known import Anchor, Beside, Known, Sort
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import IS_TOLD, found_notes

_SEEN = f"n.status IN ('active', 'archived', 'superseded') AND n.{IS_TOLD}"
_STANDS = f"n.status = 'active' AND n.{IS_TOLD}"
_IS_TOPIC = "t.kind = 'summary' AND t.tags = '[\"topic\"]' AND t.status = 'active' AND t.text != ''"
_TELLS = "c.status IN ('active', 'archived')"
_WHEN = "coalesce(n.valid_from, n.recorded_at)"
_TOLD_OF = {
    Sort.ENTITY: "(SELECT note_id AS id FROM mention WHERE entity_id = ?)",
    # A topic may lie in another one.
    Sort.TOPIC: "(WITH RECURSIVE part(id) AS (SELECT note_id FROM link WHERE to_id = ?"
    " AND kind = 'part_of' UNION SELECT l.note_id FROM link l JOIN part ON l.to_id = part.id"
    " WHERE l.kind = 'part_of') SELECT id FROM part)",
}
"""The ids of the notes that tell of one."""


class Knowledge:
    """Reads whom and what is known; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entities(self) -> list[Known]:
        """Everybody and everything that notes which stand mention, whom most is told of first."""
        with self._database.read() as session:
            return _entities(session, "", [])

    def topics(self) -> list[Known]:
        """All topics, the largest first."""
        with self._database.read() as session:
            return _topics(session, "", [])

    def one(self, anchor: Anchor) -> Known:
        """One of them. Raises NotFound."""
        with self._database.read() as session:
            if anchor.sort is Sort.ENTITY:
                found = _entities(session, "AND e.id = ?", [int(anchor.id)])
            else:
                found = _topics(session, "AND t.id = ?", [anchor.id])
        if not found:
            raise NotFound("Nothing is known of this any more.")
        return found[0]

    def notes(self, anchor: Anchor, limit: int) -> list[Note]:
        """The notes that tell of one, what stood once included, the latest first as it happened."""
        with self._database.read() as session:
            return found_notes(
                session,
                # Which ones first: all of a note is more to sort.
                f"WHERE n.id IN (SELECT n.id FROM {_TOLD_OF[anchor.sort]} a CROSS JOIN note n"
                f" ON n.id = a.id WHERE {_SEEN} ORDER BY {_WHEN} DESC, n.id DESC LIMIT ?)"
                f" ORDER BY {_WHEN} DESC, n.id DESC",
                [anchor.id, limit],
            )

    def summary(self, anchor: Anchor, tag: str) -> Note | None:
        """What tells of one in short: the topic itself, or the summary with this tag of nothing but
        what mentions it."""
        which, values = "n.id = ?", [anchor.id]
        if anchor.sort is Sort.ENTITY:
            which = (
                "n.id = (SELECT l.to_id FROM mention m JOIN link l ON l.note_id = m.note_id"
                " AND l.kind = 'part_of' JOIN note s ON s.id = l.to_id AND s.kind = 'summary'"
                " AND s.tags = ? WHERE m.entity_id = ? AND NOT EXISTS (SELECT 1 FROM link o"
                " WHERE o.to_id = s.id AND o.kind = 'part_of' AND o.note_id NOT IN"
                " (SELECT note_id FROM mention WHERE entity_id = ?))"
                " GROUP BY l.to_id ORDER BY count(*) DESC LIMIT 1)"
            )
            values = [plain.as_list([tag]), anchor.id, anchor.id]
        with self._database.read() as session:
            found = found_notes(
                session, f"WHERE {which} AND n.status = 'active' AND n.text != ''", values
            )
        return found[0] if found else None

    def insights(self, anchor: Anchor, limit: int) -> list[Note]:
        """What was concluded from notes of which at least half tell of one, the latest first."""
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.kind = 'insight' AND n.status = 'active' AND (SELECT 2 * sum("
                f"s.to_id IN {_TOLD_OF[anchor.sort]}) >= count(*) FROM link s"
                " WHERE s.note_id = n.id"
                " AND s.kind = 'supports') ORDER BY n.id DESC LIMIT ?",
                [anchor.id, limit],
            )

    def beside(self, anchor: Anchor, limit: int) -> list[Beside]:
        """Whom and what else the notes mention that tell of one, in how many of them."""
        but = int(anchor.id) if anchor.sort is Sort.ENTITY else -1
        with self._database.read() as session:
            found = plain.rows(
                session,
                f"SELECT m.entity_id, count(*) FROM {_TOLD_OF[anchor.sort]} a"
                " CROSS JOIN mention m ON m.note_id = a.id AND m.entity_id != ?"
                f" CROSS JOIN note n ON n.id = a.id WHERE {_STANDS}"
                " GROUP BY m.entity_id ORDER BY count(*) DESC, m.entity_id LIMIT ?",
                [anchor.id, but, limit],
            )
            ids = plain.among([entity_id for entity_id, _ in found])
            those = "AND e.id IN (SELECT value FROM json_each(?))"
            known = {it.anchor.id: it for it in _entities(session, those, [ids])}
        return [Beside(known[str(i)], together) for i, together in found if str(i) in known]

    # -- around -----------------------------------------------------------------------------------

    def told_of(self, anchors: Sequence[Anchor], most: int) -> list[tuple[Anchor, str]]:
        """For each of these entities and topics the ids of up to so many of the notes that stand
        and tell of it directly, what matters most first."""
        found: list[tuple[Anchor, str]] = []
        with self._database.read() as session:
            for anchor in anchors:
                which = "mention m CROSS JOIN note n ON n.id = m.note_id WHERE m.entity_id = ?"
                if anchor.sort is Sort.TOPIC:
                    which = "link m CROSS JOIN note n ON n.id = m.note_id WHERE m.to_id = ?"
                    which += " AND m.kind = 'part_of'"
                rows = plain.rows(
                    session,
                    f"SELECT n.id FROM {which} AND {_STANDS}"
                    " ORDER BY n.importance DESC, n.id DESC LIMIT ?",
                    [anchor.id, most],
                )
                found += [(anchor, note_id) for (note_id,) in rows]
        return found

    def mentioned(self, note_ids: Sequence[str]) -> list[tuple[str, Anchor, str, EntityKind]]:
        """Whom and what each of these notes mentions: the note, and the entity with its name."""
        with self._database.read() as session:
            rows = plain.rows(
                session,
                "SELECT m.note_id, e.id, e.name, e.kind FROM mention m"
                " JOIN entity e ON e.id = m.entity_id"
                " WHERE m.note_id IN (SELECT value FROM json_each(?)) ORDER BY e.id",
                [plain.among(note_ids)],
            )
        return [(i, Anchor(Sort.ENTITY, str(e)), name, EntityKind(k)) for i, e, name, k in rows]

    def links(self, note_ids: Sequence[str]) -> list[tuple[str, str, LinkKind]]:
        """The links of these notes with others that stand and were told, or are topics."""
        those = plain.among(note_ids)
        with self._database.read() as session:
            rows = plain.rows(
                session,
                "SELECT l.note_id, l.to_id, l.kind FROM link l"
                " JOIN note n ON n.id = l.note_id JOIN note t ON t.id = l.to_id"
                " WHERE (l.note_id IN (SELECT value FROM json_each(:ids))"
                " OR l.to_id IN (SELECT value FROM json_each(:ids)))"
                f" AND {_STANDS} AND (({_STANDS.replace('n.', 't.')}) OR ({_IS_TOPIC}))"
                " ORDER BY l.note_id DESC",
                {"ids": those},
            )
        return [(one, other, LinkKind(kind)) for one, other, kind in rows]

    def labels(self, note_ids: Sequence[str]) -> dict[str, tuple[str, NoteKind]]:
        """What these notes and topics say in short, and of what kind they are."""
        with self._database.read() as session:
            rows = plain.rows(
                session,
                "SELECT id, CASE title WHEN '' THEN text ELSE title END, kind FROM note"
                " WHERE id IN (SELECT value FROM json_each(?)) AND status != 'forgotten'",
                [plain.among(note_ids)],
            )
        return {i: (label, NoteKind(kind)) for i, label, kind in rows}


def _entities(session: Session, which: str, values: Sequence[Any]) -> list[Known]:
    rows = plain.rows(
        session,
        "SELECT e.id, e.name, e.kind, count(*), max(n.recorded_at),"
        " (SELECT json_group_array(name) FROM alias a WHERE a.entity_id = e.id)"
        " FROM entity e JOIN mention m ON m.entity_id = e.id JOIN note n ON n.id = m.note_id"
        f" WHERE {_STANDS} {which} GROUP BY e.id ORDER BY count(*) DESC, e.name",
        values,
    )
    found = []
    for entity_id, name, kind, notes, last_at, aliases in rows:
        others = tuple(it for it in plain.words_from(aliases) if it != name.casefold())
        anchor, at = Anchor(Sort.ENTITY, str(entity_id)), datetime.fromisoformat(last_at)
        found.append(Known(anchor, name, EntityKind(kind), notes, at, others))
    return found


def _topics(session: Session, which: str, values: Sequence[Any]) -> list[Known]:
    rows = plain.rows(
        session,
        "SELECT t.id, t.title, t.text, count(*), max(c.recorded_at) FROM note t"
        " JOIN link l ON l.to_id = t.id AND l.kind = 'part_of' JOIN note c ON c.id = l.note_id"
        f" WHERE {_IS_TOPIC} AND {_TELLS} {which} GROUP BY t.id ORDER BY count(*) DESC, t.title",
        values,
    )
    return [
        Known(Anchor(Sort.TOPIC, i), title or text, None, notes, datetime.fromisoformat(at))
        for i, title, text, notes, at in rows
    ]
