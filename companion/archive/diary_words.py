"""The words of a diary around what was said, in the languages that the window speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from locale import getlocale

from companion.domain import SELF, NoteKind
from companion.store.diaries import Remembered

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_COUNTED = {
    "notes": ("{count} note", "{count} notes"),
    "conversations": ("{count} conversation", "{count} conversations"),
    "messages": ("{count} message", "{count} messages"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a diary in one language, `language` by its code. `counted` has those for one,
    and for any other number, of each kind of record; `kinds` what notes are called by what they
    are."""

    language: str = "en"
    diary: str = "Diary"
    written: str = "Written by Companion: {what}."
    remembered: str = "Remembered"
    you: str = "You"
    about: str = "about {whom}"
    until: str = "until {day}"
    pinned: str = "pinned"
    by_month: str = "Months"
    ends: str = "Written by Companion. Nothing on this page is loaded from anywhere."
    day: str = "{day} {month} {year}"
    weekdays: tuple[str, ...] = WEEKDAYS
    months: tuple[str, ...] = MONTHS
    counted: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _COUNTED)
    kinds: Mapping[str, str] = field(default_factory=lambda: {kind: str(kind) for kind in NoteKind})

    def spelled(self, day: date) -> str:
        """Such as `4 May 2026`."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def weekday(self, day: date) -> str:
        """Such as `Monday`."""
        return self.weekdays[day.weekday()]

    def counts(self, counts: Mapping[str, int]) -> str:
        """How much there is of each, such as `1 note, 3 messages`."""
        told = ((self.counted[what][number != 1], number) for what, number in counts.items())
        return ", ".join(words.format(count=number) for words, number in told)

    def also(self, note: Remembered, ended: date | None) -> list[str]:
        """What a memory is, of whom, and until which day."""
        said = [self.kinds[note.kind]]
        if note.subject != SELF and note.kind is not NoteKind.SUMMARY:
            said.append(self.about.format(whom=note.subject))
        if ended is not None:
            said.append(self.until.format(day=self.spelled(ended)))
        if note.pinned:
            said.append(self.pinned)
        return said


ENGLISH = Words()
GERMAN = Words(
    language="de",
    diary="Tagebuch",
    written="Geschrieben von Companion: {what}.",
    remembered="Erinnert",
    you="Du",
    about="über {whom}",
    until="bis {day}",
    pinned="angeheftet",
    by_month="Monate",
    ends="Geschrieben von Companion. Nichts auf dieser Seite wird von irgendwoher geladen.",
    day="{day}. {month} {year}",
    weekdays=(
        "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
    ),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    counted={
        "notes": ("{count} Erinnerung", "{count} Erinnerungen"),
        "conversations": ("{count} Gespräch", "{count} Gespräche"),
        "messages": ("{count} Nachricht", "{count} Nachrichten"),
    },
    kinds={
        NoteKind.EPISODE: "Episode",
        NoteKind.FACT: "Tatsache",
        NoteKind.PREFERENCE: "Vorliebe",
        NoteKind.EVENT: "Ereignis",
        NoteKind.PLAN: "Plan",
        NoteKind.RELATIONSHIP: "Beziehung",
        NoteKind.SUMMARY: "Zusammenfassung",
        NoteKind.WISH: "Wunsch",
        NoteKind.INSIGHT: "Einsicht",
        NoteKind.PORTRAIT: "Porträt",
    },
)  # fmt: skip
SPOKEN = {words.language: words for words in (ENGLISH, GERMAN)}


def words_in(language: str) -> Words:
    """Those of a language; English for one that there is not. `system` is that of the system."""
    if language == "system":
        language = (getlocale()[0] or "")[:2]
    return SPOKEN.get(language, ENGLISH)
