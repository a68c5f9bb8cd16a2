"""What the rows of the timeline tell, by role."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class NoteRole(IntEnum):
    """What the model tells beyond the text."""

    ID = Qt.ItemDataRole.UserRole + 1
    """Empty for a heading."""
    KIND = Qt.ItemDataRole.UserRole + 2
    """None for a heading, and while the words are on their way."""
    DATE = Qt.ItemDataRole.UserRole + 3
    """When it happened or was learned, in words, where no heading says so; else empty."""
    PINNED = Qt.ItemDataRole.UserRole + 4
    HUSHED = Qt.ItemDataRole.UserRole + 5
    STATE = Qt.ItemDataRole.UserRole + 6
    TITLE = Qt.ItemDataRole.UserRole + 7
    """What an episode is about; empty for other notes."""
    HEADING = Qt.ItemDataRole.UserRole + 8
    """Of which kind the heading is; None for a note."""
    BEFORE = Qt.ItemDataRole.UserRole + 9
    """How many notes are folded behind it."""
    WAS = Qt.ItemDataRole.UserRole + 10
    """What was so before, in words; empty when nothing was."""
    OPEN = Qt.ItemDataRole.UserRole + 11
    """Whether what is folded behind it is shown."""
    INNER = Qt.ItemDataRole.UserRole + 12
    """Whether it is shown beneath the one that has taken its place."""
    LOOKED_FOR = Qt.ItemDataRole.UserRole + 13
    """The words that were typed to find it; empty when none were."""
