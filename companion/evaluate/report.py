"""What an evaluation found: counts that can be added up, the figures made of them, and a table."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from companion.domain import NoteDetail

Figures = dict[str, int | float | None]


@dataclass(frozen=True, slots=True)
class Counts(ABC):
    """What was counted in some part of a dataset. Every field is a number."""

    @abstractmethod
    def figures(self) -> Figures:
        """What is reported of it, by name."""

    def __add__(self, other: Self) -> Self:
        names = [field.name for field in fields(self)]
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True, slots=True)
class Failure:
    """Something the store should have held otherwise, and the notes that are to blame."""

    id: str
    what: str
    notes: tuple[NoteDetail, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        notes = [
            {"text": it.note.text, "subject": it.note.subject, "status": it.note.status}
            for it in self.notes
        ]
        return {"id": self.id, "what": self.what, "notes": notes}

    def as_text(self) -> str:
        """A line, and one for each note."""
        notes = [
            f"    “{n['text']}” ({n['subject']}, {n['status']})" for n in self.as_dict()["notes"]
        ]
        return "\n".join([f"{self.id}  {self.what}", *notes])


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in one dialogue; `group` is what it is reported under."""

    group: str
    counts: Counts
    failures: tuple[Failure, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    """How many sentences made no note, by reason, where that is known of each dialogue."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in a dataset. `grouped_by` says what a group is."""

    grouped_by: str
    parts: Sequence[Part]

    def as_dict(self, *, verbose: bool = False) -> dict[str, Any]:
        """For JSON: the figures of all, and of each group; with `verbose` each failure."""
        named: dict[str, Any] = {"overall": _told(self.parts)}
        named[self.grouped_by] = {name: _told(parts) for name, parts in self._groups().items()}
        if verbose:
            named["failures"] = [failure.as_dict() for failure in self._failures()]
        return named

    def as_json(self, *, verbose: bool = False) -> str:
        """Indented."""
        return json.dumps(self.as_dict(verbose=verbose), ensure_ascii=False, indent=2)

    def as_text(self, *, verbose: bool = False) -> str:
        """A table with a line for each group; with `verbose` each failure below it."""
        overall = _total(self.parts)
        table = [[self.grouped_by, *overall]]
        for name, parts in [*self._groups().items(), ("overall", self.parts)]:
            table.append([name, *(shown(value) for value in _total(parts).values())])
        lines = aligned(table)
        if dropped := _dropped(self.parts):
            lines.append("dropped: " + ", ".join(f"{why} {n}" for why, n in dropped.items()))
        if verbose:
            lines += [failure.as_text() for failure in self._failures()]
        return "\n".join(lines)

    def _groups(self) -> dict[str, list[Part]]:
        names = dict.fromkeys(part.group for part in self.parts)
        return {name: [part for part in self.parts if part.group == name] for name in names}

    def _failures(self) -> list[Failure]:
        return [failure for part in self.parts for failure in part.failures]


def share(some: float, of: float) -> float | None:
    """A ratio to four places; None of nothing."""
    return round(some / of, 4) if of else None


def _told(parts: Sequence[Part]) -> dict[str, Any]:
    dropped = _dropped(parts)
    return {**_total(parts), **({"dropped": dropped} if dropped else {})}


def _dropped(parts: Sequence[Part]) -> dict[str, int]:
    dropped = Counter[str]()
    for part in parts:
        dropped.update(part.dropped)
    return dict(dropped.most_common())


def _total(parts: Sequence[Part]) -> Figures:
    total = parts[0].counts
    for part in parts[1:]:
        total = total + part.counts
    return total.figures()


def shown(value: float | None) -> str:
    """A cell of a table: shares to three places."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def aligned(lines: list[list[str]]) -> list[str]:
    """Columns as wide as they must be; a long name stands above its column, word by word."""
    head = [name.split("_") for name in lines[0]]
    height = max(map(len, head))
    stacked = [[""] * (height - len(words)) + words for words in head]
    rows = [*([words[level] for words in stacked] for level in range(height)), *lines[1:]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return ["  ".join(map(_padded, row, widths, range(len(row)))).rstrip() for row in rows]


def _padded(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)
