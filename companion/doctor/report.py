"""What doctor found, and how it is read: by people as text, by programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from companion.errors import CompanionError

Fact = str | int | bool | None
"""One finding; None where it could not be found out. Names that end in `_bytes` count bytes."""


class Status(StrEnum):
    """How a part is. `warn`: Companion works, but not as well as it could."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Section:
    """One part: how it is, in a word and in a sentence, and what was found."""

    name: str
    status: Status
    sentence: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything doctor found."""

    sections: tuple[Section, ...]

    @property
    def status(self) -> Status:
        """That of the worst section."""
        found = {section.status for section in self.sections}
        return next((s for s in (Status.FAIL, Status.WARN) if s in found), Status.OK)

    def section(self, name: str) -> Section:
        """The section of that name. Raises KeyError."""
        return {section.name: section for section in self.sections}[name]

    def as_json(self) -> str:
        """An object: `status`, and `sections` by name, each with status, sentence and facts."""
        sections = {
            section.name: {
                "status": section.status,
                "sentence": section.sentence,
                "facts": dict(section.facts),
            }
            for section in self.sections
        }
        report = {"status": self.status, "sections": sections}
        return json.dumps(report, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """A block for each section: the sentence first, then the facts, aligned."""
        return "\n\n".join(_block(section) for section in self.sections)


def examined(name: str, check: Callable[[], Section]) -> Section:
    """What `check` finds; a failed section where it raises, so that the others are still read."""
    try:
        return check()
    except CompanionError as error:
        return Section(name, Status.FAIL, str(error))
    except Exception as error:
        return Section(name, Status.FAIL, f"It cannot be examined: {error!r}")


def _block(section: Section) -> str:
    lines = [f"{section.status:<5} {section.name}: {section.sentence}"]
    facts = {_label(name): _value(name, value) for name, value in section.facts.items()}
    width = max(map(len, facts), default=0)
    lines += [f"      {label:<{width}}  {value}" for label, value in facts.items()]
    return "\n".join(lines)


def _label(name: str) -> str:
    return name.removesuffix("_bytes").replace("_", " ")


def _value(name: str, value: Fact) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return readable_bytes(value) if name.endswith("_bytes") else str(value)
    return value


def readable_bytes(count: int) -> str:
    """A size as people write it, in powers of ten: 98.2 MB."""
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
