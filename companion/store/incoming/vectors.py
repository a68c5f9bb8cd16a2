"""Vectors that come in, for what says here what it says there."""

from __future__ import annotations

from sqlmodel import Session

from companion.store import plain

MOST_FOR_OUTBOX = 500
"""Vectors that the index takes in one by one; for more of them it is to be built anew."""


def take_in_vectors(session: Session, fingerprint: str) -> int:
    """Store the vectors of what has none here; returns how many. None, where those of this embedder
    have another length here. The index is told of a few."""
    length = plain.rows(
        session,
        "SELECT length(vector) FROM main.embedding WHERE fingerprint = ? LIMIT 1",
        [fingerprint],
    )
    theirs = plain.rows(session, "SELECT length(vector) FROM incoming.vectors LIMIT 1")
    if not theirs or (length and length != theirs):
        return 0
    before = plain.rows(session, "SELECT count(*) FROM main.embedding")[0][0]
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.embedding (item_id, fingerprint, vector)"
        " SELECT i.item_id, ?, i.vector FROM incoming.vectors i WHERE"
        " EXISTS (SELECT 1 FROM main.note h JOIN incoming.notes t ON t.id = h.id"
        " WHERE h.id = i.item_id AND (h.text, h.subject) = (t.text, t.subject))"
        " OR EXISTS (SELECT 1 FROM main.message h JOIN incoming.messages t ON t.id = h.id"
        " WHERE h.id = i.item_id AND h.text = t.text) ORDER BY i.item_id",
        [fingerprint],
    )
    made = int(plain.rows(session, "SELECT count(*) FROM main.embedding")[0][0]) - int(before)
    if made <= MOST_FOR_OUTBOX:
        plain.run(session, "INSERT INTO main.outbox (item_id) SELECT item_id FROM incoming.vectors")
    return made
