"""What topics are made of: which notes are in which, and which are in none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from companion.domain import Note
from companion.encoders.base import Vectors
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import IS_TOLD, found_notes

FOUNDED = "it began with this"
"""Why the note is part of a topic that stands for it; it is known again by that."""
_IS_TOPIC = "kind = 'summary' AND {0}.tags = '[\"topic\"]'"
_PART_OF_TOPIC = (
    "FROM link l JOIN note p ON p.id = l.to_id AND p." + _IS_TOPIC.format("p") + " WHERE"
    " l.kind = 'part_of' AND l.note_id"
)
_STANDS = f"n.status = 'active' AND n.{IS_TOLD} AND n.kind != 'wish'"
_NOT_DECLINED = "NOT EXISTS (SELECT 1 FROM declined d WHERE d.job = 'topics' AND d.note_id = n.id)"


@dataclass(frozen=True, slots=True)
class Fragments:
    """The notes that mention somebody or something: the active ones, oldest first, and all."""

    active: tuple[str, ...]
    every: frozenset[str]


class Topics:
    """Reads around topics; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ungrouped(self, after: str, limit: int) -> list[str]:
        """Ids of active notes for which no topic was looked for since they got their vector, by id
        from the first one `after`."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id FROM ungrouped u CROSS JOIN note n ON n.id = u.note_id"
                f" WHERE u.note_id > ? AND {_STANDS} ORDER BY u.note_id LIMIT ?",
                [after, limit],
            )
        return [note_id for (note_id,) in found]

    def loose(self, after: str, fingerprint: str, limit: int) -> tuple[list[str], Vectors | None]:
        """Ids of active notes that are in no topic though one was looked for, by id from the first
        one `after`, and their vectors, of shape (ids, dimensions); None with the last ones. What
        its owner has taken out of topics is not among them."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id, e.vector FROM note n CROSS JOIN embedding e ON e.item_id = n.id"
                f" WHERE n.id > ? AND e.fingerprint = ? AND {_STANDS} AND {_NOT_DECLINED}"
                " AND n.id NOT IN (SELECT note_id FROM ungrouped)"
                f" AND NOT EXISTS (SELECT 1 {_PART_OF_TOPIC} = n.id) ORDER BY n.id LIMIT ?",
                [after, fingerprint, limit],
            )
        rows = np.frombuffer(b"".join(vector for _, vector in found), np.float32)
        return [i for i, _ in found], rows.reshape(len(found), -1) if found else None

    def above(self, note_ids: Sequence[str]) -> dict[str, str]:
        """For each of these notes, or topics, that is in a topic the id of that; of several, which
        lie in each other, the deepest."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                f"SELECT l.note_id, max(l.to_id) {_PART_OF_TOPIC}"
                " IN (SELECT value FROM json_each(?)) GROUP BY l.note_id",
                [plain.among(note_ids)],
            )
        return dict(found)

    def founders(self, topic: str) -> dict[str, str]:
        """The notes that the topics directly in this one stand for (in none, where it is empty),
        each with the id of its topic: the note whose link says so, or the oldest there is."""
        lies_in = f"(SELECT l.note_id {_PART_OF_TOPIC} = t.id)"
        lies = "t.id IN (SELECT note_id FROM link WHERE to_id = :topic AND kind = 'part_of')"
        if not topic:
            lies = f"NOT EXISTS {lies_in}"
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT s.to_id, s.note_id FROM note t CROSS JOIN link s ON s.to_id = t.id"
                f" JOIN note c ON c.id = s.note_id WHERE t.{_IS_TOPIC.format('t')} AND {lies}"
                " AND s.kind = 'part_of' AND c.kind != 'summary'"
                " AND c.status IN ('active', 'archived')"
                " ORDER BY s.reason = :founded, s.note_id DESC",
                {"topic": topic, "founded": FOUNDED},
            )
        # The last of each is its founder.
        return {founder: it for it, founder in dict(found).items()}

    def members(self, topic: str) -> dict[str, bool]:
        """The notes of which a topic is made, by id, and whether each is active."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT c.id, c.status = 'active' FROM link l JOIN note c ON c.id = l.note_id"
                " WHERE l.to_id = ? AND l.kind = 'part_of' AND c.status IN ('active', 'archived')"
                " AND c.kind != 'summary' ORDER BY c.id",
                [topic],
            )
        return {note_id: bool(active) for note_id, active in found}

    def sizes(self, topic_ids: Sequence[str]) -> dict[str, int]:
        """Of how many notes and topics each of these topics is made."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT l.to_id, count(*) FROM link l JOIN note c ON c.id = l.note_id"
                " WHERE l.to_id IN (SELECT value FROM json_each(?)) AND l.kind = 'part_of'"
                " AND c.status IN ('active', 'archived') GROUP BY l.to_id",
                [plain.among(topic_ids)],
            )
            return dict(found)

    def fragments(self, since: datetime | None, least: int) -> list[Fragments]:
        """For each person, place and organisation that a note mentions which was written or changed
        `since` a time, all notes that do, if `least` of them are active."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT e.entity_id, n.id, n.status = 'active' FROM mention e"
                " JOIN entity x ON x.id = e.entity_id AND x.kind != 'other'"
                " JOIN note n ON n.id = e.note_id WHERE n.status IN ('active', 'archived')"
                f" AND n.{IS_TOLD} AND n.kind != 'wish' AND e.entity_id IN (SELECT o.entity_id"
                " FROM note m CROSS JOIN mention o ON o.note_id = m.id WHERE m.updated_at >= ?)"
                " ORDER BY e.entity_id, n.id",
                [plain.as_text(since) if since else ""],
            )
        of_each: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for entity_id, note_id, active in found:
            of_each[entity_id].append((note_id, bool(active)))
        every = (
            Fragments(tuple(i for i, active in notes if active), frozenset(i for i, _ in notes))
            for notes in of_each.values()
        )
        return [one for one in every if len(one.active) >= least]

    def gathering(self, note_ids: Sequence[str], tag: str) -> dict[str, set[str]]:
        """The summaries of one sort that any of these notes is part of, each with the ids of all
        active and archived notes that are."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT l.to_id, l.note_id FROM link l JOIN note c ON c.id = l.note_id"
                " WHERE l.kind = 'part_of' AND c.status IN ('active', 'archived') AND l.to_id IN"
                " (SELECT o.to_id FROM link o JOIN note s ON s.id = o.to_id WHERE s.tags = ?"
                " AND s.kind = 'summary' AND s.status != 'forgotten' AND o.kind = 'part_of'"
                " AND o.note_id IN (SELECT value FROM json_each(?)))",
                [plain.as_list([tag]), plain.among(note_ids)],
            )
        parts: dict[str, set[str]] = defaultdict(set)
        for summary_id, note_id in found:
            parts[summary_id].add(note_id)
        return parts

    def waiting(self) -> list[Note]:
        """The topics that wait to be told anew."""
        with self._database.read() as session:
            return found_notes(
                session,
                f"WHERE n.{_IS_TOPIC.format('n')} AND n.text = '' AND n.status != 'forgotten'"
                " ORDER BY n.id",
            )
