"""Notes with their sources, revisions and vectors, and the outbox that keeps the index in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import text as sql
from sqlmodel import Session, col, delete, select

from companion.domain import (
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    RecalledNote,
    Revision,
    Source,
)
from companion.encoders.base import Vectors
from companion.errors import NotFound
from companion.store import plain, support
from companion.store.database import Database
from companion.store.embeddings import put_vector
from companion.store.entities import entities_of, mentioned_by, tidy
from companion.store.revisions import revise, revise_all
from companion.store.rows import (
    PARTS_OF,
    SEEN,
    details_of,
    found_notes,
    insert_notes,
    insert_sources,
    links_of,
    note_fields,
    notes_from,
    parts_of_episodes,
    put_claims,
    sources_of,
)
from companion.store.search import match_prefix, telling_words
from companion.store.tables import (
    EmbeddingRow,
    MessageRow,
    NoteRow,
    RecalledRow,
    RevisionRow,
    SourceRow,
)


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
        vectors: Vectors | None = None,
        fingerprint: str = "",
    ) -> bool:
        """Store notes with their sources, their vectors (row by row), and how they came to be.

        A note that is there already gets the new sources. `observed` is the message they were
        written from: if its notes are there already, or it is no part of the memory (deleted, off
        the record, or on no active branch), nothing is stored and False is returned. So a message
        observed twice gives the same notes.
        """
        with self._database.write() as session:
            if observed is not None and not _mark_observed(session, observed, now):
                return False
            ids = [note.id for note, _ in notes]
            known = "SELECT id FROM note WHERE id IN (SELECT value FROM json_each(?))"
            there = {note_id for (note_id,) in plain.rows(session, known, [plain.among(ids)])}
            new = [number for number, note_id in enumerate(ids) if note_id not in there]
            made = [notes[number][0] for number in new]
            insert_notes(session, made)
            insert_sources(session, [source for _, sources in notes for source in sources])
            revise_all(session, [(None, note) for note in made], actor, reason, now, observed or "")
            if vectors is not None:
                for number in new:
                    put_vector(session, ids[number], fingerprint, vectors[number])
            return True

    def change(
        self, note_id: str, *, actor: str, reason: str, now: datetime, **fields: Any
    ) -> Note:
        """Change some fields of a note and record the revision. Raises NotFound."""
        with self._database.write() as session:
            row = _row(session, note_id)
            (before,) = notes_from(session, [row])
            after = replace(before, **fields)
            if after == before:
                return before
            after = replace(after, updated_at=now)
            for name, value in note_fields(after).items():
                setattr(row, name, value)
            if after.claims != before.claims:
                put_claims(session, after)
            revise(session, before, after, actor, reason, now)
            if after.text != before.text:
                session.exec(delete(EmbeddingRow).where(col(EmbeddingRow.item_id) == note_id))
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
        """Change a note from `before` to `after` by what the message tells, with the revision and
        its new vector.

        False when its owner has changed its words or its status meanwhile: the owner is right.
        """
        with self._database.write() as session:
            row = session.get(NoteRow, before.id)
            if row is None or (row.text, row.status) != (before.text, before.status):
                return False
            (there,) = notes_from(session, [row])
            changed = {
                name: getattr(after, name)
                for name in Note.__dataclass_fields__
                if getattr(after, name) != getattr(before, name)
            }
            grown = replace(there, **changed)
            if grown == there:
                return False
            grown = replace(grown, updated_at=now)
            for name, value in note_fields(grown).items():
                setattr(row, name, value)
            put_claims(session, grown)
            revise(session, there, grown, actor, reason, now, message_id)
            if vector is not None:
                put_vector(session, before.id, fingerprint, vector)
            else:
                session.exec(delete(EmbeddingRow).where(col(EmbeddingRow.item_id) == before.id))
            return True

    def set_status(
        self, note_ids: Sequence[str], status: NoteStatus, *, actor: str, reason: str, now: datetime
    ) -> None:
        """Change the status of several notes at once, each with its revision."""
        with self._database.write() as session:
            rows = session.exec(select(NoteRow).where(col(NoteRow.id).in_(note_ids))).all()
            for row, before in zip(rows, notes_from(session, rows), strict=True):
                row.status = status
                row.updated_at = now
                after = replace(before, status=status, updated_at=now)
                revise(session, before, after, actor, reason, now)

    def add_recalled(self, reply_id: str, items: Sequence[RecalledNote]) -> None:
        """Keep which notes a reply was given."""
        with self._database.write() as session:
            for rank, item in enumerate(items):
                if session.get(NoteRow, item.note.id) is not None:
                    session.add(
                        RecalledRow(
                            reply_id=reply_id,
                            note_id=item.note.id,
                            rank=rank,
                            score=item.score,
                            why=item.why,
                            message_id=item.message_id,
                        )
                    )

    def bring_back(self, notes: Iterable[Note], *, actor: str, reason: str, now: datetime) -> None:
        """Give notes the status, and the time of their last change, that they have here."""
        with self._database.write() as session:
            for note in notes:
                row = _row(session, note.id)
                (before,) = notes_from(session, [row])
                row.status, row.updated_at = note.status, note.updated_at
                after = replace(before, status=note.status, updated_at=note.updated_at)
                revise(session, before, after, actor, reason, now)

    def purge(self, note_ids: Sequence[str]) -> None:
        """Remove notes for good, with all that was derived from them."""
        with self._database.write() as session:
            plain.run(
                session,
                "DELETE FROM embedding WHERE item_id IN"
                f" (SELECT m.id FROM note n JOIN source s ON s.note_id = n.id {PARTS_OF}"
                " WHERE n.kind = 'episode' AND n.id IN (SELECT value FROM json_each(?)))",
                [plain.among(note_ids)],
            )
            support.remove(session, note_ids)
            mentioned = mentioned_by(session, note_ids)
            session.exec(delete(NoteRow).where(col(NoteRow.id).in_(note_ids)))
            tidy(session, mentioned)

    # -- reading ----------------------------------------------------------------------------------

    def detail(self, note_id: str) -> NoteDetail:
        """Raises NotFound."""
        with self._database.read() as session:
            (note,) = notes_from(session, [_row(session, note_id)])
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

    def details(self, note_ids: Sequence[str]) -> dict[str, NoteDetail]:
        """The notes that can be seen among these, with their sources but not their revisions."""
        with self._database.read() as session:
            return details_of(session, note_ids)

    def find(self, query: str = "", *, offset: int = 0, limit: int = 100) -> list[Note]:
        """Latest first; with `query` those that hold its words, best first."""
        if query.strip():
            return self._found(match_prefix(query), offset, limit)
        with self._database.read() as session:
            rows = session.exec(
                select(NoteRow)
                .where(col(NoteRow.status).in_(SEEN))
                .order_by(col(NoteRow.recorded_at).desc(), col(NoteRow.id).desc())
                .offset(offset)
                .limit(limit)
            )
            return notes_from(session, rows)

    def _found(self, match: str, offset: int, limit: int) -> list[Note]:
        if not match:
            return []
        with self._database.read() as session:
            ids = session.connection().execute(
                sql(
                    "SELECT n.id FROM note_fts f JOIN note n ON n.rowid = f.rowid"
                    " WHERE note_fts MATCH :match AND n.status != 'forgotten'"
                    " ORDER BY f.rank LIMIT :limit OFFSET :offset"
                ),
                {"match": match, "limit": limit, "offset": offset},
            )
            return notes_from(session, [_row(session, row[0]) for row in ids])

    def count(self) -> int:
        """How many notes can be seen."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            return int(run("SELECT count(*) FROM note WHERE status != 'forgotten'").scalar_one())

    def pinned_and_wishes(self) -> list[Note]:
        """The active notes that belong into every prompt, oldest first."""
        with self._database.read() as session:
            rows = session.exec(
                select(NoteRow)
                .where(
                    NoteRow.status == NoteStatus.ACTIVE,
                    col(NoteRow.pinned).is_(True) | (col(NoteRow.kind) == NoteKind.WISH),
                )
                .order_by(NoteRow.id)
            )
            return notes_from(session, rows)

    def recalled(self, reply_ids: Sequence[str]) -> dict[str, list[RecalledNote]]:
        """What each of these replies was given, best first, less what has been forgotten."""
        with self._database.read() as session:
            rows = session.exec(
                select(RecalledRow)
                .where(col(RecalledRow.reply_id).in_(reply_ids))
                .order_by(col(RecalledRow.rank))
            ).all()
            details = details_of(session, [row.note_id for row in rows if not row.message_id])
            messages = [row.message_id for row in rows if row.message_id]
            parts = parts_of_episodes(session, messages, "n.status != 'forgotten'")
            dismissed = set(
                plain.rows(
                    session,
                    "SELECT reply_id, item_id FROM dismissal"
                    " WHERE reply_id IN (SELECT value FROM json_each(?))",
                    [plain.among(reply_ids)],
                )
            )
        given: dict[str, list[RecalledNote]] = defaultdict(list)
        for row in rows:
            there = parts.get(row.message_id) if row.message_id else details.get(row.note_id)
            if there is not None:
                gone = (row.reply_id, row.message_id or row.note_id) in dismissed
                item = RecalledNote(there.note, row.score, row.why, there.sources, dismissed=gone)
                given[row.reply_id].append(item)
        return given

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
        here = col(MessageRow.conversation_id).in_(conversation_ids)
        resting = (
            select(SourceRow.note_id)
            .join(MessageRow, col(MessageRow.id) == SourceRow.message_id)
            .group_by(SourceRow.note_id)
            .having(func.min(case((here, 1), else_=0)) == 1)
        )
        with self._database.read() as session:
            rows = session.exec(
                select(NoteRow).where(col(NoteRow.id).in_(resting)).order_by(NoteRow.id)
            )
            return notes_from(session, rows)

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
                "SELECT id, text FROM note WHERE status = 'shadow' ORDER BY id DESC LIMIT ?",
                [limit],
            )
            guesses = {note_id: set(telling_words(guess)) for note_id, guess in waiting}
            like = [i for i, words in guesses.items() if 2 * len(words & said) >= len(words)]
            if not like:
                return []
            these = "WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY n.id DESC"
            return found_notes(session, these, [plain.among(like)])

    def with_status(self, status: NoteStatus) -> list[Note]:
        """All notes of one status."""
        with self._database.read() as session:
            rows = session.exec(select(NoteRow).where(NoteRow.status == status))
            return notes_from(session, rows)

    def with_text(self, text: str) -> NoteDetail | None:
        """The active note, no episode, that says exactly this, whatever the case."""
        with self._database.read() as session:
            found = session.exec(
                select(NoteRow.id).where(
                    sql("note.text = :text COLLATE NOCASE").bindparams(text=text),
                    NoteRow.status == NoteStatus.ACTIVE,
                    NoteRow.kind != NoteKind.EPISODE,
                )
            ).first()
            return details_of(session, [found]).get(found) if found else None


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


def _row(session: Session, note_id: str) -> NoteRow:
    row = session.get(NoteRow, note_id)
    if row is None:
        raise NotFound("There is no note with this id.")
    return row
