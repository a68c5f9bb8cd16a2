"""What can be brought back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something deleted that can still be brought back with `Companion.undo`."""

    id: str
    what: str
    """A sentence fragment for the undo bar, such as `Conversation “Porto” deleted`."""
    seconds: float
    """How long it can be undone, from the deletion."""
