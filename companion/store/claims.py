"""What notes claim and how they bear on each other: searched for and changed as more is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlmodel import Session, col, select

from companion.domain import DERIVED, TELLINGS, Link, LinkKind, Note, NoteStatus
from companion.store import plain
from companion.store.database import Database
from companion.store.revisions import rewrite
from companion.store.rows import IS_TOLD, TOLD_STILL, found_notes
from companion.store.search import telling_words
from companion.store.tables import DroppedRow, MessageRow, NoteRow, SourceRow

MOST_WORDS = 12
"""Of a text that are looked for."""


class Claims:
    """Reads and writes around notes; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def apply(
        self,
        after: Note,
        because: str,
        link: LinkKind,
        reason: str,
        *,
        actor: str,
        message_id: str,
        now: datetime,
    ) -> bool:
        """Change an older active note because of a newer one, or retire an archived one, with
        revision and link.
        `message_id` is the message that told it.

        False when its owner has changed it meanwhile: the owner is right.
        """
        with self._database.write() as session:
            found = found_notes(session, "WHERE n.id = ?", [after.id])
            before = found[0] if found else None
            # What is taken back may have faded long ago.
            faded = [NoteStatus.ARCHIVED] if after.status is NoteStatus.RETIRED else []
            if before is None or before.status not in (NoteStatus.ACTIVE, *faded):
                return False
            if before.text != after.text:
                return False
            rewrite(
                session, before, after, actor=actor, reason=reason, now=now, message_id=message_id
            )
            if because != after.id:
                bears = {"note_id": because, "to_id": after.id, "kind": link, "reason": reason}
                plain.insert(session, "link", [bears | {"made_at": now}], "OR REPLACE")
            return True

    def link(self, links: Sequence[Link], now: datetime) -> None:
        """Link notes that are there."""
        if not links:
            return
        with self._database.write() as session:
            plain.run_each(
                session,
                "INSERT OR REPLACE INTO link (note_id, to_id, kind, reason, made_at)"
                " SELECT ?1, ?2, ?3, ?4, ?5"
                " WHERE (SELECT count(*) FROM note WHERE id IN (?1, ?2)) = 2",
                [(it.note_id, it.to_id, it.kind, it.reason, now) for it in links],
            )

    def count_dropped(self, dropped: Mapping[Any, int]) -> None:
        """Count sentences that made no note, by reason."""
        with self._database.write() as session:
            for reason, number in dropped.items():
                plain.run(
                    session,
                    "INSERT INTO dropped (reason, sentences) VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET sentences = sentences + excluded.sentences",
                    [str(reason), number],
                )

    # -- reading ----------------------------------------------------------------------------------

    def dropped(self) -> dict[str, int]:
        """How many sentences made no note, by reason."""
        with self._database.read() as session:
            return {row.reason: row.sentences for row in session.exec(select(DroppedRow))}

    def known(self) -> tuple[str, ...]:
        """The labels of everybody the person has spoken of; the latest last."""
        with self._database.read() as session:
            # Those that are gone are few and have an index; looking up each note takes 2 ms, and
            # to group them by name, or to look up each claim, longer than all the rest. As one
            # value, they are only read again when there is another one.
            found = plain.rows(
                session,
                "SELECT json_group_array(value) FROM (SELECT value FROM claim"
                " INDEXED BY ix_claim_knows WHERE attribute = 'knows' AND note_id NOT IN"
                " (SELECT id FROM note WHERE status IN ('retired', 'forgotten')) ORDER BY id DESC)",
            )
            return _each_once(found[0][0])

    def own(self, attribute: str) -> str:
        """What the person told last of themselves, such as their `name`; empty when nothing."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT c.value FROM claim c CROSS JOIN note n ON n.id = c.note_id"
                " WHERE c.attribute = ? AND c.ended_at IS NULL AND n.subject = 'me'"
                " AND n.status = 'active' ORDER BY c.note_id DESC LIMIT 1",
                [attribute],
            )
            return str(found[0][0]) if found else ""

    def current(self, attributes: Sequence[str], limit: int) -> list[str]:
        """The ids of the notes that claim one of these attributes of the person, as they are now;
        the latest first."""
        if not attributes:
            return []
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT DISTINCT c.note_id FROM claim c CROSS JOIN note n ON n.id = c.note_id"
                " WHERE c.attribute IN (SELECT value FROM json_each(?)) AND c.ended_at IS NULL"
                f" AND n.subject = 'me' AND n.status = 'active' AND NOT n.inferred AND n.{IS_TOLD}"
                " ORDER BY c.note_id DESC LIMIT ?",
                [plain.among(attributes), limit],
            )
            return [note_id for (note_id,) in found]

    def foremost(self, limit: int) -> list[str]:
        """The ids of the notes about the person and those close to them that matter most, the
        latest of them first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id FROM note n WHERE (n.subject = 'me' OR n.kind = 'relationship')"
                " AND n.kind != 'episode' AND n.status = 'active' AND NOT n.inferred"
                f" AND NOT n.hushed AND n.{IS_TOLD}"
                " ORDER BY n.pinned DESC, n.importance DESC, n.id DESC LIMIT ?",
                [limit],
            )
            return [note_id for (note_id,) in found]

    def said_before(self, conversation_id: str, message_id: str, limit: int) -> list[str]:
        """What the person said last before a message, in order."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT text FROM message WHERE conversation_id = ? AND role = 'user'"
                " AND NOT off_branch AND id < ? ORDER BY id DESC LIMIT ?",
                [conversation_id, message_id, limit],
            )
            return [text for (text,) in reversed(found)]

    def near(self, attributes: Sequence[str], text: str, subject: str, limit: int) -> list[Note]:
        """Active notes, no episodes, that claim any of these attributes, hold a telling word of
        `text`, or are about `subject`; latest first, `limit` for each reason."""
        with self._database.read() as session:
            found = {
                *_claiming(session, attributes, limit),
                *_holding(session, text, limit),
                *_about(session, subject, limit),
            }
            these = "WHERE n.rowid IN (SELECT value FROM json_each(?)) ORDER BY n.id DESC"
            return found_notes(session, these, [plain.among(sorted(found))])

    def holding(self, text: str, limit: int) -> list[Note]:
        """Active and archived notes, no episodes, whose own words (not those they are found by)
        hold a telling one of `text`: of each word the latest.

        Nothing is ranked: with a hundred thousand notes that alone takes 100 ms.
        """
        with self._database.read() as session:
            found = _holding(session, text, limit, "('active', 'archived')")
            these = "WHERE n.rowid IN (SELECT value FROM json_each(?)) ORDER BY n.id"
            return found_notes(session, these, [plain.among(found)])

    def told_before(self, notes: Sequence[Note], message_id: str) -> list[Note]:
        """Those that were told before this message was, or written by their owner."""
        if not notes:
            return []
        with self._database.read() as session:
            since = "SELECT 1 FROM source WHERE message_id >= ? LIMIT 1"
            if not plain.rows(session, since, [message_id]):
                return list(notes)
            found = plain.rows(
                session,
                "SELECT note_id FROM source WHERE note_id IN (SELECT value FROM json_each(?))"
                " GROUP BY note_id HAVING min(message_id) >= ?",
                [plain.among([note.id for note in notes]), message_id],
            )
            later = {row[0] for row in found}
        return [note for note in notes if note.id not in later]

    def told_last(self, before: str, conversation_id: str = "") -> list[Note]:
        """The active notes, no episodes, of what the person told last before message `before`, in
        any conversation or in this one."""
        here = [MessageRow.conversation_id == conversation_id] if conversation_id else []
        with self._database.read() as session:
            message_id = session.exec(
                select(SourceRow.message_id)
                .join(NoteRow, col(NoteRow.id) == SourceRow.note_id)
                .join(MessageRow, col(MessageRow.id) == SourceRow.message_id)
                .where(
                    col(SourceRow.message_id) < before,
                    col(MessageRow.off_branch).is_(False),
                    *_TOLD,
                    *here,
                )
                .order_by(col(SourceRow.message_id).desc())
                .limit(1)
            ).first()
        return self.resting_on(message_id) if message_id is not None else []

    def resting_on(self, message_id: str) -> list[Note]:
        """The active notes, no episodes, that have words of this message as a source."""
        with self._database.read() as session:
            told = (
                "WHERE n.id IN (SELECT note_id FROM source WHERE message_id = ?)"
                f" AND n.status = 'active' AND n.{IS_TOLD}"
            )
            return found_notes(session, told, [message_id])

    def told_in(self, note_id: str, conversation_id: str) -> bool:
        """Whether a note rests on words of this conversation."""
        with self._database.read() as session:
            here = (
                "SELECT 1 FROM source s JOIN message m ON m.id = s.message_id"
                " WHERE s.note_id = ? AND m.conversation_id = ? LIMIT 1"
            )
            return bool(plain.rows(session, here, [note_id, conversation_id]))

    def outdated(self, message_ids: Sequence[str]) -> set[str]:
        """Those of these messages that told something that is no longer so, or was taken back."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT s.message_id FROM source s JOIN note n ON n.id = s.note_id"
                " WHERE s.message_id IN (SELECT value FROM json_each(?))"
                f" AND n.status IN ('superseded', 'retired') AND NOT {TOLD_STILL}",
                [plain.among(message_ids)],
            )
            return {message_id for (message_id,) in found}

    def over_spans(self, message_id: str) -> list[tuple[int, int]]:
        """The stretches of a message that notes rest on which are no longer so, were taken back, or
        are being forgotten."""
        with self._database.read() as session:
            return [
                (start, end)
                for start, end in plain.rows(
                    session,
                    "SELECT s.start, s.end FROM source s JOIN note n ON n.id = s.note_id"
                    " WHERE s.message_id = ? AND n.kind != 'episode'"
                    f" AND n.status IN ('superseded', 'retired', 'forgotten') AND NOT {TOLD_STILL}",
                    [message_id],
                )
            ]

    def without_successor(self, since: datetime | None) -> list[Note]:
        """Notes that are no longer so, and no other says what is, oldest first: those that have
        changed `since` a time, or since which another one was written or changed that claims
        something of the same attribute."""
        at = "" if since is None else plain.as_text(since)
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.status = 'superseded' AND NOT EXISTS (SELECT 1 FROM link l"
                " WHERE l.to_id = n.id AND l.kind = 'updates') AND (n.updated_at >= :at"
                " OR n.id IN (SELECT c.note_id FROM claim c WHERE c.attribute IN (SELECT"
                " d.attribute FROM note m CROSS JOIN claim d ON d.note_id = m.id"
                " WHERE m.updated_at >= :at AND m.status = 'active'))) ORDER BY n.id",
                {"at": at},
            )


