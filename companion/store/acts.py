"""What its owner does by hand, recorded so that it can be undone, and undone again.

An act is known by the revisions it made, and by the links, sources and mentions it added or took
away. Undoing it makes new revisions, so that nothing of a history is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.acts import Act, Mentions, Overtaken, Removed, Use
from companion.domain import (
    TELLINGS,
    Entity,
    EntityKind,
    Link,
    LinkKind,
    Note,
    NoteStatus,
    Source,
)
from companion.errors import NotFound
from companion.store import plain
from companion.store.database import Database
from companion.store.entities import Entities, entities_of, mentioned_by, tidy
from companion.store.notes import Notes
from companion.store.revisions import note_from_json, revise
from companion.store.rows import found_notes, insert_notes, insert_sources, sources_of
from companion.store.tombstones import bury_ids, undone_mark

ACTOR = "user"
UNDONE = "undone"
AGAIN = "done again"
_FOUND_BY = ("key_text", "keywords")
"""What others may have changed without being in the way: it is made of the rest."""
_WORDS = ("text", "title", "key_text", "keywords", "tags")
"""What a revision does not keep of an episode and of a summary."""
_THIS_SPAN = 'WHERE note_id = ? AND message_id = ? AND start = ? AND "end" = ?'
_OVERTAKEN = "This memory has been changed by something else since, so this stays as it is."
_HINT = "Its history shows what happened."
_GONE = "This memory was forgotten, so there is nothing left to undo."


@dataclass(slots=True)
class Hand:
    """One act while it is done: what it does to the database is kept for its undoing."""

    session: Session
    notes: Notes
    entities: Entities
    now: datetime
    mark: int
    """The rowid of the last revision before the act."""
    act: Act = field(default_factory=Act)

    def note(self, note_id: str) -> Note:
        """A note that can be seen. Raises NotFound."""
        found = found_notes(self.session, "WHERE n.id = ?", [note_id])
        if not found or found[0].status is NoteStatus.FORGOTTEN:
            raise NotFound("This memory is no longer there.")
        return found[0]

    def sources(self, note_id: str) -> list[Source]:
        """What a note rests on."""
        return sources_of(self.session, [note_id])[note_id]

    def mentioned(self, note_id: str) -> tuple[Entity, ...]:
        """Whom and what a note mentions."""
        return tuple(entities_of(self.session, [note_id]).get(note_id, ()))

    def write(self, note: Note, reason: str, sources: Sequence[Source] = ()) -> None:
        """Store a new note."""
        insert_notes(self.session, [note])
        insert_sources(self.session, sources)
        revise(self.session, [(None, note)], ACTOR, reason, self.now)
        self._touch(note.id)

    def change(self, note_id: str, reason: str, *, actor: str = ACTOR, **fields: Any) -> Note:
        """Change some fields of a note. Raises NotFound."""
        before = self.note(note_id)
        after = self.notes.change(note_id, actor=actor, reason=reason, now=self.now, **fields)
        if after != before:
            self._touch(note_id)
        return after

    def mention(self, note_id: str, entities: Sequence[Entity]) -> None:
        """Have a note mention just these."""
        before = self.mentioned(note_id)
        self.entities.mention({note_id: tuple(entities)})
        after = self.mentioned(note_id)
        if _names(before) != _names(after):
            made = Mentions(note_id, before, after)
            self.act = replace(self.act, mentions=(*self.act.mentions, made))
            self._touch(note_id)

    def take_out(self, note: Note) -> None:
        """Remove a note whose writing is undone."""
        kept = take_out(self.session, note, self.now)
        self.act = replace(self.act, removed=(*self.act.removed, kept))
        self._touch(note.id)

    def link(self, link: Link) -> None:
        """Link two notes, if they are not linked so already."""
        if _insert_link(self.session, link, self.now):
            self.act = replace(self.act, linked=(*self.act.linked, link))
            self._touch(link.note_id, link.to_id)

    def unlink(self, link: Link) -> None:
        """Take a link away, whatever its reason."""
        if (gone := _delete_link(self.session, link, self.now)) is not None:
            self.act = replace(self.act, unlinked=(*self.act.unlinked, gone))
            self._touch(link.note_id, link.to_id)

    def rest_on(self, sources: Sequence[Source]) -> None:
        """Let notes rest on further words."""
        new = [it for it in sources if not _rests(self.session, it)]
        insert_sources(self.session, new)
        self.act = replace(self.act, sourced=(*self.act.sourced, *new))

    def _touch(self, *note_ids: str) -> None:
        touched = tuple(dict.fromkeys((*self.act.note_ids, *note_ids)))
        self.act = replace(self.act, note_ids=touched)


class Acts:
    """Does and undoes; each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes = Notes(database)
        self._entities = Entities(database)

    @contextmanager
    def hand(self, now: datetime) -> Iterator[Hand]:
        """A transaction that is one act; afterwards `act` of what this gives is what was done."""
        with self._database.write() as session:
            last = "SELECT coalesce(max(rowid), 0) FROM revision"
            ((mark,),) = plain.rows(session, last)
            hand = Hand(session, self._notes, self._entities, now, mark)
            yield hand
            made = "SELECT id FROM revision WHERE rowid > ? ORDER BY rowid"
            ids = tuple(i for (i,) in plain.rows(session, made, [mark]))
            hand.act = replace(hand.act, revisions=ids)

    def undo(self, act: Act, hand: Hand) -> None:
        """Make everything that an act did what it was before, all of it or nothing. Raises
        Overtaken when something else has changed it since, or it was forgotten."""
        session = hand.session
        for removed in act.removed:
            self._put_back(removed, hand)
        for link in (it for removed in act.removed for it in removed.links):
            _insert_link(session, link, hand.now)
        these = "SELECT id, note_id, actor, before, after FROM revision"
        these += " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC"
        steps = plain.rows(session, these, [plain.among(act.revisions)])
        if len(steps) < len(act.revisions):
            raise Overtaken(_GONE)
        for link in act.linked:
            hand.unlink(link)
        for source in act.sourced:
            _delete_source(session, source)
        hand.act = replace(hand.act, unsourced=act.sourced, sourced=act.unsourced)
        for _, note_id, actor, before, after in steps:
            self._take_back(hand, note_id, before, after, actor)
        for link in act.unlinked:
            hand.link(link)
        insert_sources(session, [it for it in act.unsourced if not _rests(session, it)])
        for mentions in act.mentions:
            there = found_notes(session, "WHERE n.id = ?", [mentions.note_id])
            if there and _names(hand.mentioned(mentions.note_id)) == _names(mentions.after):
                hand.mention(mentions.note_id, mentions.before)

    # -- reading ----------------------------------------------------------------------------------

    def uses(self, note_id: str, limit: int) -> list[Use]:
        """The replies that were given a note, the latest first; none from conversations that are
        deleted."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT r.reply_id, m.conversation_id, c.title, coalesce(q.text, ''), m.text,"
                " m.created_at, max(r.used) FROM recalled r JOIN message m ON m.id = r.reply_id"
                " JOIN conversation c ON c.id = m.conversation_id"
                " LEFT JOIN message q ON q.id = m.parent_id"
                " WHERE r.note_id = ? AND c.deleted_at IS NULL AND m.text != ''"
                " GROUP BY r.reply_id ORDER BY r.reply_id DESC LIMIT ?",
                [note_id, limit],
            )
        return [
            Use(i, where, title, question, reply, datetime.fromisoformat(at), _decided(used))
            for i, where, title, question, reply, at, used in found
        ]

    def linked(
        self, note_ids: Sequence[str], reasons: Sequence[str], status: NoteStatus
    ) -> list[str]:
        """The notes of a status that are linked to any of these for one of these reasons."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id FROM link l JOIN note n ON n.id IN (l.note_id, l.to_id)"
                " WHERE (l.note_id IN (SELECT value FROM json_each(:these))"
                " OR l.to_id IN (SELECT value FROM json_each(:these)))"
                " AND l.reason IN (SELECT value FROM json_each(:reasons)) AND n.status = :status",
                {
                    "these": plain.among(note_ids),
                    "reasons": plain.among(reasons),
                    "status": str(status),
                },
            )
            return list(dict.fromkeys(note_id for (note_id,) in found))

    def names(self) -> list[Entity]:
        """Everybody and everything that notes mention, by name."""
        with self._database.read() as session:
            found = plain.rows(session, "SELECT name, kind FROM entity ORDER BY name")
        return [Entity(name, EntityKind(kind)) for name, kind in found]

    # -- inside -----------------------------------------------------------------------------------

    def _take_back(self, hand: Hand, note_id: str, before: str, after: str, actor: str) -> None:
        """Undo one revision. Of what merely followed the act, whatever became since stays."""
        session, strict = hand.session, actor == ACTOR
        there = found_notes(session, "WHERE n.id = ?", [note_id])
        if not there or there[0].status is NoteStatus.FORGOTTEN:
            if strict:
                raise Overtaken(_GONE)
            return
        (note,), made = there, note_from_json(after)
        if not before:
            if strict and _differ(note, made):
                raise Overtaken(_OVERTAKEN, _HINT)
            if strict:
                hand.take_out(note)
            return
        was = note_from_json(before)
        set_by_it = _differ(was, made)
        if strict and any(getattr(note, name) != getattr(made, name) for name in set_by_it):
            raise Overtaken(_OVERTAKEN, _HINT)
        lenient = [*set_by_it, *(it for it in _FOUND_BY if note.kind not in TELLINGS)]
        fields = {
            name: getattr(was, name)
            for name in lenient
            if getattr(note, name) == getattr(made, name)
        }
        hand.change(note_id, UNDONE, actor=actor, **fields)

    def _put_back(self, removed: Removed, hand: Hand) -> None:
        if found_notes(hand.session, "WHERE n.id = ?", [removed.note.id]):
            raise Overtaken(_OVERTAKEN, _HINT)
        hand.write(removed.note, AGAIN, removed.sources)
        self._entities.mention({removed.note.id: removed.entities})


