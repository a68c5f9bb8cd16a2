"""Lists of memories, as mem0 gives them, and diaries: text with dates.

mem0: a list, or an object with `results`, of objects with `memory` and `created_at`
(https://docs.mem0.ai). A diary is a text or Markdown file in which a date stands at the beginning
of a line of its own, or which has a date for its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from dateutil import parser

from companion.archive.readers.values import Memory, Said, Talk, text_of, time_of
from companion.domain import Role

_MONTHS = "|".join(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_DATE = re.compile(
    r"(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    rf"|(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTHS})\.?,? \d{{4}})"
    rf"|(?P<month>(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|\*{2}|\[)?(?:\w+day,?[ \t]+)?", re.IGNORECASE)
_LONGEST_ENTRY = 4000
_LONGEST_HEADING = 120


def memories(found: Any) -> Iterator[Memory]:
    """The memories of a list of mem0's."""
    listed = found.get("results") if isinstance(found, dict) else found
    for number, it in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(it, dict) and (text := text_of(it.get("memory")).strip()):
            at, changed = time_of(it.get("created_at")), time_of(it.get("updated_at"))
            yield Memory(str(it.get("id") or number), text, at, changed)


def diary(file: Path) -> Iterator[Talk]:
    """The entries of a diary as the person's messages, one conversation for a file."""
    of_name = _date(file.stem)
    entries: list[tuple[datetime, str]] = []
    at, lines = of_name, []  # type: tuple[datetime | None, list[str]]
    with file.open(encoding="utf-8-sig", errors="replace") as source:
        for line in source:
            told = _heading(line)
            if told is None:
                lines.append(line)
                continue
            entries += _entry(at, lines)
            at, rest = told
            lines = [rest]
    entries += _entry(at, lines)
    said: list[Said] = []
    for number, (when, text) in enumerate(entries):
        before = said[-1].key if said else None
        said.append(Said(f"{when.isoformat()} {number}", before, Role.USER, text, when))
    if said:
        yield Talk(file.stem, file.stem, said[0].at, tuple(said), said[-1].key)


def has_dates(file: Path) -> bool:
    """Whether a text file is a diary."""
    if _date(file.stem) is not None:
        return True
    with file.open(encoding="utf-8-sig", errors="replace") as source:
        return any(_heading(line) is not None for line in source)


def _heading(line: str) -> tuple[datetime, str] | None:
    """The date that a line begins with, and what follows it; None where there is none."""
    if len(line) > _LONGEST_HEADING:
        return None
    begin = _HEADING.match(line)
    told = _DATE.match(line, begin.end() if begin else 0)
    if told is None or (at := _date(told[0])) is None:
        return None
    rest = line[told.end() :].strip().strip("*:#]—–- \t")
    # “2024-03-05 was a day like any other” is a sentence, unless it is marked as a heading.
    marked = begin is not None and any(sign in begin[0] for sign in "#*[")
    if rest and not marked and line[told.end() : told.end() + 1] not in (":", ",", "\t"):
        return None
    return at, f"{rest}\n" if rest else ""


def _entry(at: datetime | None, lines: list[str]) -> Iterator[tuple[datetime, str]]:
    text = "".join(lines).replace("\0", "").strip()
    if at is None or not text:
        return
    part = ""
    for paragraph in re.split(r"\n\s*\n", text):
        if part and len(part) + len(paragraph) > _LONGEST_ENTRY:
            yield at, part
            part = ""
        part = f"{part}\n\n{paragraph}" if part else paragraph
    yield at, part


def _date(text: str) -> datetime | None:
    """Noon of the local day that a text names; None when it names none."""
    told = _DATE.search(text)
    if told is None:
        return None
    try:
        day = parser.parse(re.sub(r"[/.]", "-", told[0]) if told["iso"] else told[0])
        return datetime.combine(day.date(), time(12)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
