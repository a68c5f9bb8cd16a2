"""A backup as a value. Pure; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    MIGRATION = "before-migration"
    IMPORT = "before-import"
    RESTORE = "before-restore"
    FORGETTING = "before-forgetting-all"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: when and why it was made, and its size in bytes. Its `name` is that of its file."""

    name: str
    made_at: datetime
    why: Why
    size: int
