"""Whom and what notes that come in mention, by all their names. A note mentions what it does where
its words are from; where both sides have the same words, what it does on either."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from companion.store import plain
from companion.store.entities import mentioned_by, tidy

_SAID = (
    "EXISTS (SELECT 1 FROM main.note h JOIN incoming.notes t ON t.id = h.id"
    " WHERE h.id = i.note_id AND h.text = t.text)"
)
"""Whether a note says here what it does there."""


def take_in_names(session: Session, reworded: Sequence[str]) -> None:
    """Store entities that are not known here, all their names, and who mentions them. The notes
    that are `reworded`, by their ids, have their words from there."""
    before = mentioned_by(session, reworded)
    these = "DELETE FROM main.mention WHERE note_id IN (SELECT value FROM json_each(?))"
    plain.run(session, these, [plain.among(reworded)])
    plain.run(session, "DROP TABLE IF EXISTS temp.named")
    plain.run(
        session,
        "CREATE TEMP TABLE named (name, kind, id, PRIMARY KEY (name, kind)) WITHOUT ROWID",
    )
    known = (
        "INSERT OR IGNORE INTO temp.named SELECT name, kind, min(id) FROM main.entity GROUP BY 1, 2"
    )
    plain.run(session, known)
    plain.run(
        session,
        "INSERT INTO main.entity (name, kind) SELECT name, kind FROM incoming.entities e"
        " WHERE NOT EXISTS (SELECT 1 FROM temp.named k WHERE k.name = e.name AND k.kind = e.kind)"
        " AND EXISTS (SELECT 1 FROM incoming.mentions i WHERE i.name = e.name AND i.kind = e.kind"
        f" AND {_SAID}) ORDER BY name, kind",
    )
    plain.run(session, known)
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.mention (note_id, entity_id) SELECT i.note_id, k.id"
        " FROM incoming.mentions i JOIN temp.named k ON k.name = i.name AND k.kind = i.kind"
        f" WHERE {_SAID}",
    )
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.alias (name, entity_id) SELECT a.value, k.id"
        " FROM incoming.entities e JOIN temp.named k ON k.name = e.name AND k.kind = e.kind,"
        " json_each(e.aliases) a",
    )
    if plain.rows(session, "SELECT 1 FROM main.tombstone LIMIT 1"):
        # A name that was forgotten with its last note, here or elsewhere, is in no note any more.
        before = {entity_id for (entity_id,) in plain.rows(session, "SELECT id FROM main.entity")}
    tidy(session, before)
    plain.run(session, "DROP TABLE temp.named")
