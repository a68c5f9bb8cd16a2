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
from ui.timeline.naming import day_heading, month_heading, on_day
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

    def heading(self, section: Section, role: int) -> object:
        """What a heading says in a role."""
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
        whole = role == Qt.ItemDataRole.AccessibleTextRole
        return day_heading(section.day, self.today(), whole=whole)

    def note(self, entry: Entry, heading: Heading, role: int) -> object:
        """What the row of a note below such a heading says in a role."""
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
                found = heading is Heading.FINDS
                return on_day(self._moment(note), self.today()) if found else ""
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
        said = f"{what}, {on_day(self._moment(note), self.today())}"
        before = translate("NoteModel", "was: {text}").format(text=was)
        return f"{said}. {before}" if was else said

    def _state(self, note: Note) -> str:
        if note.id in self.inner and note.valid_to is not None:
            day = on_day(note.valid_to, self.today())
            return translate("NoteModel", "Until {day}").format(day=day)
        return state_name(note.status)

    def _moment(self, note: Note) -> datetime:
        happened = note.valid_from if self.axis is Axis.HAPPENED else None
        return happened or note.recorded_at


def _was(entry: Entry) -> str:
    return entry.before[0].text if entry.before else ""


def _after(title: str, text: str) -> str:
    """What an episode's gist adds to its title; empty when the title says it all."""
    return text[len(title) :].lstrip(" .!,") if title and text.startswith(title) else text
