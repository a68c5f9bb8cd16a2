"""Whom and what notes mention: kept with every name they go by, and gone with their last note."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import text as sql
from sqlmodel import Session, col, delete, select

from companion.domain import Entity, EntityKind, Note, NoteKind, NoteStatus
from companion.store.database import Database
from companion.store.rows import found_notes, select_notes
from companion.store.tables import AliasRow, EntityRow, MentionRow, NoteRow, RevisionRow

NOBODY_BY_NAME = "someone"
"""The subject of a note when the name of whom it is about was forgotten."""


class Entities:
    """Reads and writes entities; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def mention(self, mentions: Mapping[str, Sequence[Entity]]) -> None:
        """Let each of these notes, by id, mention these entities and no others; they are found by
        any name they go by, or made.

        Who was known by relation alone (“sister”) gets the name that is told now.
        """
        with self._database.write() as session:
            before: dict[str, set[int]] = defaultdict(set)
            of_these = col(MentionRow.note_id).in_(list(mentions))
            for row in session.exec(select(MentionRow).where(of_these)):
                before[row.note_id].add(row.entity_id)
            gone: set[int] = set()
            for note_id, entities in mentions.items():
                ids = {_put(session, entity) for entity in entities}
                old = before[note_id]
                session.add_all(MentionRow(note_id=note_id, entity_id=i) for i in ids - old)
                if left := old - ids:
                    of_note = col(MentionRow.note_id) == note_id
                    session.exec(
                        delete(MentionRow).where(of_note, col(MentionRow.entity_id).in_(left))
                    )
                    gone |= left
            tidy(session, gone)

    # -- reading ----------------------------------------------------------------------------------

    def known_as(self, entity: Entity) -> Entity | None:
        """The entity that is meant by this one, as it is known by now."""
        with self._database.read() as session:
            row = _find(session, entity)
            return _entity(session, row) if row is not None else None

    def mentioning(self, name: str, limit: int) -> list[Note]:
        """The active notes that mention the one who is called so: no episodes, latest first."""
        with self._database.read() as session:
            called = select(AliasRow.entity_id).where(AliasRow.name == name.casefold())
            entity_id = session.exec(called.order_by(col(AliasRow.entity_id).desc())).first()
            # Of one entity, so that the index gives the latest without sorting.
            return found_notes(
                session,
                select_notes()
                .join(MentionRow, col(MentionRow.note_id) == NoteRow.id)
                .where(
                    col(MentionRow.entity_id) == entity_id,
                    col(NoteRow.status) == NoteStatus.ACTIVE,
                    col(NoteRow.kind) != NoteKind.EPISODE,
                )
                .order_by(col(MentionRow.note_id).desc())
                .limit(limit),
            )


def entities_of(session: Session, note_ids: Sequence[str]) -> dict[str, list[Entity]]:
    """Whom and what each of these notes mentions, people first."""
    rows = session.exec(
        select(MentionRow.note_id, EntityRow)
        .join(EntityRow, col(EntityRow.id) == MentionRow.entity_id)
        .where(col(MentionRow.note_id).in_(note_ids))
        .order_by(col(EntityRow.id))
    ).all()
    found: dict[str, list[Entity]] = defaultdict(list)
    for note_id, row in rows:
        found[note_id].append(_entity(session, row))
    order = list(EntityKind)
    for entities in found.values():
        entities.sort(key=lambda entity: order.index(entity.kind))
    return found


def mentioned_by(session: Session, note_ids: Sequence[str]) -> set[int]:
    """The ids of the entities that these notes mention."""
    return set(
        session.exec(select(MentionRow.entity_id).where(col(MentionRow.note_id).in_(note_ids)))
    )