def take_out(session: Session, note: Note, now: datetime) -> Removed:
    """Remove a note whose writing is undone; gives what it takes to write it again. Other machines
    that have it learn of that."""
    written = "SELECT id FROM revision WHERE note_id = ? AND before = ''"
    marks = [undone_mark(i) for (i,) in plain.rows(session, written, [note.id])]
    bury_ids(session, marks, now)
    links = [
        Link(one, other, LinkKind(kind), reason)
        for one, other, kind, reason in plain.rows(
            session,
            "SELECT note_id, to_id, kind, reason FROM link WHERE note_id = ? OR to_id = ?",
            [note.id, note.id],
        )
    ]
    entities = tuple(entities_of(session, [note.id]).get(note.id, ()))
    kept = Removed(note, tuple(sources_of(session, [note.id])[note.id]), entities, tuple(links))
    mentioned = mentioned_by(session, [note.id])
    plain.run(session, "DELETE FROM note WHERE id = ?", [note.id])
    tidy(session, mentioned)
    return kept


def _differ(one: Note, other: Note) -> list[str]:
    """The fields in which two states of a note differ, but for what it is found by."""
    left_out = {"id", "updated_at", *_FOUND_BY, *(_WORDS if one.kind in TELLINGS else ())}
    names = [name for name in Note.__dataclass_fields__ if name not in left_out]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _names(entities: Sequence[Entity]) -> set[str]:
    return {entity.name.casefold() for entity in entities}


