"""What is found in another app's export: talks, memories and characters. Values only.

`key` is what the other app tells things apart by. Ids are made from it, so that what is imported
twice is the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from companion.domain import Role, whole


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `parent` is the key of what it follows, None for a beginning; `at` is None where
    that is not known."""

    key: str
    parent: str | None
    role: Role
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with all its branches; `leaf` is the key of the end of the one that is shown,
    None for the latest message. `character` is whom it is with, where it has a name."""

    key: str
    title: str
    at: datetime | None
    said: tuple[Said, ...]
    leaf: str | None = None
    character: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """Something that was remembered."""

    key: str
    text: str
    at: datetime | None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """Whom one may talk to: a name and instructions."""

    name: str
    instructions: str


Found = Talk | Memory | Character


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of an object; none for what is none."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """What is in a list; nothing for what is none."""
    return value if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """A text as it can be kept; empty for what is none."""
    return whole(value).replace("\0", "") if isinstance(value, str) else ""


def time_of(value: Any) -> datetime | None:
    """A time from seconds or milliseconds since 1970, or ISO 8601 (in UTC if it names no zone);
    None for anything else."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value.strip())
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, bool) or value is None:
            return None
        seconds = float(value)
        if not math.isfinite(seconds) or seconds <= 0:
            return None
        # Nobody talked to a model before 1973: what is later than 5138 is milliseconds.
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def thinned(said: list[tuple[Said, bool]]) -> tuple[Said, ...]:
    """The messages that are to be kept; each follows the nearest one before it that is."""
    parents = {one.key: one.parent for one, _ in said}
    kept = {one.key for one, keep in said if keep}

    def nearest(key: str | None) -> str | None:
        met: set[str] = set()
        while key is not None and key not in kept:
            if key in met:
                return None
            met.add(key)
            key = parents.get(key)
        return key

    return tuple(
        Said(one.key, nearest(one.parent), one.role, one.text, one.at) for one, keep in said if keep
    )


def nearest_kept(talk: list[tuple[Said, bool]], key: str | None) -> str | None:
    """The message at this key, or the nearest one before it that is kept."""
    marker = Said("", key, Role.USER, "", None)
    found = thinned([*talk, (marker, True)])
    return found[-1].parent
