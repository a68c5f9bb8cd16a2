"""What replies were given of the memory, and what of it was not relevant to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from companion.domain import RecalledNote
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import GIVEN, details_of, parts_of_episodes

_AMONG = "IN (SELECT value FROM json_each(?))"


class Recalled:
    """Reads and writes what replies were given; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reply_id: str, items: Sequence[RecalledNote]) -> None:
        """Keep what a reply was given, best first, less the notes that are gone by now."""
        if not items:
            return
        with self._database.write() as session:
            known = f"SELECT id FROM note WHERE id {_AMONG}"
            ids = plain.among([item.note.id for item in items])
            there = {note_id for (note_id,) in plain.rows(session, known, [ids])}
            made = [
                {
                    "reply_id": reply_id,
                    "rank": rank,
                    "note_id": item.note.id,
                    "score": item.score,
                    "why": item.why,
                    "message_id": item.message_id,
                }
                for rank, item in enumerate(items)
                if item.note.id in there
            ]
            plain.insert(session, "recalled", made)

    def of(self, reply_ids: Sequence[str]) -> dict[str, list[RecalledNote]]:
        """What each of these replies was given, best first, less what has been forgotten."""
        these = [plain.among(reply_ids)]
        with self._database.read() as session:
            rows = plain.rows(
                session,
                "SELECT r.reply_id, r.note_id, r.message_id, r.score, r.why, d.item_id IS NOT NULL"
                " FROM recalled r LEFT JOIN dismissal d ON d.reply_id = r.reply_id"
                f" AND d.item_id = {GIVEN}"
                f" WHERE r.reply_id {_AMONG} ORDER BY r.rank",
                these,
            )
            details = details_of(session, [row[1] for row in rows if not row[2]])
            messages = [row[2] for row in rows if row[2]]
            parts = parts_of_episodes(session, messages, "n.status != 'forgotten'")
        given: dict[str, list[RecalledNote]] = defaultdict(list)
        for reply_id, note_id, message_id, score, why, dismissed in rows:
            it = parts.get(message_id) if message_id else details.get(note_id)
            if it is not None:
                item = RecalledNote(it.note, score, why, it.sources, dismissed=bool(dismissed))
                given[reply_id].append(item)
        return given
