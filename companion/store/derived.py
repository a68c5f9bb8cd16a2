"""What was derived from notes: insights, and the sections of the portrait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from companion.domain import Note, NoteKind, NoteStatus
from companion.store import plain, support
from companion.store.database import Database
from companion.store.revisions import rewrite
from companion.store.rows import found_notes


class Derived:
    """Reads what was derived, and writes what becomes of it; each call is one transaction, or part
    of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def put_back(self, notes: Sequence[Note], now: datetime) -> None:
        """Make derived notes what they were before what they rest on was forgotten, as far as
        nobody has changed them since."""
        with self._database.write() as session:
            for was in notes:
                for note in found_notes(session, "WHERE n.id = ?", [was.id]):
                    left = set(note.text.split("\n")) - {""}
                    if note != was and left <= set(was.text.split("\n")):
                        back = replace(note, text=was.text, status=was.status, updated_at=now)
                        rewrite(session, note, back, actor="support", reason="undone", now=now)

    # -- reading ----------------------------------------------------------------------------------

    def resting_on(self, note_ids: Sequence[str]) -> list[Note]:
        """What rests on any of these notes, none that is being forgotten, oldest first."""
        with self._database.read() as session:
            return support.resting_on(session, note_ids)

    def of_kind(self, kind: NoteKind, *, active: bool = False) -> list[Note]:
        """All notes of a kind that can be seen, or the active ones, oldest first."""
        statuses = "= 'active'" if active else f"!= '{NoteStatus.FORGOTTEN}'"
        with self._database.read() as session:
            # In the words of their index, and of one of both.
            among = "n.kind IN ('insight', 'portrait') AND n.kind = ?"
            which = f"WHERE {among} AND n.status {statuses} ORDER BY n.id"
            return found_notes(session, which, [kind])

    def owned(self, note_ids: Sequence[str]) -> set[str]:
        """Those of these notes that are their owner's: edited, put away or brought back by hand."""
        with self._database.read() as session:
            last = (
                "SELECT n.id FROM note n WHERE n.id IN (SELECT value FROM json_each(?)) AND 'user'"
                " = (SELECT r.actor FROM revision r WHERE r.note_id = n.id AND r.before != ''"
                " AND r.reason != 'undone'"
                " AND json_extract(r.before, '$.status') != json_extract(r.after, '$.status')"
                " ORDER BY r.id DESC LIMIT 1)"
            )
            by_hand = {i for (i,) in plain.rows(session, last, [plain.among(note_ids)])}
            return by_hand | support.edited(session, note_ids)

    def cited(self, note_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """For each of these notes the ids of those it rests on, each with the line that does."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT note_id, to_id, reason FROM link WHERE kind = 'supports'"
                " AND note_id IN (SELECT value FROM json_each(?)) ORDER BY note_id, to_id",
                [plain.among(note_ids)],
            )
        cited: dict[str, list[tuple[str, str]]] = {note_id: [] for note_id in note_ids}
        for note_id, to_id, line in found:
            cited[note_id].append((to_id, line))
        return cited