def tidy(session: Session, entity_ids: Iterable[int]) -> None:
    """After notes have gone: entities that no note mentions are removed, and so is every name that
    was told in those notes alone, wherever other notes were given it."""
    for entity_id in entity_ids:
        session.flush()
        row = session.get(EntityRow, entity_id)
        notes = session.exec(
            select(NoteRow)
            .join(MentionRow, col(MentionRow.note_id) == NoteRow.id)
            .where(MentionRow.entity_id == entity_id)
        ).all()
        if row is None or not notes:
            session.exec(delete(EntityRow).where(col(EntityRow.id) == entity_id))
            continue
        said = "\n".join(f"{note.text}\n{_relation(note.subject)}" for note in notes).casefold()
        names = session.exec(select(AliasRow.name).where(AliasRow.entity_id == entity_id)).all()
        untold = [name for name in names if not _holds(said, name.split(" ")[-1])]
        left = [name for name in names if name not in untold]
        if row.name.casefold() in untold:
            _unname(session, notes, row.name)
            row.name = min(left, key=len, default="")
        of_these = col(AliasRow.entity_id) == entity_id
        session.exec(delete(AliasRow).where(of_these, col(AliasRow.name).in_(untold)))
        if not left:
            session.exec(delete(EntityRow).where(col(EntityRow.id) == entity_id))


def _unname(session: Session, notes: Sequence[NoteRow], name: str) -> None:
    """Take a name from notes that do not say it themselves, and from their history."""
    word = re.compile(rf",? ?\b{re.escape(name)}\b", re.IGNORECASE)
    for note in notes:
        note.subject = word.sub("", note.subject).strip(", ") or NOBODY_BY_NAME
        note.key_text = word.sub("", note.key_text).strip(", ")
        note.keywords = tuple(it for it in note.keywords if it.casefold() != name.casefold())
    ids = [note.id for note in notes]
    for revision in session.exec(select(RevisionRow).where(col(RevisionRow.note_id).in_(ids))):
        revision.reason = word.sub("", revision.reason)
        revision.before = word.sub("", revision.before)
        revision.after = word.sub("", revision.after)


def _put(session: Session, entity: Entity) -> int:
    row = _find(session, entity)
    if row is None:
        row = EntityRow(name=entity.name, kind=entity.kind)
        session.add(row)
        session.flush()
    if row.name.islower() or entity.name.casefold().startswith(f"{row.name.casefold()} "):
        row.name = entity.name if not entity.name.islower() else row.name
    if row.kind == EntityKind.OTHER:
        row.kind = entity.kind
    assert row.id is not None
    session.flush()
    session.connection().execute(
        sql("INSERT OR IGNORE INTO alias (name, entity_id) VALUES (:name, :entity_id)"),
        [
            {"name": name, "entity_id": row.id}
            for name in sorted({*entity.aliases, entity.name.casefold()})
        ],
    )
    return row.id


def _find(session: Session, entity: Entity) -> EntityRow | None:
    """The latest one that is called so and is of this kind; else who had no name until now."""
    wanted = [entity.name.casefold(), *entity.aliases]
    rows = session.exec(
        select(EntityRow, AliasRow.name)
        .join(AliasRow, col(AliasRow.entity_id) == EntityRow.id)
        .where(col(AliasRow.name).in_(wanted))
        .order_by(col(EntityRow.id).desc())
    ).all()
    like = [
        (row, name)
        for row, name in rows
        if EntityKind.OTHER in (row.kind, entity.kind) or row.kind == entity.kind
    ]
    by_name = next((row for row, name in like if name == entity.name.casefold()), None)
    if by_name is not None:
        return by_name
    longer = next((row for row, _ in like if _is_part(row.name, entity.name)), None)
    return longer or next((row for row, _ in like if row.name.islower()), None)


def _is_part(one: str, other: str) -> bool:
    """Whether one is the first name of the other: “Ada” and “Ada Lovelace”."""
    mine, theirs = one.casefold().split(" "), other.casefold().split(" ")
    return mine[0] == theirs[0] and (len(mine) == 1 or len(theirs) == 1)


def _entity(session: Session, row: EntityRow) -> Entity:
    names = session.exec(
        select(AliasRow.name).where(AliasRow.entity_id == row.id).order_by(AliasRow.name)
    )
    return Entity(row.name, EntityKind(row.kind), tuple(names))


def _relation(label: str) -> str:
    """What somebody is to the person: the first word of a label, if it is no name."""
    first = label.split(" ")[0]
    return first if first.islower() else ""


def _holds(said: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
