"""What each kind of memory is called and how it looks: an icon on a quiet colour of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from companion.domain import NoteKind, NoteStatus
from ui.theme import theme


@dataclass(frozen=True, slots=True)
class Look:
    """An icon, and its ground and ink in the light and in the dark theme (#rrggbb)."""

    icon: str
    light: tuple[str, str]
    dark: tuple[str, str]

    @property
    def ground(self) -> str:
        """Behind the icon."""
        return (self.dark if theme().palette.dark else self.light)[0]

    @property
    def ink(self) -> str:
        """The icon itself."""
        return (self.dark if theme().palette.dark else self.light)[1]


LOOKS = {
    NoteKind.EPISODE: Look("quote", ("#ece6dd", "#6a6259"), ("#322e2a", "#a89f94")),
    NoteKind.FACT: Look("leaf", ("#e6ecf3", "#3f5d7d"), ("#26313c", "#a5bfda")),
    NoteKind.PREFERENCE: Look("heart", ("#f6e4e6", "#9a3f4f"), ("#40272b", "#e5a4ae")),
    NoteKind.EVENT: Look("calendar", ("#e4eee4", "#3d6a45"), ("#26352a", "#a3cba9")),
    NoteKind.PLAN: Look("flag", ("#f6ebd2", "#7d5a10"), ("#3b3119", "#e0c070")),
    NoteKind.RELATIONSHIP: Look("users", ("#ece6f4", "#62478a"), ("#322a40", "#c3afe2")),
    NoteKind.SUMMARY: Look("book-open", ("#e1ecec", "#2f6266"), ("#213436", "#96c6ca")),
    NoteKind.WISH: Look("sparkles", ("#f6e3d8", "#a8481f"), ("#46301f", "#e9956a")),
    NoteKind.INSIGHT: Look("brain", ("#f4eccb", "#6f5d00"), ("#38331a", "#d9c864")),
    NoteKind.PORTRAIT: Look("notebook-pen", ("#e2eeee", "#2f6a6a"), ("#223534", "#93c9c6")),
}


def kind_name(kind: NoteKind) -> str:
    """What a person calls this kind."""
    names = {
        NoteKind.EPISODE: _tr("Episode"),
        NoteKind.FACT: _tr("Fact"),
        NoteKind.PREFERENCE: _tr("Preference"),
        NoteKind.EVENT: _tr("Event"),
        NoteKind.PLAN: _tr("Plan"),
        NoteKind.RELATIONSHIP: _tr("Relationship"),
        NoteKind.SUMMARY: _tr("Summary"),
        NoteKind.WISH: _tr("Wish"),
        NoteKind.INSIGHT: _tr("Insight"),
        NoteKind.PORTRAIT: _tr("Portrait"),
    }
    return names[kind]


def state_name(status: NoteStatus) -> str:
    """Why a note takes no part in recall; empty when it does."""
    names = {
        NoteStatus.ARCHIVED: _tr("Archived"),
        NoteStatus.SUPERSEDED: _tr("No longer so"),
        NoteStatus.RETIRED: _tr("Taken back"),
        NoteStatus.HELD: _tr("Waits for your review"),
        NoteStatus.SHADOW: _tr("A guess, not used yet"),
    }
    return names.get(status, "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("kinds", text)
