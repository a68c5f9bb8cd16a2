"""What a readable export tells: the notes that leave, by the time at which they happened, and what
was said. What was off the record is none of it, nor what a conversation goes on without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.domain import NoteKind, NoteStatus, Role
from companion.filters import Axis
from companion.selection import Selection
from companion.store import plain
from companion.store.filtering import MOMENT, SEEN
from companion.store.plain import Values

PAGE = 500
"""Records read at once: messages may be long."""
_HAPPENED = MOMENT[Axis.HAPPENED]
_TOLD = (
    f"FROM note n WHERE n.id IN (SELECT id FROM temp.chosen_note) AND {SEEN}"
    " AND n.status IN ('active', 'superseded', 'archived') AND n.kind != 'portrait'"
    " AND (n.kind != 'episode' OR :episodes)"
)
_SAID = (
    "FROM message m JOIN conversation c ON c.id = m.conversation_id"
    " JOIN persona p ON p.id = c.persona_id"
    " WHERE m.conversation_id IN (SELECT id FROM temp.chosen_conversation)"
    " AND NOT c.off_the_record AND NOT m.off_branch"
    " AND m.role IN ('user', 'assistant') AND trim(m.text) != ''"
    " AND (:since IS NULL OR m.created_at >= :since) AND (:until IS NULL OR m.created_at < :until)"
)
_PEOPLE = (
    "(SELECT group_concat(name, '; ') FROM (SELECT DISTINCT e.name FROM mention i"
    " JOIN entity e ON e.id = i.entity_id WHERE i.note_id = n.id ORDER BY e.name))"
)
_WORDS = "(SELECT group_concat(value, '; ') FROM json_each(n.{}))"
COLUMNS = {
    "id": "n.id",
    "kind": "n.kind",
    "text": "n.text",
    "title": "n.title",
    "about": "n.subject",
    "people": _PEOPLE,
    "status": "n.status",
    "origin": "n.origin",
    "happened": "n.valid_from",
    "until": "n.valid_to",
    "recorded": "n.recorded_at",
    "changed": "n.updated_at",
    "importance": "n.importance",
    "confidence": "n.confidence",
    "pinned": "n.pinned",
    "hushed": "n.hushed",
    "inferred": "n.inferred",
    "tags": _WORDS.format("tags"),
    "keywords": _WORDS.format("keywords"),
}
"""The columns of the table of notes, and where each is found."""
Pages = Callable[[str, Values, int], Iterator[list[tuple[Any, ...]]]]
_TABLE = f"FROM note n WHERE n.id IN (SELECT id FROM temp.chosen_note) AND {SEEN}"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A note as a diary has it; `at` is when it happened."""

    at: datetime
    kind: NoteKind
    title: str
    text: str
    subject: str
    valid_to: datetime | None
    status: NoteStatus
    pinned: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a diary has it, with the name of the persona it was said to, or by."""

    at: datetime
    conversation_id: str
    title: str
    role: Role
    persona: str
    text: str


class Diary:
    """Reads what `leaving` has chosen, page by page, in the order of time."""

    def __init__(self, session: Session, selection: Selection, pages: Pages) -> None:
        """`pages` reads from that session what a query finds."""
        self._session, self._read = session, pages
        self._values = {
            "since": selection.since,
            "until": selection.until,
            # What was said tells it; without that, they do.
            "episodes": not selection.conversations,
        }

    def count(self) -> tuple[int, int, int]:
        """How many notes a diary tells, how many conversations, and how many messages."""
        notes = self._rows(f"SELECT count(*) {_TOLD}")
        said = self._rows(f"SELECT count(DISTINCT m.conversation_id), count(*) {_SAID}")
        return (notes[0][0], *said[0])

    def remembered(self) -> Iterator[Remembered]:
        """The notes, the earliest first."""
        fields = f"{_HAPPENED}, n.kind, n.title, n.text, n.subject, n.valid_to, n.status, n.pinned"
        for row in self._pages(f"SELECT {fields} {_TOLD} ORDER BY {_HAPPENED}, n.id"):
            at, kind, title, text, subject, valid_to, status, pinned = row
            yield Remembered(
                datetime.fromisoformat(at),
                NoteKind(kind),
                title,
                text,
                subject,
                plain.time_from(valid_to),
                NoteStatus(status),
                bool(pinned),
            )

    def said(self) -> Iterator[Said]:
        """The messages, the earliest first."""
        fields = "m.created_at, c.id, c.title, m.role, p.name, m.text"
        for row in self._pages(f"SELECT {fields} {_SAID} ORDER BY m.created_at, m.id"):
            at, conversation_id, title, role, persona, text = row
            yield Said(
                datetime.fromisoformat(at), conversation_id, title, Role(role), persona, text
            )

    def count_table(self) -> int:
        """How many rows the table of notes has."""
        return int(self._rows(f"SELECT count(*) {_TABLE}")[0][0])

    def table(self) -> Iterator[Sequence[Any]]:
        """All notes that their owner can see, whatever their status, with the values of COLUMNS."""
        yield from self._pages(
            f"SELECT {', '.join(COLUMNS.values())} {_TABLE} ORDER BY {_HAPPENED}, n.id"
        )

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return plain.rows(self._session, query, self._used(query))

    def _pages(self, query: str) -> Iterator[tuple[Any, ...]]:
        for page in self._read(query, self._used(query), PAGE):
            yield from page

    def _used(self, query: str) -> dict[str, Any]:
        return {name: value for name, value in self._values.items() if f":{name}" in query}
