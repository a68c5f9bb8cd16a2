"""What new notes bring beside themselves: their description, links to older notes, and what those
learn from them.

The older notes are read here; nothing is written. What is decided is a value (`Context`), stored by
the write path in the transaction that stores the notes. This is A-MEM's link generation and memory
evolution (Xu et al., 2025), told by names and words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from companion.domain import Entity, Link, LinkKind, Message, Note, NoteKind
from companion.memory.describe import Description, describe
from companion.memory.linking import Near, links_of, looks_back
from companion.memory.people import known_people
from companion.memory.relations import RELATIONS
from companion.store.store import Store

MENTIONING = 8
"""Older notes, the latest, that are looked at for each name a note has."""
MOST_EVOLVED = 20
"""Older notes that one name may reach; each is a revision and a vector."""
_RELATION = re.compile(rf"(?:{RELATIONS})", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """What is to be stored beside the notes of one message."""

    mentions: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    """By note id."""
    links: list[Link] = field(default_factory=list)
    evolved: list[tuple[Note, Note, str]] = field(default_factory=list)
    """An older note as it was and as it becomes, and why."""


def described_anew(note: Note, store: Store, now: datetime) -> Description:
    """The description of a note whose words its owner has written."""
    return describe(note, note.valid_from or now, known_people(store.claims.known()))


def weave(
    notes: Sequence[Note],
    known: Mapping[str, Sequence[Note]],
    message: Message,
    store: Store,
    context: Context,
) -> list[Link]:
    """The links of the new notes of a message to older ones; what those learn goes to `context`.
    `known` are the older notes near each new one, by its id."""
    links: list[Link] = []
    within: list[Link] = []
    linked: list[Note] = []
    told = [note for note in notes if note.kind is not NoteKind.WISH]
    for place, note in enumerate(told):
        near = {older.id: Near(older) for older in known.get(note.id, ())}
        for entity in context.mentions[note.id]:
            there = store.entities.known_as(entity)
            if there is None:
                continue
            for other in store.entities.mentioning(there.name, MENTIONING):
                names = near[other.id].names if other.id in near else ()
                near[other.id] = Near(other, (*names, entity.name))
            if gained := _names_gained(entity, there):
                context.evolved += _evolved(entity, there, gained, store)
        if place == 0 and looks_back(note.text):
            told_last = store.claims.told_last(message.id, message.conversation_id)
            for last in sorted(told_last, key=lambda it: it.id)[-1:]:
                names = near[last.id].names if last.id in near else ()
                near[last.id] = Near(last, names, just_before=True)
        found = links_of(note, list(near.values()))
        links += found
        linked += [near[link.to_id].note for link in found]
        if place > 0:
            # Of what is told in one message only the reason needs a link.
            before = Near(told[place - 1], just_before=True)
            causes = links_of(note, [before], same_message=True)
            within += [link for link in causes if link.kind is LinkKind.CAUSES]
    older = {it.id for it in store.claims.told_before(linked, message.id)}
    return [*within, *(link for link in links if link.to_id in older)]


def _names_gained(entity: Entity, there: Entity) -> list[str]:
    """What somebody was not called until now; their relation to the person is no name."""
    known = {there.name.casefold(), *there.aliases}
    return [
        name
        for name in {entity.name.casefold(), *entity.aliases}
        if name not in known
        and (" " not in name or name == entity.name.casefold())
        and not _RELATION.fullmatch(name)
    ]


def _evolved(
    entity: Entity, there: Entity, gained: Sequence[str], store: Store
) -> list[tuple[Note, Note, str]]:
    """The older notes that mention somebody, with the names they have gained."""
    unnamed = there.name.islower()
    names = [entity.name] if unnamed else [name.title() for name in sorted(gained)]
    if unnamed:
        reason = f"your {there.name} is called {entity.name}"
    else:
        reason = f"{there.name} is called {' and '.join(names)} too"
    found = []
    for older in store.entities.mentioning(there.name, MOST_EVOLVED):
        said = f"{older.subject} {older.text} {older.key_text}".casefold()
        new = [name for name in names if name.casefold() not in said]
        if not new:
            continue
        subject = older.subject
        if unnamed and subject == there.name:
            subject = f"{subject} {entity.name}"
        key = ", ".join(part for part in (*new, older.key_text) if part)
        if unnamed and older.key_text.startswith(there.name):
            key = f"{there.name} {entity.name}{older.key_text.removeprefix(there.name)}"
        found.append((older, replace(older, subject=subject, key_text=key), reason))
    return found
