"""What the rows of the timeline tell, by role."""

from __future__ import annotations

from enum import IntEnum, auto

from PySide6.QtCore import Qt


class NoteRole(IntEnum):
    """What the model tells beyond the text."""

    ID = Qt.ItemDataRole.UserRole + 1
    """Empty for a heading."""
    KIND = auto()
    """None for a heading, and while the words are on their way."""
    DATE = auto()
    """When it happened or was learned, in words, where no heading says so; else empty."""
    PINNED = auto()
    HUSHED = auto()
    STATE = auto()
    TITLE = auto()
    """What an episode is about; empty for other notes."""
    HEADING = auto()
    """Of which kind the heading is; None for a note."""
    BEFORE = auto()
    """How many notes are folded behind it."""
    WAS = auto()
    """What was so before, in words; empty when nothing was."""
    OPEN = auto()
    """Whether what is folded behind it is shown."""
    INNER = auto()
    """Whether it is shown beneath the one that has taken its place."""
    LOOKED_FOR = auto()
    """The words that were typed to find it; empty when none were."""
