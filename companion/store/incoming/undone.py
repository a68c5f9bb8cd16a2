"""Notes whose writing was undone, here or elsewhere: they stay out, and go where they are.

A note that was written again has another revision that says so, and stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from companion.store import plain
from companion.store.entities import mentioned_by, tidy
from companion.store.tombstones import OF_AN_ID, digest_of_id, undone_mark

_BURIED = (
    f"SELECT digest FROM main.tombstone WHERE digest LIKE '{OF_AN_ID}%'"
    f" UNION SELECT '{OF_AN_ID}' || digest FROM incoming.forgotten"
)
_WRITTEN = (
    "SELECT note_id, id FROM (SELECT note_id, id, changed_at FROM main.revision WHERE before = ''"
    " UNION SELECT note_id, id, changed_at FROM incoming.revisions WHERE before = '')"
    " ORDER BY note_id, changed_at, id"
)


def undone(session: Session) -> list[str]:
    """The notes, here or on their way, whose writing was undone since they were last written."""
    buried = {digest for (digest,) in plain.rows(session, _BURIED)}
    if not buried:
        return []
    last = {row[0]: row[1] for row in plain.rows(session, _WRITTEN)}
    return [note_id for note_id, i in last.items() if digest_of_id(undone_mark(i)) in buried]


def take_out(session: Session, note_ids: list[str]) -> list[str]:
    """Remove those of these notes that are here; returns their ids."""
    these = "SELECT id FROM main.note WHERE id IN (SELECT value FROM json_each(?))"
    here = [i for (i,) in plain.rows(session, these, [plain.among(note_ids)])]
    if here:
        mentioned = mentioned_by(session, here)
        gone = "DELETE FROM main.note WHERE id IN (SELECT value FROM json_each(?))"
        plain.run(session, gone, [plain.among(here)])
        tidy(session, mentioned)
    return here


def marks(session: Session) -> Iterator[str]:
    """What is known of the writing of the notes that come in."""
    written = "SELECT id FROM incoming.revisions WHERE before = ''"
    return (undone_mark(i) for (i,) in plain.rows(session, written))
