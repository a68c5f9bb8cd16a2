"""Vectors that come in, for what says here what it says there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session

from companion.store import plain
from companion.store.migrations.m0006_ungrouped import IS_GROUPED
from companion.store.staging import vectors_beside
from companion.store.triggers import set_aside

MOST_FOR_OUTBOX = 500
"""Vectors that the index takes in one by one; for more of them it is to be built anew."""
_PAGE = 2000
_NEW = (
    "(EXISTS (SELECT 1 FROM temp.verdict_notes v WHERE v.id = i.item_id AND v.what = 'new')"
    " AND i.item_id NOT IN (SELECT value FROM json_each(:changed)))"
)
"""What is here only because it came in, and as it did: it is not looked at again."""
_SAME = (
    "(NOT EXISTS (SELECT 1 FROM main.embedding e WHERE e.item_id = i.item_id) AND ("
    "EXISTS (SELECT 1 FROM main.note h JOIN incoming.notes t ON t.id = h.id"
    " WHERE h.id = i.item_id AND (h.text, h.subject) = (t.text, t.subject))"
    " OR EXISTS (SELECT 1 FROM main.message h JOIN incoming.messages t ON t.id = h.id"
    " WHERE h.id = i.item_id AND h.text = t.text)))"
)
"""What says here what it says there, and has no vector yet."""
_TAKEN = (
    "INSERT INTO main.embedding (item_id, fingerprint, vector) SELECT i.item_id, :fingerprint,"
    " substr(:page, (i.line - :first) * :size + 1, :size) FROM incoming.vectors i"
    f" WHERE i.line >= :first AND i.line < :first + :lines AND ({_NEW} OR {_SAME}) ORDER BY i.line"
)
"""Each of these gets its row of a page of vectors."""
_UNGROUPED = (
    "INSERT OR IGNORE INTO main.ungrouped (note_id) SELECT n.id FROM incoming.vectors i"
    # A plus has it looked up by its id, in an index that holds no vectors.
    " CROSS JOIN main.embedding e ON e.item_id = i.item_id AND +e.rowid > ?"
    f" JOIN main.note n ON n.id = i.item_id WHERE n.{IS_GROUPED} ORDER BY i.line"
)
"""What the trigger does that is set aside: it takes twice as long as storing the vectors."""


def take_in_vectors(session: Session, stage: Path, fingerprint: str, changed: Sequence[str]) -> int:
    """Store the vectors of what has none here; returns how many. None, where those of this embedder
    have another length here. Of the new notes these have `changed` since they came in. The index is
    told of a few."""
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
    last = plain.rows(session, "SELECT coalesce(max(rowid), 0) FROM main.embedding")[0][0]
    page = {"fingerprint": fingerprint, "size": size, "lines": _PAGE}
    page["changed"] = plain.among(changed)
    count = 0
    with (
        set_aside(session, "embedding_ungrouped"),
        vectors_beside(stage).open("rb") as file,
    ):
        for first in range(1, rows + 1, _PAGE):
            found = file.read(_PAGE * size)
            plain.run(session, _TAKEN, {**page, "first": first, "page": found})
            count += plain.rows(session, "SELECT changes()")[0][0]
        plain.run(session, _UNGROUPED, [last])
    if count <= MOST_FOR_OUTBOX:
        plain.run(
            session,
            "INSERT INTO main.outbox (item_id) SELECT item_id FROM main.embedding WHERE rowid > ?",
            [last],
        )
    return count
