"""Summaries: notes that tell what others tell together, which are linked to them as `part_of`.

A summary loses its words in the transaction in which something it is made of changes, whoever
changes it (by triggers): one without words waits to be told anew, and nobody sees it until then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.domain import Note
from companion.store import plain
from companion.store.database import Database
from companion.store.revisions import rewrite
from companion.store.rows import TOLD_STILL, found_notes

_TELLS = "c.status IN ('active', 'archived')"
"""What a summary may be made of."""
_OVER = "('superseded', 'retired', 'held', 'forgotten')"
_ABOVE = (
    "SELECT 1 FROM link l JOIN note s ON s.id = l.to_id AND s.kind = 'summary'"
    " AND s.tags != '[\"topic\"]' WHERE l.note_id = c.id AND l.kind = 'part_of'"
)
"""The summary of a stretch of time that `c` is part of."""
_SUMMARIES = "WHERE n.kind = 'summary' AND n.status != 'forgotten'"


@dataclass(frozen=True, slots=True)
class Placed:
    """An episode or a summary: where (of a day and longer empty) and when what it tells began, and
    when it was changed last."""

    id: str
    conversation_id: str
    began_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A message of the person's, the stretches of it that are no longer so, were taken back, or are
    not to be told, and those that notes rest on which stand."""

    text: str
    over: tuple[tuple[int, int], ...]
    noted: tuple[tuple[int, int], ...]


class Summaries:
    """Reads and writes summaries; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def put(self, before: Note, after: Note, reason: str, now: datetime) -> None:
        """Give a summary other words."""
        with self._database.write() as session:
            rewrite(session, before, after, actor="consolidation", reason=reason, now=now)

    # -- reading ----------------------------------------------------------------------------------

    def all(self, tag: str) -> list[Note]:
        """The summaries of one sort, such as `day` or `topic`, oldest first."""
        with self._database.read() as session:
            these = f"{_SUMMARIES} AND n.tags = ? ORDER BY n.id"
            return found_notes(session, these, [plain.as_list([tag])])

    def without_words(self) -> list[Note]:
        """The summaries that wait to be told anew."""
        with self._database.read() as session:
            return found_notes(session, f"{_SUMMARIES} AND n.text = '' ORDER BY n.id")

    def parts(self, summary_ids: Sequence[str]) -> dict[str, list[Note]]:
        """What each of these is made of, in the order of what it tells: what stands, and of
        summaries those that have words."""
        with self._database.read() as session:
            links = plain.rows(
                session,
                "SELECT l.to_id, l.note_id FROM link l JOIN note c ON c.id = l.note_id"
                " WHERE l.kind = 'part_of' AND l.to_id IN (SELECT value FROM json_each(?))"
                f" AND {_TELLS} AND c.text != ''"
                " ORDER BY coalesce(c.valid_from, c.recorded_at), c.id",
                [plain.among(summary_ids)],
            )
            these = "WHERE n.id IN (SELECT value FROM json_each(?))"
            ids = plain.among(list({part for _, part in links}))
            notes = {note.id: note for note in found_notes(session, these, [ids])}
        found: dict[str, list[Note]] = defaultdict(list)
        for summary_id, part in links:
            found[summary_id].append(notes[part])
        return found

    def episodes(self) -> list[Placed]:
        """The episodes that stand and are part of no summary of a stretch of time, oldest first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT c.id, min(m.conversation_id), c.valid_from, c.updated_at"
                " FROM note c JOIN source s ON s.note_id = c.id JOIN message m"
                f" ON m.id = s.message_id WHERE c.kind = 'episode' AND {_TELLS} AND c.text != ''"
                f" AND c.valid_from IS NOT NULL AND NOT EXISTS ({_ABOVE})"
                " GROUP BY c.id ORDER BY c.valid_from, c.id",
            )
            return [_placed(row) for row in found]

    def apart(self, tag: str) -> list[Placed]:
        """The summaries of one level that are part of no longer one, oldest first."""
        return self._summaries(tag, f"NOT EXISTS ({_ABOVE})")

    def within(self, tag: str, spans: Sequence[tuple[datetime, datetime]]) -> list[Placed]:
        """The summaries of one level that began in any of these stretches of time, each without its
        end, oldest first."""
        any_of = (
            "EXISTS (SELECT 1 FROM json_each(?) k WHERE c.valid_from >="
            " json_extract(k.value, '$[0]') AND c.valid_from < json_extract(k.value, '$[1]'))"
        )
        these = plain.among([[plain.as_text(at) for at in span] for span in spans])
        return self._summaries(tag, any_of, these) if spans else []

    def _summaries(self, tag: str, which: str, *values: str) -> list[Placed]:
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT c.id, coalesce((SELECT m.conversation_id FROM link x"
                " JOIN source s ON s.note_id = x.note_id JOIN message m ON m.id = s.message_id"
                " WHERE x.to_id = c.id AND x.kind = 'part_of' AND c.tags = '[\"session\"]'"
                " LIMIT 1), ''), c.valid_from, c.updated_at FROM note c WHERE c.kind = 'summary'"
                f" AND c.tags = ? AND {_TELLS} AND c.valid_from IS NOT NULL AND {which}"
                " ORDER BY c.valid_from, c.id",
                [plain.as_list([tag]), *values],
            )
            return [_placed(row) for row in found]

    def told_in(self, episode_ids: Sequence[str]) -> list[Note]:
        """The notes of any status that rest on messages of these episodes; none of the episodes."""
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.kind != 'episode' AND n.id IN (SELECT o.note_id FROM source s"
                " JOIN source o ON o.message_id = s.message_id"
                " WHERE s.note_id IN (SELECT value FROM json_each(?)))",
                [plain.among(episode_ids)],
            )

    def told(self, episode_ids: Sequence[str]) -> list[Told]:
        """What the person said in these episodes, on the active branch, in order."""
        these = [plain.among(episode_ids)]
        with self._database.read() as session:
            said = plain.rows(
                session,
                "SELECT DISTINCT m.id, m.text FROM source s JOIN message m ON m.id = s.message_id"
                " WHERE s.note_id IN (SELECT value FROM json_each(?)) AND NOT m.off_branch"
                " ORDER BY m.id",
                these,
            )
            over: dict[str, list[tuple[int, int]]] = defaultdict(list)
            noted: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for message_id, start, end, stands in plain.rows(
                session,
                f"SELECT s.message_id, s.start, s.end, n.status NOT IN {_OVER}"
                " FROM source s JOIN note n ON n.id = s.note_id"
                " WHERE s.message_id IN (SELECT e.message_id FROM source e"
                " WHERE e.note_id IN (SELECT value FROM json_each(?)))"
                f" AND n.kind != 'episode' AND (n.status NOT IN {_OVER} OR NOT {TOLD_STILL})",
                these,
            ):
                (noted if stands else over)[message_id].append((start, end))
        return [Told(text, tuple(over[i]), tuple(noted[i])) for i, text in said]


def _placed(row: tuple[Any, ...]) -> Placed:
    note_id, conversation_id, began_at, changed_at = row
    times = (datetime.fromisoformat(at) for at in (began_at, changed_at))
    return Placed(note_id, conversation_id, *times)
