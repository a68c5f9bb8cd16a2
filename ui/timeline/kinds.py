"""What each kind of memory is called and how it looks: an icon on a quiet colour of its own."""

from __future__ import annotations

from dataclasses import dataclass

from companion.domain import NoteKind, NoteStatus
from ui.language import translate
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
        NoteKind.EPISODE: translate("kinds", "Episode"),
        NoteKind.FACT: translate("kinds", "Fact"),
        NoteKind.PREFERENCE: translate("kinds", "Preference"),
        NoteKind.EVENT: translate("kinds", "Event"),
        NoteKind.PLAN: translate("kinds", "Plan"),
        NoteKind.RELATIONSHIP: translate("kinds", "Relationship"),
        NoteKind.SUMMARY: translate("kinds", "Summary"),
        NoteKind.WISH: translate("kinds", "Wish"),
        NoteKind.INSIGHT: translate("kinds", "Insight"),
        NoteKind.PORTRAIT: translate("kinds", "Portrait"),
    }
    return names[kind]


def state_name(status: NoteStatus) -> str:
    """Why a note takes no part in recall; empty when it does."""
    names = {
        NoteStatus.ARCHIVED: translate("kinds", "Archived"),
        NoteStatus.SUPERSEDED: translate("kinds", "No longer so"),
        NoteStatus.RETIRED: translate("kinds", "Taken back"),
        NoteStatus.HELD: translate("kinds", "Waits for your review"),
        NoteStatus.SHADOW: translate("kinds", "A guess, not used yet"),
    }
    return names.get(status, "")
