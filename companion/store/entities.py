"""Whom and what notes mention: kept with every name they go by, and gone with their last note."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, delete, select

from companion.domain import Entity, EntityKind, Note
from companion.store import plain
from companion.store.database import Database
from companion.store.rows import IS_TOLD, found_notes
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
            there = "SELECT note_id, entity_id FROM mention"
            there += " WHERE note_id IN (SELECT value FROM json_each(?))"
            for note_id, entity_id in plain.rows(session, there, [plain.among(list(mentions))]):
                before[note_id].add(entity_id)
            gone: set[int] = set()
            for note_id, entities in mentions.items():
                ids = {_put(session, entity) for entity in entities}
                old = before[note_id]
                made = [{"note_id": note_id, "entity_id": i} for i in ids - old]
                plain.insert(session, "mention", made)
                for entity_id in old - ids:
                    left = "DELETE FROM mention WHERE note_id = ? AND entity_id = ?"
                    plain.run(session, left, [note_id, entity_id])
                gone |= old - ids
            tidy(session, gone)

    # -- reading ----------------------------------------------------------------------------------

    def known_as(self, entity: Entity) -> Entity | None:
        """The entity that is meant by this one, as it is known by now."""
        with self._database.read() as session:
            found = _find(session, entity)
            return _named(session, found) if found is not None else None

    def mentioning(self, name: str, limit: int) -> list[Note]:
        """The active notes that mention the one who is called so: no episodes, latest first."""
        with self._database.read() as session:
            # Of one entity, so that the index gives the latest without sorting.
            return found_notes(
                session,
                "JOIN mention e ON e.note_id = n.id WHERE e.entity_id = (SELECT entity_id"
                " FROM alias WHERE name = ? ORDER BY entity_id DESC LIMIT 1)"
                f" AND n.status = 'active' AND n.{IS_TOLD}"
                " ORDER BY e.note_id DESC LIMIT ?",
                [name.casefold(), limit],
            )


def entities_of(session: Session, note_ids: Sequence[str]) -> dict[str, list[Entity]]:
    """Whom and what each of these notes mentions, people first."""
    rows = session.exec(
        select(MentionRow.note_id, EntityRow.id, EntityRow.name, EntityRow.kind)
        .join(EntityRow, col(EntityRow.id) == MentionRow.entity_id)
        .where(col(MentionRow.note_id).in_(note_ids))
        .order_by(col(EntityRow.id))
    ).all()
    found: dict[str, list[Entity]] = defaultdict(list)
    for note_id, entity_id, name, kind in rows:
        assert entity_id is not None
        found[note_id].append(_named(session, (entity_id, name, EntityKind(kind))))
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
    found = _find(session, entity)
    if found is None:
        made = "INSERT INTO entity (name, kind) VALUES (?, ?) RETURNING id"
        entity_id = int(plain.rows(session, made, [entity.name, entity.kind])[0][0])
    else:
        entity_id, name, kind = found
        if name.islower() or entity.name.casefold().startswith(f"{name.casefold()} "):
            name = entity.name if not entity.name.islower() else name
        if kind == EntityKind.OTHER:
            kind = entity.kind
        if (entity_id, name, kind) != found:
            plain.update(session, "entity", entity_id, {"name": name, "kind": kind})
    names = sorted({*entity.aliases, entity.name.casefold()})
    aliases = [{"name": name, "entity_id": entity_id} for name in names]
    plain.insert(session, "alias", aliases, "OR IGNORE")
    return entity_id


def _find(session: Session, entity: Entity) -> tuple[int, str, EntityKind] | None:
    """The latest one, by id, name and kind, that is called so and is of this kind; else who had no
    name until now."""
    wanted = [entity.name.casefold(), *entity.aliases]
    found = plain.rows(
        session,
        "SELECT e.id, e.name, e.kind, a.name FROM alias a JOIN entity e ON e.id = a.entity_id"
        " WHERE a.name IN (SELECT value FROM json_each(?)) ORDER BY e.id DESC",
        [plain.among(wanted)],
    )
    like = [
        ((entity_id, name, EntityKind(kind)), alias)
        for entity_id, name, kind, alias in found
        if EntityKind.OTHER in (kind, entity.kind) or kind == entity.kind
    ]
    by_name = next((one for one, alias in like if alias == entity.name.casefold()), None)
    if by_name is not None:
        return by_name
    longer = next((one for one, _ in like if _is_part(one[1], entity.name)), None)
    return longer or next((one for one, _ in like if one[1].islower()), None)


def _is_part(one: str, other: str) -> bool:
    """Whether one is the first name of the other: “Ada” and “Ada Lovelace”."""
    mine, theirs = one.casefold().split(" "), other.casefold().split(" ")
    return mine[0] == theirs[0] and (len(mine) == 1 or len(theirs) == 1)


def _named(session: Session, found: tuple[int, str, EntityKind]) -> Entity:
    entity_id, name, kind = found
    aliases = "SELECT name FROM alias WHERE entity_id = ? ORDER BY name"
    return Entity(
        name, kind, tuple(alias for (alias,) in plain.rows(session, aliases, [entity_id]))
    )


def _relation(label: str) -> str:
    """What somebody is to the person: the first word of a label, if it is no name."""
    first = label.split(" ")[0]
    return first if first.islower() else ""


def _holds(said: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
