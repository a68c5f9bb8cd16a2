"""What a recall may choose from, as ids and scores: read in few statements, told apart later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from companion.domain import Link, LinkKind, Role
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import EPISODE_OF, GIVEN, IS_STATEMENT
from companion.store.search import match_rarest, words

_IS_LIVE = "n.status = 'active' AND NOT m.off_branch"
_AMONG = "IN (SELECT value FROM json_each(?))"
MOST_WORDS = 24
"""Of a text that are searched for."""
MOST_RANKED = 1_000
"""Rows that are ranked for one text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message of an active episode stands: the id of its `episode`, what was said `before`
    it (empty at the beginning), and all that is `near` it on the active branch, each with its
    distance."""

    role: Role
    episode: str
    before: str
    near: tuple[tuple[str, int], ...]


class Candidates:
    """Reads what may be recalled; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def notes_with_words(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids of active or superseded notes, no episodes, that hold telling words of `text`, best
        BM25 first."""
        with self._database.read() as session:
            query = _rarest(session, "note_fts", text)
            if not query:
                return []
            found = plain.rows(
                session,
                "SELECT n.id, -f.rank FROM (SELECT rowid, rank FROM note_fts"
                " WHERE note_fts MATCH ? ORDER BY rank LIMIT ?) f JOIN note n ON n.rowid = f.rowid"
                f" WHERE n.status IN ('active', 'superseded') AND n.{IS_STATEMENT}",
                [query, 2 * limit],
            )
            return [(note_id, score) for note_id, score in found]

    def messages_with_words(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids of messages of active episodes, and of replies to them, that hold telling words of
        `text`, best BM25 first."""
        with self._database.read() as session:
            query = _rarest(session, "message_fts", text)
            if not query:
                return []
            found = plain.rows(
                session,
                "SELECT m.id, -f.rank FROM (SELECT rowid, rank FROM message_fts"
                " WHERE message_fts MATCH ? ORDER BY rank LIMIT ?) f"
                f" JOIN message m ON m.rowid = f.rowid {EPISODE_OF} WHERE {_IS_LIVE}"
                " ORDER BY f.rank LIMIT ?",
                [query, 2 * limit, limit],
            )
            return [(message_id, score) for message_id, score in found]

    def said_between(self, start: datetime, end: datetime, limit: int) -> list[str]:
        """Messages that were said in a stretch of time, the latest."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT id FROM message WHERE created_at >= ? AND created_at < ?"
                " ORDER BY created_at DESC LIMIT ?",
                [start, end, limit],
            )
            return [message_id for (message_id,) in found]

    def true_between(self, start: datetime, end: datetime, limit: int) -> list[str]:
        """Notes of what began, happened or was planned in a stretch of time, the latest."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT id FROM note WHERE valid_from >= ? AND valid_from < ?"
                f" AND {IS_STATEMENT} ORDER BY valid_from DESC LIMIT ?",
                [start, end, limit],
            )
            return [note_id for (note_id,) in found]

    def mentioning(self, names: Sequence[str], limit: int) -> list[str]:
        """Active notes that mention any of these names, the latest, `limit` for each."""
        found: dict[str, None] = {}
        with self._database.read() as session:
            for name in names:
                of_them = plain.rows(
                    session,
                    "SELECT e.note_id FROM mention e JOIN note n ON n.id = e.note_id"
                    " WHERE e.entity_id IN (SELECT entity_id FROM alias WHERE name = ?)"
                    " AND n.status = 'active' ORDER BY e.note_id DESC LIMIT ?",
                    [name.casefold(), limit],
                )
                found |= {note_id: None for (note_id,) in of_them}
        return list(found)

    def places(self, message_ids: Sequence[str]) -> dict[str, Place]:
        """Those of these messages that are part of an active episode, replies too, with the two
        messages on either side."""
        with self._database.read() as session:
            these = [plain.among(message_ids)]
            found = plain.rows(
                session,
                "SELECT m.id, m.role, n.id, m.parent_id, p.parent_id"
                f" FROM message m LEFT JOIN message p ON p.id = m.parent_id {EPISODE_OF}"
                f" WHERE {_IS_LIVE} AND m.id {_AMONG}",
                these,
            )
            after = plain.rows(
                session,
                "SELECT c.parent_id, c.id, d.id FROM message c"
                " LEFT JOIN message d ON d.parent_id = c.id AND NOT d.off_branch"
                f" WHERE c.parent_id {_AMONG} AND NOT c.off_branch",
                these,
            )
        near: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for parent_id, one, two in after:
            near[parent_id] += [(it, n) for it, n in ((one, 1), (two, 2)) if it is not None]
        return {
            message_id: Place(
                Role(role),
                episode,
                one or "",
                (*((it, n) for it, n in ((one, 1), (two, 2)) if it), *near[message_id]),
            )
            for message_id, role, episode, one, two in found
        }

    def rests(
        self, note_ids: Sequence[str], message_ids: Sequence[str]
    ) -> dict[str, tuple[str, ...]]:
        """These notes, and those that rest on these messages, with all the messages that each rests
        on: active and superseded ones, and no episodes."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT DISTINCT n.id, s.message_id FROM note n"
                " LEFT JOIN source s ON s.note_id = n.id WHERE n.id IN"
                " (SELECT value FROM json_each(?) UNION SELECT note_id FROM source"
                f" WHERE message_id {_AMONG})"
                f" AND n.status IN ('active', 'superseded') AND n.{IS_STATEMENT}",
                [plain.among(note_ids), plain.among(message_ids)],
            )
        resting: dict[str, list[str]] = {note_id: [] for note_id, _ in found}
        for note_id, message_id in found:
            if message_id is not None:
                resting[note_id].append(message_id)
        return {note_id: tuple(messages) for note_id, messages in resting.items()}

    def brought_up(
        self, item_ids: Sequence[str], since: datetime, question_id: str = ""
    ) -> dict[str, int]:
        """How many replies since then, none to this question, were given each of these notes and
        messages."""
        these = plain.among(item_ids)
        with self._database.read() as session:
            found = plain.rows(
                session,
                f"SELECT {GIVEN} AS item, count(*) FROM recalled r"
                " JOIN message m ON m.id = r.reply_id"
                f" WHERE r.note_id {_AMONG} AND m.created_at >= ? AND m.parent_id IS NOT ?"
                " GROUP BY item",
                [these, since, question_id],
            )
            return dict(found)

    def successors(self, note_ids: Sequence[str]) -> dict[str, str]:
        """For each of these notes that is no longer so, the latest active note that says so, if
        there is one, through whatever came in between."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "WITH RECURSIVE later (old, new) AS (SELECT to_id, note_id FROM link"
                f" WHERE kind = 'updates' AND to_id {_AMONG}"
                " UNION SELECT later.old, link.note_id FROM later JOIN link"
                " ON link.to_id = later.new AND link.kind = 'updates')"
                " SELECT later.old, max(later.new) FROM later JOIN note n ON n.id = later.new"
                " WHERE n.status = 'active' GROUP BY later.old",
                [plain.among(note_ids)],
            )
            return dict(found)

    def everything(self, most: int) -> list[str] | None:
        """All active notes, no episodes, in the order of what they tell; None when there are more
        than `most`."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT id FROM (SELECT id, coalesce(valid_from, recorded_at) AS at FROM note"
                f" WHERE status = 'active' AND {IS_STATEMENT} LIMIT ?) ORDER BY at, id",
                [most + 1],
            )
            return [note_id for (note_id,) in found] if len(found) <= most else None

    def links(self, note_ids: Sequence[str]) -> list[Link]:
        """How these notes bear on each other."""
        these = plain.among(note_ids)
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT note_id, to_id, kind, reason FROM link"
                f" WHERE note_id {_AMONG} AND to_id {_AMONG}",
                [these, these],
            )
            return [Link(one, other, LinkKind(kind), reason) for one, other, kind, reason in found]

    def ties(self, note_ids: Sequence[str], limit: int) -> list[tuple[str, str]]:
        """Pairs of notes of which one is among these: linked, or mentioning the same one; of each
        entity the latest `limit`. That both are told by one summary ties nothing."""
        these = plain.among(note_ids)
        with self._database.read() as session:
            linked = plain.rows(
                session,
                "SELECT note_id, to_id FROM link"
                f" WHERE (note_id {_AMONG} OR to_id {_AMONG}) AND kind != 'part_of'",
                [these, these],
            )
            entities = plain.rows(
                session,
                f"SELECT DISTINCT note_id, entity_id FROM mention WHERE note_id {_AMONG}",
                [these],
            )
            shared = []
            for note_id, entity_id in entities:
                others = plain.rows(
                    session,
                    "SELECT note_id FROM mention WHERE entity_id = ? ORDER BY note_id DESC LIMIT ?",
                    [entity_id, limit],
                )
                shared += [(note_id, other) for (other,) in others if other != note_id]
        return [*((one, other) for one, other in linked), *shared]


def _rarest(session: Session, table: str, text: str) -> str:
    enough = MOST_RANKED + 1
    found = {word: _rows(session, table, word, enough) for word in words(text)[:MOST_WORDS]}
    common = [word for word, rows in found.items() if rows == enough]
    if len(common) > 2 or sum(found.values()) - len(common) * enough > MOST_RANKED:
        # Not all of them are asked for, but the rarest.
        found |= {word: _rows(session, table, word) for word in common}
    return match_rarest(found, MOST_RANKED)


def _rows(session: Session, table: str, word: str, limit: int = -1) -> int:
    """In how many rows a word is found, counted up to `limit`."""
    count = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"
    return int(plain.rows(session, count, [f'"{word}"', limit])[0][0])
