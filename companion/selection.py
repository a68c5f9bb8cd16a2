"""What of the memory is to leave, and in which format: the values of an export. Pure; no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from companion.filters import Filter


class Format(StrEnum):
    """What an export is written as: the archive can be imported again, the others are to be read.
    A value is also the ending of its files."""

    ARCHIVE = "companion"
    MARKDOWN = "md"
    HTML = "html"
    CSV = "csv"


_NAMED = {"archive": Format.ARCHIVE, "markdown": Format.MARKDOWN, "htm": Format.HTML}


def format_named(name: str) -> Format | None:
    """The format of this name or ending; None when there is none."""
    name = name.lower()
    return _NAMED.get(name) or (Format(name) if name in list(Format) else None)


def format_of(file: Path) -> Format:
    """The format that the ending of a file tells; an archive, if it tells none."""
    return format_named(file.suffix.removeprefix(".")) or Format.ARCHIVE


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the memory is to leave: all of it, unless something is said here.

    `since` and `until` are the times between which something was said in a conversation, or a note
    was written. `persona_id` leaves the conversations with one persona, and the notes that rest on
    those. `filter` leaves the notes that it leaves in the timeline, with what is folded there, and
    the conversations that those rest on. Without `conversations` only notes leave, and what they
    rest on stays.
    """

    persona_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    filter: Filter = field(default_factory=Filter)
    conversations: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it leaves out nothing."""
        return self == Selection()
