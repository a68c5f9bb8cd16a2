"""What is on a stage beside what is here, record by record, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from companion.compared import Compared
from companion.store import plain

_NOTE = "CASE {0}.title WHEN '' THEN {0}.text ELSE {0}.title || ': ' || {0}.text END"
_SAID = {
    "notes": ("notes", "note", _NOTE, "i.id"),
    "conversations": ("conversations", "conversation", "{0}.title", "i.id"),
    "personas": ("personas", "persona", "{0}.name || ': ' || {0}.instructions", "i.id"),
    "saved_filters": ("saved_filters", "saved_filter", "{0}.name", "i.name"),
}
"""Of each kind the tables there and here, what a record says, and what it is known again by."""
_FIELDS = {
    "notes": (
        "status", "pinned", "hushed", "importance", "subject", "valid_from", "valid_to", "tags",
    ),
    "conversations": ("leaf_id", "off_the_record"),
    "saved_filters": ("filter",),
}  # fmt: skip
"""What else a person sees of it."""


def compared(session: Session, kind: str, ids: Sequence[str]) -> list[Compared]:
    """These records of one kind, in the order of the ids."""
    there, here, says, known_by = _SAID[kind]
    fields = _FIELDS.get(kind, ())
    differ = "".join(f", i.{name} IS NOT h.{name}" for name in fields)
    column = known_by.partition(".")[2]
    found = plain.rows(
        session,
        f"SELECT i.id, h.{column} IS NOT NULL, {says.format('h')}, {says.format('i')}{differ}"
        f" FROM json_each(?) t JOIN incoming.{there} i ON i.id = t.value"
        f" LEFT JOIN main.{here} h ON h.{column} = {known_by} ORDER BY t.key",
        [plain.among(ids)],
    )
    return [
        Compared(
            record_id,
            mine if is_here else None,
            theirs,
            tuple(name for name, other in zip(fields, others, strict=True) if other and is_here),
        )
        for record_id, is_here, mine, theirs, *others in found
    ]
