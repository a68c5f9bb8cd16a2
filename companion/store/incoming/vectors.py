"""Vectors that come in, for what says here what it says there."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from companion.store import plain
from companion.store.migrations.m0006_ungrouped import IS_GROUPED
from companion.store.staging import vectors_beside
from companion.store.triggers import set_aside

MOST_FOR_OUTBOX = 500
"""Vectors that the index takes in one by one; for more of them it is to be built anew."""
_PAGE = 2000
_WANTED = (
    "SELECT i.line, i.item_id FROM incoming.vectors i WHERE NOT EXISTS"
    " (SELECT 1 FROM main.embedding e WHERE e.item_id = i.item_id) AND ("
    "EXISTS (SELECT 1 FROM main.note h JOIN incoming.notes t ON t.id = h.id"
    " WHERE h.id = i.item_id AND (h.text, h.subject) = (t.text, t.subject))"
    " OR EXISTS (SELECT 1 FROM main.message h JOIN incoming.messages t ON t.id = h.id"
    " WHERE h.id = i.item_id AND h.text = t.text)) ORDER BY i.item_id"
)
"""What says here what it says there, and has no vector yet."""
_UNGROUPED = (
    "INSERT OR IGNORE INTO main.ungrouped (note_id) SELECT id FROM main.note"
    f" WHERE id IN (SELECT value FROM json_each(?)) AND {IS_GROUPED}"
)
"""What the trigger does that is set aside: it takes twice as long as storing the vectors."""


def take_in_vectors(session: Session, stage: Path, fingerprint: str) -> int:
    """Store the vectors of what has none here; returns how many. None, where those of this embedder
    have another length here. The index is told of a few."""
    rows = plain.rows(session, "SELECT count(*) FROM incoming.vectors")[0][0]
    if not rows:
        return 0
    size = vectors_beside(stage).stat().st_size // rows
    length = plain.rows(
        session,
        "SELECT length(vector) FROM main.embedding WHERE fingerprint = ? LIMIT 1",
        [fingerprint],
    )
    if length and length != [(size,)]:
        return 0
    wanted = plain.rows(session, _WANTED)
    insertion = "INSERT INTO main.embedding (item_id, fingerprint, vector) VALUES (?, ?, ?)"
    with (
        set_aside(session, "embedding_ungrouped"),
        vectors_beside(stage).open("rb") as file,
    ):

        def vector(line: int) -> bytes:
            file.seek((line - 1) * size)
            return file.read(size)

        for at in range(0, len(wanted), _PAGE):
            made = [(i, fingerprint, vector(line)) for line, i in wanted[at : at + _PAGE]]
            plain.driver(session).executemany(insertion, made)
            plain.run(session, _UNGROUPED, [plain.among([i for i, _, _ in made])])
    if len(wanted) <= MOST_FOR_OUTBOX:
        plain.run(session, "INSERT INTO main.outbox (item_id) SELECT item_id FROM incoming.vectors")
    return len(wanted)
