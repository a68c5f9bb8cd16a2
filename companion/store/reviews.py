"""What happened to notes that bears on how well they are remembered, and which may be put away.

Reviews have no table of their own: they are read from what there is. A note was told again if it
rests on a later message, used if a reply that was given it said so, and so on. So what is
regenerated, edited, deleted, taken off the record or taken back counts no more, and what comes back
counts again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from companion.domain import Note, NoteStatus, Review, Reviewed
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import GIVEN, IS_STATEMENT, found_notes

_COUNTS = "NOT m.off_branch AND c.deleted_at IS NULL AND NOT c.off_the_record"
_TOLD = (
    "SELECT s.note_id, m.created_at FROM note n JOIN source s ON s.note_id = n.id"
    " JOIN message m ON m.id = s.message_id JOIN conversation c ON c.id = m.conversation_id"
    f" WHERE n.id IN (SELECT value FROM json_each(?)) AND n.{IS_STATEMENT} AND {_COUNTS}"
    " GROUP BY s.note_id, m.id ORDER BY m.id"
)
_USED = (
    "SELECT r.note_id, m.created_at FROM recalled r JOIN message m ON m.id = r.reply_id"
    " JOIN conversation c ON c.id = m.conversation_id"
    f" WHERE r.note_id IN (SELECT value FROM json_each(?)) AND r.used AND {_COUNTS}"
    f" AND NOT EXISTS (SELECT 1 FROM dismissal d WHERE d.reply_id = r.reply_id"
    f" AND d.item_id = {GIVEN})"
)
_DISMISSED = (
    "SELECT r.note_id, d.made_at FROM recalled r"
    f" JOIN dismissal d ON d.reply_id = r.reply_id AND d.item_id = {GIVEN}"
    " JOIN message m ON m.id = r.reply_id JOIN conversation c ON c.id = m.conversation_id"
    f" WHERE r.note_id IN (SELECT value FROM json_each(?)) AND {_COUNTS}"
)
_EVER_DISMISSED = (
    f"SELECT r.note_id FROM dismissal d JOIN recalled r ON r.reply_id = d.reply_id"
    f" AND d.item_id = {GIVEN}"
)
_BY_OWNER = (
    "SELECT note_id, changed_at, before, after FROM revision"
    " WHERE note_id IN (SELECT value FROM json_each(?)) AND actor = 'user' AND before != ''"
)
_HELD = (
    "EXISTS (SELECT 1 FROM link l JOIN note o ON o.id = l.{other} AND o.status = 'active'"
    " WHERE l.{this} = n.id AND l.kind IN ('causes', 'contradicts'))"
)
"""Whether an active note needs `n` to be understood: it is why, or speaks against it. That two
notes are merely alike, come after one another, or show something together, keeps neither."""


class Reviews:
    """Reads reviews, and keeps what a reply used; each call is one transaction, or part of the one
    it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undecided(self, limit: int) -> list[str]:
        """Ids of finished replies that count, and of which it is not known what they used, the
        oldest first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT DISTINCT r.reply_id FROM recalled r JOIN message m ON m.id = r.reply_id"
                " JOIN conversation c ON c.id = m.conversation_id WHERE r.used IS NULL"
                f" AND m.state != 'streaming' AND {_COUNTS} ORDER BY r.reply_id LIMIT ?",
                [limit],
            )
        return [reply_id for (reply_id,) in found]

    def decide(self, used: Mapping[str, Collection[str]]) -> None:
        """Keep, by the ids of replies, which of what they were given they used
        (`RecalledNote.item_id`)."""
        with self._database.write() as session:
            for reply_id, item_ids in used.items():
                plain.run(
                    session,
                    f"UPDATE recalled AS r SET used = {GIVEN} IN (SELECT value FROM json_each(?))"
                    " WHERE reply_id = ?",
                    [plain.among(list(item_ids)), reply_id],
                )

    def of(self, note_ids: Sequence[str]) -> dict[str, list[Reviewed]]:
        """The reviews of each of these notes, in the order they were."""
        found: dict[str, list[Reviewed]] = defaultdict(list)
        these = [plain.among(note_ids)]
        with self._database.read() as session:
            told_first: set[str] = set()
            for note_id, at in plain.rows(session, _TOLD, these):
                if note_id in told_first:
                    found[note_id].append(_reviewed(at, Review.TOLD))
                told_first.add(note_id)
            for query, what in ((_USED, Review.USED), (_DISMISSED, Review.DISMISSED)):
                for note_id, at in plain.rows(session, query, these):
                    found[note_id].append(_reviewed(at, what))
            for note_id, at, before, after in plain.rows(session, _BY_OWNER, these):
                found[note_id] += [_reviewed(at, what) for what in _done(before, after)]
        return {note_id: sorted(of, key=lambda it: it.at) for note_id, of in found.items()}

    def reviewed(self) -> set[str]:
        """The ids of all notes that anything may have come to since they were written."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT note_id FROM recalled WHERE used"
                " UNION SELECT r.note_id FROM dismissal d JOIN recalled r"
                " ON r.reply_id = d.reply_id"
                " UNION SELECT note_id FROM revision WHERE actor = 'user' AND before != ''"
                " UNION SELECT note_id FROM source GROUP BY note_id"
                " HAVING min(message_id) != max(message_id)",
            )
        return {note_id for (note_id,) in found}

    def at_rest(self, after: str, before: Sequence[datetime], limit: int) -> list[Note]:
        """Active notes that were recorded `before` the time that stands there at their importance,
        or were not relevant once, neither pinned nor held by a link, no episodes and no wishes, by
        id from the first one `after`."""
        times = plain.among([plain.as_text(at) for at in before])
        with self._database.read() as session:
            return found_notes(
                session,
                f"WHERE n.id > ? AND n.status = 'active' AND n.{IS_STATEMENT} AND n.kind != 'wish'"
                " AND NOT n.pinned AND n.importance < ?"
                " AND (n.recorded_at < json_extract(?, '$[' || n.importance || ']')"
                f" OR n.id IN ({_EVER_DISMISSED}))"
                f" AND NOT {_HELD.format(this='note_id', other='to_id')}"
                f" AND NOT {_HELD.format(this='to_id', other='note_id')}"
                " ORDER BY n.id LIMIT ?",
                [after, len(before), times, limit],
            )


def _reviewed(at: str, what: Review) -> Reviewed:
    return Reviewed(datetime.fromisoformat(at), what)


def _done(before: str, after: str) -> Iterator[Review]:
    """What its owner did to a note. That it was forgotten and is back is nothing they did to it."""
    was, made = json.loads(before), json.loads(after)
    if was["text"] != made["text"]:
        yield Review.EDITED
    if made["pinned"] and not was["pinned"]:
        yield Review.PINNED
    gone = (NoteStatus.ACTIVE, NoteStatus.FORGOTTEN)
    if made["status"] == NoteStatus.ACTIVE and was["status"] not in gone:
        yield Review.CONFIRMED
