"""What rests on notes changes with them, in the same transaction: insights, and lines of portraits.

A `supports` link leads from what was derived to a note it rests on; of a portrait its reason is the
line that does. When that note is taken back or superseded, the insight is retired and the line
taken out; what its owner has edited is their own word and stays. When its words go, because it is
forgotten or told otherwise, no word of them stays: the insight is forgotten, and the line leaves
the portrait and its history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from companion.domain import Note, NoteKind, NoteStatus
from companion.store import plain
from companion.store.rows import found_notes, put
from companion.store.search import telling_words

_OUT = (NoteStatus.RETIRED, NoteStatus.SUPERSEDED)
_GONE = NoteStatus.FORGOTTEN
_ALIKE = 0.5
"""The share of a note's telling words with which a line of a portrait is taken to tell it."""
HANDED_BACK = "yours to keep again"
"""Why its owner's words left a section of the portrait."""
_EDITED = (
    "EXISTS (SELECT 1 FROM revision r WHERE r.note_id = n.id AND r.actor = 'user'"
    f" AND r.reason NOT IN ('undone', '{HANDED_BACK}')"
    " AND CASE r.before WHEN '' THEN n.kind = 'portrait'"
    " ELSE json_extract(r.before, '$.text') != json_extract(r.after, '$.text') END"
    " AND json_extract(r.after, '$.text') = n.text)"
)
"""Whether what a note says is what its owner wrote: an edit that was undone does not count."""


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a note: the note that was derived, and the line of it that does, if one."""

    note: Note
    line: str


def quoted(text: str) -> str:
    """The words of a note as a line of a portrait has them."""
    return f"“{' '.join(text.split())}”"


def edited(session: Session, note_ids: Sequence[str]) -> set[str]:
    """Those of these notes whose words are their owner's."""
    found = plain.rows(
        session,
        f"SELECT n.id FROM note n WHERE n.id IN (SELECT value FROM json_each(?)) AND {_EDITED}",
        [plain.among(note_ids)],
    )
    return {note_id for (note_id,) in found}


def resting_on(session: Session, note_ids: Sequence[str]) -> list[Note]:
    """What rests on any of these notes, none that is being forgotten, oldest first."""
    return found_notes(
        session,
        "WHERE n.status != 'forgotten' AND n.id IN (SELECT note_id FROM link"
        " WHERE kind = 'supports' AND to_id IN (SELECT value FROM json_each(?))) ORDER BY n.id",
        [plain.among(note_ids)],
    )


def fall(
    session: Session, changes: Iterable[tuple[Note | None, Note]], now: datetime
) -> list[tuple[Note, Note]]:
    """Let what rests on notes follow their changes; returns what it was and what it is, for its
    history."""
    fallen: list[tuple[Note, Note]] = []
    for before, after in changes:
        if before is None or (before.status, before.text) == (after.status, after.text):
            continue
        out = after.status in _OUT and before.status not in _OUT
        lost = after.status is _GONE is not before.status or _has_lost(before, after)
        if not (out or lost or before.text != after.text):
            continue
        for resting in _resting(session, before.id):
            fallen += _follow(session, resting, before, out=out, lost=lost, now=now)
        if before.text != after.text:
            # It stays cited: a history may tell it. The line is known by its words from now on.
            blank = "UPDATE link SET reason = '' WHERE to_id = ? AND kind = 'supports'"
            plain.run(session, blank, [before.id])
    return fallen


def pass_on(session: Session, note_id: str, to_id: str) -> None:
    """Let what rests on a note rest on another one, which says the same, in its place."""
    plain.run(
        session,
        "UPDATE OR IGNORE link SET to_id = ? WHERE to_id = ? AND kind = 'supports'",
        [to_id, note_id],
    )
    gone = "DELETE FROM link WHERE to_id = ? AND kind = 'supports'"
    plain.run(session, gone, [note_id])


def remove(session: Session, note_ids: Sequence[str]) -> None:
    """Before notes are removed for good: no word of them stays in what rests on them."""
    for note in found_notes(
        session, "WHERE n.id IN (SELECT value FROM json_each(?))", [plain.among(note_ids)]
    ):
        for resting in _resting(session, note.id):
            _follow(session, resting, note, out=False, lost=True, now=resting.note.updated_at)
    plain.run(
        session,
        "DELETE FROM note WHERE kind = 'insight' AND id IN (SELECT note_id FROM link"
        " WHERE kind = 'supports' AND to_id IN (SELECT value FROM json_each(?)))",
        [plain.among(note_ids)],
    )


def _resting(session: Session, note_id: str) -> list[Resting]:
    links = plain.rows(
        session,
        "SELECT note_id, reason FROM link WHERE to_id = ? AND kind = 'supports' ORDER BY note_id",
        [note_id],
    )
    these = "WHERE n.id IN (SELECT value FROM json_each(?))"
    notes = {n.id: n for n in found_notes(session, these, [plain.among([i for i, _ in links])])}
    return [Resting(notes[i], line) for i, line in links]


def _follow(
    session: Session, resting: Resting, of: Note, *, out: bool, lost: bool, now: datetime
) -> list[tuple[Note, Note]]:
    before = resting.note
    if not lost and edited(session, [before.id]):
        return []
    if before.kind is NoteKind.PORTRAIT:
        after = replace(before, text=_without(before.text, resting.line, of, whole=lost))
        if not after.text and before.status is NoteStatus.ACTIVE:
            after = replace(after, status=NoteStatus.RETIRED)
    elif lost:
        after = replace(before, status=_GONE)
    elif out and before.status in (NoteStatus.ACTIVE, NoteStatus.SHADOW):
        after = replace(before, status=NoteStatus.RETIRED)
    else:
        return []
    if lost and before.kind is NoteKind.PORTRAIT:
        _scrub(session, resting, of)
    if after == before:
        return []
    after = replace(after, updated_at=now)
    put(session, before, after)
    # What is scrubbed does not come back as what it was before.
    was = replace(before, text=after.text) if lost else before
    return [(was, after)]


def _has_lost(before: Note, after: Note) -> bool:
    """Whether a note does not say any more all that it said."""
    return not set(telling_words(before.text)) <= set(telling_words(after.text))


def _without(text: str, line: str, of: Note, *, whole: bool) -> str:
    """A text without a line, and without every other that quotes this note, or tells it in other
    words where its `whole` content is to go."""
    words = set(telling_words(of.text)) if whole else set()
    return "\n".join(
        one
        for one in text.split("\n")
        if one != line
        and quoted(of.text) not in one
        and not (words and len(words & set(telling_words(one))) >= _ALIKE * len(words))
    )


def _scrub(session: Session, resting: Resting, of: Note) -> None:
    """Take what told a note out of the history of a portrait."""
    note_id = resting.note.id
    kept = "SELECT id, before, after FROM revision WHERE note_id = ?"
    for revision_id, *sides in plain.rows(session, kept, [note_id]):
        told = [_scrubbed(side, resting.line, of) for side in sides]
        fields = dict(zip(("before", "after"), told, strict=True))
        plain.update(session, "revision", revision_id, fields)


def _scrubbed(note: str, line: str, of: Note) -> str:
    if not note:
        return ""
    fields = json.loads(note)
    fields["text"] = _without(fields["text"], line, of, whole=True)
    return json.dumps(fields, ensure_ascii=False)