def _insert_link(session: Session, link: Link, now: datetime) -> bool:
    made = plain.rows(
        session,
        "INSERT OR IGNORE INTO link (note_id, to_id, kind, reason, made_at)"
        " SELECT :note_id, :to_id, :kind, :reason, :made_at"
        " WHERE (SELECT count(*) FROM note WHERE id IN (:note_id, :to_id)) = 2 RETURNING 1",
        asdict(link) | {"made_at": now},
    )
    return bool(made)


def _delete_link(session: Session, link: Link, now: datetime) -> Link | None:
    """The link that was there, with its reason; that it is gone stays known."""
    which = [link.note_id, link.to_id, str(link.kind)]
    this = "DELETE FROM link WHERE note_id = ? AND to_id = ? AND kind = ? RETURNING reason"
    gone = plain.rows(session, this, which)
    if gone:
        names = ("note_id", "to_id", "kind", "removed_at")
        mark = dict(zip(names, (*which, now), strict=True))
        plain.insert(session, "unlinked", [mark], "OR REPLACE")
    return replace(link, reason=gone[0][0]) if gone else None


def _rests(session: Session, source: Source) -> bool:
    return bool(plain.rows(session, f"SELECT 1 FROM source {_THIS_SPAN}", _span(source)))


def _delete_source(session: Session, source: Source) -> None:
    plain.run(session, f"DELETE FROM source {_THIS_SPAN}", _span(source))


def _span(source: Source) -> list[Any]:
    return [source.note_id, source.message_id, source.start, source.end]


def _decided(used: int | None) -> bool | None:
    return None if used is None else bool(used)
