"""What the rows of the timeline say of their notes and headings, in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt

from companion.domain import Note
from companion.filters import Axis, Entry
from ui.language import translate
from ui.timeline.kinds import kind_name, state_name
from ui.timeline.naming import day_heading, month_heading, on_day, stretch
from ui.timeline.roles import NoteRole
from ui.timeline.sections import Heading, Section
from ui.told import text_of, title_of


@dataclass(frozen=True, slots=True)
class Telling:
    """`today` tells the local day it is, `looked_for` are the words that were typed, `inner` those
    notes that are shown beneath the one that has taken their place."""

    axis: Axis
    today: Callable[[], date]
    looked_for: str
    inner: Container[str]

    def heading(self, section: Section, role: int, through: date | None = None) -> object:
        """What a heading says in a role; all beneath it is of some day up to `through`."""
        if role == NoteRole.HEADING:
            return section.heading
        if role == NoteRole.ID:
            return ""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if section.heading is Heading.FINDS:
            return translate("NoteModel", "What comes to mind")
        if section.heading is Heading.MONTH:
            return month_heading(section.day)
        if through is not None:
            months = stretch(section.day, through, self.today())
            return translate("NoteModel", "Some time in {months}").format(months=months)
        whole = role == Qt.ItemDataRole.AccessibleTextRole
        return day_heading(section.day, self.today(), whole=whole)

    def note(self, entry: Entry, heading: Heading, role: int, *, told: bool = False) -> object:
        """What the row of a note below such a heading says in a role; `told` if that has said of
        which stretch of time the note is."""
        note = entry.note
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _after(title_of(note), text_of(note))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title_of(note)}. {text_of(note)}" if note.title else note.text
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._described(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return text_of(note)
            case NoteRole.KIND:
                return note.kind
            case NoteRole.DATE:
                needed = heading is Heading.FINDS or (self.through(entry) is not None and not told)
                return self._when(entry) if needed else ""
            case NoteRole.PINNED:
                return note.pinned
            case NoteRole.HUSHED:
                return note.hushed
            case NoteRole.STATE:
                return self._state(note)
            case NoteRole.TITLE:
                return title_of(note)
            case NoteRole.BEFORE:
                return len(entry.before) if heading is Heading.DAY else 0
            case NoteRole.LOOKED_FOR:
                return self.looked_for
            case NoteRole.WAS:
                return _was(entry)
            case NoteRole.OPEN:
                return any(old.id in self.inner for old in entry.before)
        return None

    def _described(self, entry: Entry) -> str:
        note, was = entry.note, _was(entry)
        what = state_name(note.status) or kind_name(note.kind)
        said = f"{what}, {self._when(entry)}"
        before = translate("NoteModel", "was: {text}").format(text=was)
        return f"{said}. {before}" if was else said

    def _state(self, note: Note) -> str:
        if note.id in self.inner and note.valid_to is not None:
            day = on_day(note.valid_to, self.today())
            return translate("NoteModel", "Until {day}").format(day=day)
        return state_name(note.status)

    def through(self, entry: Entry) -> date | None:
        """The last day of the stretch of time by whose first day the note has its place."""
        return entry.through if self.axis is Axis.HAPPENED else None

    def _when(self, entry: Entry) -> str:
        moment, through = self._moment(entry.note), self.through(entry)
        if through is None:
            return on_day(moment, self.today())
        return stretch(moment.astimezone().date(), through, self.today())

    def _moment(self, note: Note) -> datetime:
        happened = note.valid_from if self.axis is Axis.HAPPENED else None
        return happened or note.recorded_at


def _was(entry: Entry) -> str:
    return entry.before[0].text if entry.before else ""


def _after(title: str, text: str) -> str:
    """What an episode's gist adds to its title; empty when the title says it all. Where the title
    is cut off the text goes on from there."""
    said = title.removesuffix("…")
    if not title or not text.startswith(said):
        return text
    rest = text[len(said) :].lstrip(" .!,")
    return f"… {rest}" if rest and said != title else rest
