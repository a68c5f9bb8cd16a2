"""A record of an archive beside what is here, as a value. Pure; no I/O."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """A record that arrives: what it says `here`, None if it is not, and what `there`; and the
    names of fields in which it differs besides."""

    id: str
    here: str | None
    there: str
    differs: tuple[str, ...] = ()
