"""Token vectors of messages, and of notes that rest on none, as signs: 48 bytes a token.

What has them has a vector, too, and loses both together (by a trigger).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from companion.domain import Message, Note
from companion.encoders.base import Bits
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import found_messages, found_notes

_LACKS = (
    "JOIN embedding e ON e.item_id = {item}.id WHERE {item}.id > ? AND NOT EXISTS (SELECT 1 FROM"
    " token_vectors t WHERE t.item_id = {item}.id AND t.fingerprint = ?)"
)


class TokenVectors:
    """Reads and writes token vectors; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, made: Sequence[tuple[str, Bits]], fingerprint: str) -> None:
        """Store those of notes and messages that still have a vector, in the place of those of
        another token embedder."""
        with self._database.write() as session:
            ids = plain.among([item_id for item_id, _ in made])
            held = "SELECT item_id FROM embedding WHERE item_id IN (SELECT value FROM json_each(?))"
            there = {item_id for (item_id,) in plain.rows(session, held, [ids])}
            plain.run(
                session,
                "DELETE FROM token_vectors WHERE item_id IN (SELECT value FROM json_each(?))",
                [ids],
            )
            rows = [
                {"item_id": item_id, "fingerprint": fingerprint, "signs": signs.tobytes()}
                for item_id, signs in made
                if item_id in there
            ]
            plain.insert(session, "token_vectors", rows)

    def missing_messages(self, fingerprint: str, after: str, limit: int) -> list[Message]:
        """Messages with a vector that have no token vectors of this embedder, by their ids, which
        come after `after`."""
        with self._database.read() as session:
            return found_messages(
                session,
                f"{_LACKS.format(item='m')} ORDER BY m.id LIMIT ?",
                [after, fingerprint, limit],
            )

    def missing_notes(self, fingerprint: str, after: str, limit: int) -> list[Note]:
        """The same of notes that rest on no message."""
        with self._database.read() as session:
            return found_notes(
                session,
                f"{_LACKS.format(item='n')} AND NOT EXISTS (SELECT 1 FROM source s"
                " WHERE s.note_id = n.id) ORDER BY n.id LIMIT ?",
                [after, fingerprint, limit],
            )

    def of(self, item_ids: Sequence[str], fingerprint: str) -> dict[str, Bits]:
        """Those of these items' token vectors that this embedder made, each of shape
        (tokens, bytes)."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT t.item_id, t.signs FROM json_each(?) a"
                " CROSS JOIN token_vectors t ON t.item_id = a.value AND t.fingerprint = ?",
                [plain.among(item_ids), fingerprint],
            )
        return {item_id: np.frombuffer(signs, np.uint8) for item_id, signs in found}
