"""Episodes: notes that rest on several messages, and are found by any of them.

They rest on what the person said. What the companion replied belongs to the episode of the message
it answers, without a record of its own: it comes and goes with that message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from companion.domain import (
    Message,
    MessageState,
    Note,
    NoteDetail,
    Role,
    Source,
)
from companion.store import plain
from companion.store.database import Database
from companion.store.revisions import revise
from companion.store.rows import (
    PARTS_OF,
    found_notes,
    insert_notes,
    insert_sources,
    parts_of_episodes,
    put,
)

_IS_LIVE = "n.status = 'active' AND NOT m.off_branch"


class Episodes:
    """Reads and writes episodes; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def put(self, note: Note, messages: Sequence[Message], now: datetime) -> None:
        """Store an episode that rests on all of these messages, in place of what it was."""
        with self._database.write() as session:
            rested = plain.rows(
                session, "SELECT message_id FROM source WHERE note_id = ?", [note.id]
            )
            rests = {message_id for (message_id,) in rested}
            there = found_notes(session, "WHERE n.id = ?", [note.id])
            if there:
                put(session, there[0], note)
            else:
                insert_notes(session, [note])
                revise(session, [(None, note)], "observe", "you talked about it", now)
            wanted = {one.id: one for one in messages}
            insert_sources(
                session, [_whole(note, one) for i, one in wanted.items() if i not in rests]
            )
            for gone in rests - wanted.keys():
                left = "DELETE FROM source WHERE note_id = ? AND message_id = ?"
                plain.run(session, left, [note.id, gone])

    def grow(self, before: Note, after: Note, message: Message) -> None:
        """Make an episode what it is with one more message."""
        with self._database.write() as session:
            put(session, before, after)
            insert_sources(session, [_whole(after, message)])

    def drop_vectors(self, message_ids: Sequence[str]) -> None:
        """Remove the vectors of messages that are part of no episode any more, and those of the
        replies to them."""
        with self._database.write() as session:
            plain.run(
                session,
                "DELETE FROM embedding WHERE item_id IN (SELECT m.id FROM"
                f" (SELECT value AS message_id FROM json_each(?)) s {PARTS_OF})",
                [plain.among(message_ids)],
            )

    # -- reading ----------------------------------------------------------------------------------

    def last(self, conversation_id: str) -> Note | None:
        """The latest episode of a conversation's active branch."""
        with self._database.read() as session:
            # The latest message first, and no more of them than it takes.
            latest = found_notes(
                session,
                "WHERE n.id = (SELECT s.note_id FROM message m"
                " CROSS JOIN source s ON s.message_id = m.id CROSS JOIN note e ON e.id = s.note_id"
                " WHERE m.conversation_id = ? AND NOT m.off_branch"
                " AND e.kind = 'episode' AND e.status = 'active' ORDER BY m.id DESC LIMIT 1)",
                [conversation_id],
            )
            return latest[0] if latest else None

    def messages(self, note_id: str) -> tuple[list[Message], list[Message]]:
        """The messages an episode rests on, in the order they were said: those on the active
        branch, and those that have left it."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT m.id, m.conversation_id, m.parent_id, m.role, m.text, m.created_at,"
                " m.state, m.off_branch FROM source s JOIN message m ON m.id = s.message_id"
                " WHERE s.note_id = ? ORDER BY m.id",
                [note_id],
            )
            live: list[Message] = []
            left: list[Message] = []
            for i, conversation_id, parent_id, role, text, created_at, state, off_branch in found:
                at = datetime.fromisoformat(created_at)
                made = Message(
                    i, conversation_id, parent_id, Role(role), text, at, MessageState(state)
                )
                (left if off_branch else live).append(made)
            return live, left

    def told(self) -> list[str]:
        """The messages that episodes rest on, of those that are not being forgotten."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT DISTINCT s.message_id FROM note n JOIN source s ON s.note_id = n.id"
                " WHERE n.kind = 'episode' AND n.status != 'forgotten'",
            )
            return [message_id for (message_id,) in found]

    def holding(self, message_ids: Sequence[str]) -> list[Note]:
        """The episodes, none that is being forgotten, that rest on any of these messages."""
        with self._database.read() as session:
            resting = (
                "WHERE n.kind = 'episode' AND n.status != 'forgotten' AND n.id IN (SELECT note_id"
                " FROM source WHERE message_id IN (SELECT value FROM json_each(?)))"
            )
            return found_notes(session, resting, [plain.among(message_ids)])

    def folded(self, note_id: str) -> list[str]:
        """What the archived notes tell that were folded into an episode, oldest first."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.text FROM link l JOIN note n ON n.id = l.note_id"
                " WHERE l.to_id = ? AND l.kind = 'part_of' AND n.status = 'archived' ORDER BY n.id",
                [note_id],
            )
            return [text for (text,) in found]

    def to_fold(self, before: datetime, after: str, limit: int) -> list[tuple[str, str]]:
        """Ids of notes that were archived `before` a time and are folded into no episode yet, each
        with that of the episode it was told in; by id from the first one `after`."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id, min(e.id) FROM note n JOIN source s ON s.note_id = n.id"
                " JOIN source t ON t.message_id = s.message_id"
                " JOIN note e ON e.id = t.note_id AND e.kind = 'episode' AND e.status = 'active'"
                " WHERE n.status = 'archived' AND n.kind != 'episode' AND n.updated_at <= ?"
                " AND n.id > ? AND NOT EXISTS (SELECT 1 FROM link l JOIN note o ON o.id = l.to_id"
                " WHERE l.note_id = n.id AND l.kind = 'part_of' AND o.kind = 'episode')"
                " GROUP BY n.id ORDER BY n.id LIMIT ?",
                [before, after, limit],
            )
            return [(note_id, episode_id) for note_id, episode_id in found]

    def of_messages(self, message_ids: Sequence[str]) -> dict[str, NoteDetail]:
        """For each of these messages that is part of an active episode, and on the active branch,
        that episode, with this message as its only source. A reply is part of the episode that
        holds what it answers."""
        with self._database.read() as session:
            return parts_of_episodes(session, message_ids, _IS_LIVE)


def _whole(note: Note, message: Message) -> Source:
    return Source(
        note_id=note.id,
        message_id=message.id,
        conversation_id=message.conversation_id,
        start=0,
        end=len(message.text),
        quote=message.text,
        said_at=message.created_at,
    )
