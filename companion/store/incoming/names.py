"""Whom and what notes that come in mention, by all their names."""

from __future__ import annotations

from sqlmodel import Session

from companion.store import plain
from companion.store.entities import tidy
from companion.store.incoming.belongings import NOTE_HERE


def take_in_names(session: Session) -> None:
    """Store entities that are not known here, all their names, and who mentions them."""
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
        f" AND {NOTE_HERE}) ORDER BY name, kind",
    )
    plain.run(session, known)
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.mention (note_id, entity_id) SELECT i.note_id, k.id"
        " FROM incoming.mentions i JOIN temp.named k ON k.name = i.name AND k.kind = i.kind"
        f" WHERE {NOTE_HERE}",
    )
    plain.run(
        session,
        "INSERT OR IGNORE INTO main.alias (name, entity_id) SELECT a.value, k.id"
        " FROM incoming.entities e JOIN temp.named k ON k.name = e.name AND k.kind = e.kind,"
        " json_each(e.aliases) a",
    )
    if plain.rows(session, "SELECT 1 FROM main.tombstone LIMIT 1"):
        # A name that was forgotten with its last note is in no note that came in.
        ids = plain.rows(
            session,
            "SELECT DISTINCT k.id FROM incoming.entities e"
            " JOIN temp.named k ON k.name = e.name AND k.kind = e.kind",
        )
        tidy(session, [entity_id for (entity_id,) in ids])
    plain.run(session, "DROP TABLE temp.named")
