"""Notes with their sources, revisions and vectors: written, changed, purged, and found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from companion.domain import (
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Revision,
    Source,
)
from companion.encoders.base import Vectors
from companion.errors import NotFound
from companion.store import plain, support
from companion.store.database import Database
from companion.store.embeddings import put_vector
from companion.store.entities import entities_of, mentioned_by, tidy
from companion.store.imports import forget_imports
from companion.store.revisions import revise, rewrite
from companion.store.rows import (
    IS_TOLD,
    PARTS_OF,
    WAITS,
    details_of,
    found_notes,
    insert_notes,
    insert_sources,
    links_of,
    sources_of,
)
from companion.store.search import match_prefix, telling_words
from companion.store.tables import (
    NoteRow,
    RevisionRow,
    SourceRow,
)

_THIS = "WHERE n.id = ?"
_THESE = "WHERE n.id IN (SELECT value FROM json_each(?))"


class Notes:
    """Reads and writes notes; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def add(
        self,
        notes: Sequence[tuple[Note, Sequence[Source]]],
        *,
        actor: str,
        reason: str,
        now: datetime,
        observed: str | None = None,
        vectors: Mapping[str, Vectors] | None = None,
        fingerprint: str = "",
    ) -> bool:
        """Store notes with their sources, how they came to be, and the `vectors`, by id and each of
        shape (dimensions,), of those that are new.

        A note that is there already gets the new sources. `observed` is the message they were
        written from: if its notes are there already, or it is no part of the memory (deleted, off
        the record, or on no active branch), nothing is stored and False is returned. So a message
        observed twice gives the same notes.
        """
        with self._database.write() as session:
            if observed is not None and not _mark_observed(session, observed, now):
                return False
            known = "SELECT id FROM note WHERE id IN (SELECT value FROM json_each(?))"
            ids = plain.among([note.id for note, _ in notes])
            there = {note_id for (note_id,) in plain.rows(session, known, [ids])}
            new = [note for note, _ in notes if note.id not in there]
            insert_notes(session, new)
            insert_sources(session, [source for _, sources in notes for source in sources])
            revise(session, [(None, note) for note in new], actor, reason, now, observed or "")
            for note in new:
                if (vector := (vectors or {}).get(note.id)) is not None:
                    put_vector(session, note.id, fingerprint, vector)
            return True

    def change(
        self, note_id: str, *, actor: str, reason: str, now: datetime, **fields: Any
    ) -> Note:
        """Change some fields of a note and record the revision. Raises NotFound."""
        with self._database.write() as session:
            before = _note(session, note_id)
            after = replace(before, **fields)
            if after == before:
                return before
            after = replace(after, updated_at=now)
            rewrite(session, before, after, actor=actor, reason=reason, now=now)
            return after

    def grow(
        self,
        before: Note,
        after: Note,
        *,
        actor: str,
        reason: str,
        message_id: str,
        now: datetime,
        vector: Vectors | None = None,
        fingerprint: str = "",
    ) -> bool:
        """Change a note from `before` to `after` by what the message tells, with the revision.
        `vector` is its new one, where it reads otherwise than before; without it goes the old one.

        False when its owner has changed its words or its status meanwhile: the owner is right.
        """
        with self._database.write() as session:
            found = found_notes(session, _THIS, [before.id])
            if not found or (found[0].text, found[0].status) != (before.text, before.status):
                return False
            there = found[0]
            changed = {
                name: getattr(after, name)
                for name in Note.__dataclass_fields__
                if getattr(after, name) != getattr(before, name)
            }
            grown = replace(there, **changed)
            if grown == there:
                return False
            grown = replace(grown, updated_at=now)
            rewrite(
                session, there, grown, actor=actor, reason=reason, now=now, message_id=message_id
            )
            if vector is not None:
                put_vector(session, before.id, fingerprint, vector)
            return True

    def set_status(
        self, note_ids: Sequence[str], status: NoteStatus, *, actor: str, reason: str, now: datetime
    ) -> None:
        """Change the status of several notes at once, each with its revision."""
        with self._database.write() as session:
            for before in found_notes(session, _THESE, [plain.among(note_ids)]):
                after = replace(before, status=status, updated_at=now)
                rewrite(session, before, after, actor=actor, reason=reason, now=now)

    def bring_back(self, notes: Iterable[Note], *, actor: str, reason: str, now: datetime) -> None:
        """Give notes the status, and the time of their last change, that they have here."""
        with self._database.write() as session:
            for note in notes:
                before = _note(session, note.id)
                after = replace(before, status=note.status, updated_at=note.updated_at)
                rewrite(session, before, after, actor=actor, reason=reason, now=now)

    def purge(self, note_ids: Sequence[str]) -> None:
        """Remove notes for good, with all that was derived from them, and the summaries of which
        nothing is left."""
        with self._database.write() as session:
            plain.run(
                session,
                "DELETE FROM embedding WHERE item_id IN"
                f" (SELECT m.id FROM note n JOIN source s ON s.note_id = n.id {PARTS_OF}"
                " WHERE n.kind = 'episode' AND n.id IN (SELECT value FROM json_each(?)))",
                [plain.among(note_ids)],
            )
            support.remove(session, note_ids)
            forget_imports(session)
            mentioned = mentioned_by(session, note_ids)
            session.exec(delete(NoteRow).where(col(NoteRow.id).in_(note_ids)))
            plain.run(
                session,
                f"DELETE FROM note WHERE {WAITS} AND NOT EXISTS"
                " (SELECT 1 FROM link WHERE to_id = note.id AND kind = 'part_of')",
            )
            tidy(session, mentioned)

    # -- reading ----------------------------------------------------------------------------------

    def detail(self, note_id: str) -> NoteDetail:
        """Raises NotFound."""
        with self._database.read() as session:
            note = _note(session, note_id)
            if note.status is NoteStatus.FORGOTTEN:
                raise NotFound("This note was forgotten.")
            revisions = session.exec(
                select(RevisionRow).where(RevisionRow.note_id == note_id).order_by(RevisionRow.id)
            )
            return NoteDetail(
                note,
                tuple(sources_of(session, [note_id])[note_id]),
                tuple(Revision(**row.model_dump()) for row in revisions),
                tuple(entities_of(session, [note_id]).get(note_id, ())),
                tuple(links_of(session, note_id)),
            )

    def these(self, note_ids: Sequence[str]) -> list[Note]:
        """Those of these notes that there are, in no order."""
        with self._database.read() as session:
            return found_notes(session, _THESE, [plain.among(note_ids)])

    def details(self, note_ids: Sequence[str]) -> dict[str, NoteDetail]:
        """The notes that can be seen among these, with their sources but not their revisions."""
        with self._database.read() as session:
            return details_of(session, note_ids)

    def find(self, query: str = "", *, offset: int = 0, limit: int = 100) -> list[Note]:
        """Latest first; with `query` those that hold its words, best first."""
        if query.strip():
            return self._with_words(match_prefix(query), offset, limit)
        with self._database.read() as session:
            latest = (
                f"WHERE n.status != 'forgotten' AND NOT ({WAITS})"
                " ORDER BY n.recorded_at DESC, n.id DESC LIMIT ? OFFSET ?"
            )
            return found_notes(session, latest, [limit, offset])

    def _with_words(self, match: str, offset: int, limit: int) -> list[Note]:
        if not match:
            return []
        with self._database.read() as session:
            best = plain.rows(
                session,
                "SELECT n.id FROM note_fts f JOIN note n ON n.rowid = f.rowid"
                " WHERE note_fts MATCH ? AND n.status != 'forgotten'"
                " ORDER BY f.rank LIMIT ? OFFSET ?",
                [match, limit, offset],
            )
            ids = [note_id for (note_id,) in best]
            notes = {it.id: it for it in found_notes(session, _THESE, [plain.among(ids)])}
            return [notes[note_id] for note_id in ids]

    def count(self) -> int:
        """How many notes can be seen."""
        with self._database.read() as session:
            seen = f"SELECT count(*) FROM note WHERE status != 'forgotten' AND NOT ({WAITS})"
            return int(plain.rows(session, seen)[0][0])

    def pinned_and_wishes(self) -> list[Note]:
        """The active notes that belong into every prompt, oldest first."""
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.status = 'active' AND (n.pinned OR n.kind = 'wish') ORDER BY n.id",
            )

    def written_from(self, message_ids: Sequence[str]) -> dict[str, list[NoteDetail]]:
        """The notes that rest on each of these messages, but for the episodes, oldest first."""
        with self._database.read() as session:
            rows = session.exec(
                select(SourceRow)
                .where(col(SourceRow.message_id).in_(message_ids))
                .order_by(SourceRow.note_id)
            ).all()
            details = details_of(session, [row.note_id for row in rows])
        written: dict[str, dict[str, NoteDetail]] = defaultdict(dict)
        for row in rows:
            detail = details.get(row.note_id)
            if detail and detail.note.kind is not NoteKind.EPISODE:
                written[row.message_id][row.note_id] = detail
        return {message_id: list(found.values()) for message_id, found in written.items()}

    def resting_only_on(self, conversation_ids: Sequence[str]) -> list[Note]:
        """Notes of any status all of whose sources lie in these conversations."""
        these = plain.among(conversation_ids)
        with self._database.read() as session:
            return found_notes(
                session,
                "WHERE n.id IN (SELECT s.note_id FROM message m"
                " JOIN source s ON s.message_id = m.id"
                " WHERE m.conversation_id IN (SELECT value FROM json_each(?)))"
                " AND NOT EXISTS (SELECT 1 FROM source s JOIN message m ON m.id = s.message_id"
                " WHERE s.note_id = n.id"
                " AND m.conversation_id NOT IN (SELECT value FROM json_each(?)))"
                " ORDER BY n.id",
                [these, these],
            )

    def sharing_words_with(self, note_ids: Sequence[str]) -> tuple[list[str], list[str]]:
        """These notes and every other that rests on some of the same words of a message, but for
        episodes; and the messages of which other episodes hold those words."""
        with self._database.read() as session:
            notes, messages = set(note_ids), set()
            for span in session.exec(select(SourceRow).where(col(SourceRow.note_id).in_(note_ids))):
                sharing = session.exec(
                    select(NoteRow.id, NoteRow.kind)
                    .join(SourceRow, col(SourceRow.note_id) == NoteRow.id)
                    .where(
                        SourceRow.message_id == span.message_id,
                        SourceRow.start < span.end,
                        SourceRow.end > span.start,
                    )
                )
                for note_id, kind in sharing:
                    if kind != NoteKind.EPISODE:
                        notes.add(note_id)
                    elif note_id not in note_ids:
                        messages.add(span.message_id)
            return sorted(notes), sorted(messages)

    def guesses_like(self, text: str, limit: int) -> list[Note]:
        """Of the `limit` latest guesses that wait to be said again or confirmed, those of whose
        telling words `text` has at least half; latest first."""
        said = set(telling_words(text))
        with self._database.read() as session:
            # Not a bound value: the index of shadows is one of this status alone.
            waiting = plain.rows(
                session,
                "SELECT id, text FROM note WHERE status = 'shadow' AND kind != 'insight'"
                " ORDER BY id DESC LIMIT ?",
                [limit],
            )
            guesses = {note_id: set(telling_words(guess)) for note_id, guess in waiting}
            like = [i for i, words in guesses.items() if 2 * len(words & said) >= len(words)]
            if not like:
                return []
            return found_notes(session, f"{_THESE} ORDER BY n.id DESC", [plain.among(like)])

    def with_status(self, status: NoteStatus) -> list[Note]:
        """All notes of one status."""
        with self._database.read() as session:
            return found_notes(session, "WHERE n.status = ?", [status])

    def words(
        self, after: str, limit: int, since: datetime | None = None
    ) -> list[tuple[str, NoteKind, str, str]]:
        """The ids, kinds, subjects and texts of the notes that `standing` gives."""
        with self._database.read() as session:
            where, values = _standing(after, limit, since)
            these = f"SELECT n.id, n.kind, n.subject, n.text FROM note n {where}"
            return [
                (i, NoteKind(kind), *told) for i, kind, *told in plain.rows(session, these, values)
            ]

    def among(self, note_ids: Sequence[str]) -> list[Note]:
        """Those of these notes that are active, in the order they were written."""
        these = "WHERE n.id IN (SELECT value FROM json_each(?)) AND n.status = 'active'"
        with self._database.read() as session:
            return found_notes(session, f"{these} ORDER BY n.id", [plain.among(note_ids)])

    def standing(self, after: str, limit: int, since: datetime | None = None) -> list[Note]:
        """Active notes that somebody told, and that were written or changed `since` a time, by id
        from the first one `after`."""
        with self._database.read() as session:
            return found_notes(session, *_standing(after, limit, since))


def _standing(after: str, limit: int, since: datetime | None) -> tuple[str, list[object]]:
    changed, values = "", [after, limit]
    if since is not None:
        # By the index of times: what is new is little among all notes.
        changed = "n.id IN (SELECT id FROM note WHERE updated_at >= ?) AND "
        values = [plain.as_text(since), *values]
    these = f"WHERE {changed}n.id > ? AND n.status = 'active' AND n.{IS_TOLD}"
    return f"{these} ORDER BY n.id LIMIT ?", values


def _mark_observed(session: Session, message_id: str, now: datetime) -> bool:
    return bool(
        plain.rows(
            session,
            "UPDATE message SET observed_at = ? WHERE id = ? AND observed_at IS NULL"
            " AND NOT off_branch AND EXISTS (SELECT 1 FROM conversation c"
            " WHERE c.id = conversation_id AND c.deleted_at IS NULL AND NOT c.off_the_record)"
            " RETURNING 1",
            [now, message_id],
        )
    )


def _note(session: Session, note_id: str) -> Note:
    found = found_notes(session, _THIS, [note_id])
    if not found:
        raise NotFound("There is no note with this id.")
    return found[0]
