"""The values of whom and what Companion knows, and of what lies around them. Pure; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from companion.domain import EntityKind, LinkKind, Note, NoteKind


class Sort(StrEnum):
    """What something is that can be looked at by itself."""

    ENTITY = "entity"
    TOPIC = "topic"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Somebody or something, a topic, or a note: `id` is that of its row."""

    sort: Sort
    id: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or something that notes mention, or a topic: how many notes tell of it, and when the
    last of them was recorded. A topic has no `kind`. `aliases` are what else it is called."""

    anchor: Anchor
    name: str
    kind: EntityKind | None
    notes: int
    last_at: datetime
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody or something told of together with another, in so many notes."""

    known: Known
    together: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is known of one: a summary, what was concluded, what stands and what stood once (the
    latest first, as it happened), and whom and what else that mentions."""

    known: Known
    summary: Note | None = None
    insights: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A point of a neighbourhood, at `x` and `y` between -1 and 1. `steps` is how far it is from
    the centre. `kind` is that of a note, of an entity, or None for a topic."""

    anchor: Anchor
    label: str
    kind: NoteKind | EntityKind | None
    steps: int
    degree: int = 0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a neighbourhood, between two nodes by their places in it. `kind` is that of a link,
    None where a note mentions an entity or is part of a topic."""

    one: int
    other: int
    kind: LinkKind | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies around the first of its nodes."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