_TOLD = (
    col(NoteRow.status) == NoteStatus.ACTIVE,
    col(NoteRow.kind).not_in([*TELLINGS, *DERIVED]),
)


@lru_cache(maxsize=4)
def _each_once(values: str) -> tuple[str, ...]:
    """The values of a JSON list, of those that come again the first alone; the first one last."""
    return tuple(dict.fromkeys(json.loads(values)))[::-1]


def _claiming(session: Session, attributes: Sequence[str], limit: int) -> list[int]:
    """The rows of the latest notes that claim one of these attributes."""
    latest = _each(
        "SELECT n.rowid, c.note_id FROM claim c CROSS JOIN note n ON n.id = c.note_id"
        " WHERE c.attribute = :x{} AND c.ended_at IS NULL AND n.status = 'active'"
        " GROUP BY c.note_id ORDER BY c.note_id DESC LIMIT :limit",
        len(attributes),
    )
    found = {note_id: row for row, note_id in _found(session, latest, attributes, limit)}
    return [found[note_id] for note_id in sorted(found, reverse=True)[:limit]]


def _holding(session: Session, text: str, limit: int, statuses: str = "('active')") -> list[int]:
    """The rows of the latest notes that hold a telling word of a text."""
    telling = telling_words(text)[:MOST_WORDS]
    latest = _each(
        "SELECT f.rowid FROM note_fts f CROSS JOIN note n ON n.rowid = f.rowid"
        f" WHERE note_fts MATCH :x{{}} AND n.status IN {statuses} AND n.{IS_TOLD}"
        " ORDER BY f.rowid DESC LIMIT :limit",
        len(telling),
    )
    # Their own words, not those they are found by.
    words = [f'text : "{word}"' for word in telling]
    return [row for (row,) in _found(session, latest, words, max(4, limit // max(1, len(words))))]


def _about(session: Session, subject: str, limit: int) -> list[int]:
    """The rows of the latest notes about somebody."""
    # The index of subjects has them in the order of their rows already: nothing is sorted.
    theirs = (
        f"SELECT rowid FROM note WHERE subject = :x0 AND status = 'active' AND {IS_TOLD}"
        " ORDER BY rowid DESC LIMIT :limit"
    )
    return [row for (row,) in _found(session, theirs, [subject], limit)]


@cache
def _each(query: str, times: int) -> str:
    """One query for what `query` finds for :x0, :x1 and so on, each with its own limit."""
    return " UNION ALL ".join(f"SELECT * FROM ({query.format(n)})" for n in range(times))


def _found(session: Session, query: str, asked: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """What a query for `asked` finds."""
    if not asked:
        return []
    values = {f"x{number}": value for number, value in enumerate(asked)}
    return plain.rows(session, query, {**values, "limit": limit})
