"""Old episodes of which the index holds less, and what of them it does not hold.

The messages of a condensed episode stay where they are, and so do their vectors in the database.
Those that are withheld are only not looked for among all others: they are found by their words, or
through what the index still holds of their episode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from companion.domain import Role
from companion.encoders.base import Vectors
from companion.store import plain
from companion.store.database import Database
from companion.store.embeddings import vectors_of
from companion.store.rows import EPISODE_OF, IS_STATEMENT, PARTS_OF

_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Part:
    """A message of an episode with its vector, of shape (dimensions,)."""

    message_id: str
    role: Role
    text: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Old:
    """An old episode: its gist, its messages that have a vector, and the vectors of the notes that
    rest on them."""

    id: str
    gist: str
    parts: tuple[Part, ...]
    noted: tuple[Vectors, ...]


class Condensed:
    """Reads around condensed episodes; each call is one transaction, or part of the one it is
    in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(
        self, before: datetime, asked: datetime, after: str, limit: int, writer: str = ""
    ) -> list[tuple[str, str]]:
        """Ids and gists of active episodes that ended `before` a time and are not condensed, by id
        from the first one `after`: none that is pinned, or that a reply since `asked` was given
        anything of, and with a `writer` only what that one has read."""
        read = "AND EXISTS (SELECT 1 FROM studied d WHERE d.note_id = n.id AND d.writer = :writer)"
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id, n.text FROM note n WHERE n.kind = 'episode' AND n.status = 'active'"
                " AND n.id > :after AND n.updated_at <= :before AND NOT n.pinned AND n.text != ''"
                " AND NOT EXISTS (SELECT 1 FROM condensed c WHERE c.note_id = n.id)"
                " AND NOT EXISTS (SELECT 1 FROM recalled r JOIN message m ON m.id = r.reply_id"
                f" WHERE r.note_id = n.id AND m.created_at >= :asked) {read if writer else ''}"
                " ORDER BY n.id LIMIT :limit",
                {
                    "before": plain.as_text(before),
                    "asked": plain.as_text(asked),
                    "after": after,
                    "limit": limit,
                    "writer": writer,
                },
            )
        return [(note_id, gist) for note_id, gist in found]

    def old(self, episodes: Sequence[tuple[str, str]], fingerprint: str) -> list[Old]:
        """These episodes, given by id and gist, with what they consist of."""
        with self._database.read() as session:
            return [_old(session, note_id, gist, fingerprint) for note_id, gist in episodes]

    def behind(self, item_ids: Sequence[str]) -> list[str]:
        """The withheld messages of the episodes that these notes and messages are of."""
        these = plain.among(item_ids)
        with self._database.read() as session:
            if not plain.rows(session, "SELECT 1 FROM withheld LIMIT 1"):
                return []
            found = plain.rows(
                session,
                "SELECT w.message_id FROM withheld w WHERE w.note_id IN ("
                f"SELECT t.note_id FROM source s JOIN source t ON t.message_id = s.message_id"
                f" WHERE s.note_id {_AMONG}"
                f" UNION SELECT note_id FROM source WHERE message_id {_AMONG}"
                " UNION SELECT s.note_id FROM message m JOIN source s"
                f" ON s.message_id = m.parent_id WHERE m.id {_AMONG}) ORDER BY w.message_id",
                [these, these, these],
            )
        return [message_id for (message_id,) in found]


def condense(session: Session, episodes: Mapping[str, Sequence[str]], run_id: str) -> None:
    """Withhold these messages of these episodes from the index, inside the transaction of a run.
    Nothing is done where an episode is gone."""
    for note_id, message_ids in episodes.items():
        plain.run(
            session,
            "INSERT OR IGNORE INTO condensed (note_id, run_id)"
            " SELECT id, ? FROM note WHERE id = ? AND kind = 'episode'",
            [run_id, note_id],
        )
        plain.run(
            session,
            "INSERT OR IGNORE INTO withheld (message_id, note_id)"
            " SELECT m.id, c.note_id FROM message m JOIN condensed c ON c.note_id = ?"
            f" WHERE m.id {_AMONG}",
            [note_id, plain.among(message_ids)],
        )


def spread(session: Session, run_id: str) -> dict[str, tuple[str, ...]]:
    """Have the index hold again what a run withheld; gives the messages by their episodes."""
    found = plain.rows(
        session,
        "SELECT c.note_id, w.message_id FROM condensed c LEFT JOIN withheld w"
        " ON w.note_id = c.note_id WHERE c.run_id = ?",
        [run_id],
    )
    withheld: dict[str, tuple[str, ...]] = {note_id: () for note_id, _ in found}
    for note_id, message_id in found:
        if message_id is not None:
            withheld[note_id] += (message_id,)
    plain.run(session, "DELETE FROM condensed WHERE run_id = ?", [run_id])
    return withheld


def _old(session: Session, note_id: str, gist: str, fingerprint: str) -> Old:
    messages = plain.rows(
        session,
        f"SELECT DISTINCT m.id, m.role, m.text FROM message m {EPISODE_OF}"
        f" WHERE n.id = :this AND m.id IN (SELECT m.id FROM source s {PARTS_OF}"
        " WHERE s.note_id = :this) ORDER BY m.id",
        {"this": note_id},
    )
    notes = plain.rows(
        session,
        "SELECT DISTINCT x.id FROM source s JOIN source t ON t.message_id = s.message_id"
        f" JOIN note x ON x.id = t.note_id AND x.{IS_STATEMENT}"
        " AND x.status IN ('active', 'superseded', 'archived') WHERE s.note_id = ?",
        [note_id],
    )
    ids = [row[0] for row in (*messages, *notes)]
    vectors = vectors_of(session, ids, fingerprint)
    parts = (Part(i, Role(role), text, vectors[i]) for i, role, text in messages if i in vectors)
    noted = (vectors[i] for (i,) in notes if i in vectors)
    return Old(note_id, gist, tuple(parts), tuple(noted))
