"""The notes as a list: fetched page by page, changed in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QDate, QLocale, QObject, Qt, Signal

from companion.domain import Note
from ui.bridge import Bridge
from ui.shell.latest import Latest
from ui.shell.rows import Index, KeyedRowsModel
from ui.timeline.kinds import kind_name, state_name

PAGE = 60


class NoteRole(IntEnum):
    """What the model tells beyond the text."""

    ID = Qt.ItemDataRole.UserRole + 1
    KIND = Qt.ItemDataRole.UserRole + 2
    DATE = Qt.ItemDataRole.UserRole + 3
    """When it was recorded, in words."""
    PINNED = Qt.ItemDataRole.UserRole + 4
    HUSHED = Qt.ItemDataRole.UserRole + 5
    STATE = Qt.ItemDataRole.UserRole + 6
    TITLE = Qt.ItemDataRole.UserRole + 7
    """What an episode is about; empty for other notes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One note."""

    note: Note

    @property
    def key(self) -> str:
        """The note's id."""
        return self.note.id


class NoteModel(KeyedRowsModel[Row]):
    """The notes that match `query`, latest first (best first when there is a query)."""

    about_to_merge = Signal()
    """The rows will change in place; `loaded` follows."""
    loaded = Signal()
    """An answer has come; perhaps there are no rows."""
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self._locale = QLocale()
        self.query = ""
        self._answered = False
        """Whether the rows are those of `query`."""
        self._more = False

    def search(self, query: str) -> None:
        """Show what matches `query`."""
        self.query, self._answered = query, False
        self._ask()

    def refresh(self) -> None:
        """Ask again for the rows there are; what changed changes in place."""
        self._ask()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The note's text, of an episode what follows its title; the rest by `NoteRole`."""
        if not index.isValid():
            return None
        note = self.row(index).note
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _after(note.title, note.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{note.title}. {note.text}" if note.title else note.text
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                what = state_name(note.status) or kind_name(note.kind)
                return f"{what}, {self._date(note.recorded_at)}"
            case NoteRole.ID:
                return note.id
            case NoteRole.KIND:
                return note.kind
            case NoteRole.DATE:
                return self._date(note.recorded_at)
            case NoteRole.PINNED:
                return note.pinned
            case NoteRole.HUSHED:
                return note.hushed
            case NoteRole.STATE:
                return state_name(note.status)
            case NoteRole.TITLE:
                return note.title
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more notes than rows, and none on their way."""
        return not parent.isValid() and self._more and not self._latest.waiting

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            page = self._bridge.companion.notes(self.query, offset=len(self._rows), limit=PAGE)
            self._latest.ask(page, self._append, self.failed.emit)

    def _ask(self) -> None:
        limit = max(PAGE, len(self._rows)) if self._answered else PAGE
        page = self._bridge.companion.notes(self.query, offset=0, limit=limit)
        self._latest.ask(page, self._take(limit), self.failed.emit)

    def _take(self, limit: int) -> Callable[[list[Note]], None]:
        def take(notes: list[Note]) -> None:
            self._more = len(notes) == limit
            rows = [Row(note) for note in notes]
            if self._answered:
                self.about_to_merge.emit()
                self.merge(rows)
            else:
                self._answered = True
                self.replace(rows)
            self.loaded.emit()

        return take

    def _append(self, notes: list[Note]) -> None:
        self._more = len(notes) == PAGE
        # A note written since the last page moves all others on by one.
        known = {row.key for row in self._rows}
        self.append([Row(note) for note in notes if note.id not in known])
        self.loaded.emit()

    def _date(self, when: datetime) -> str:
        day = when.astimezone().date()
        today = self._bridge.companion.clock.now().astimezone().date()
        if day == today:
            return self.tr("Today")
        if (today - day).days == 1:
            return self.tr("Yesterday")
        pattern = "d MMM" if day.year == today.year else "d MMM yyyy"
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)


def _after(title: str, text: str) -> str:
    """What an episode's gist adds to its title; empty when the title says it all."""
    return text[len(title) :].lstrip(" .!,") if title and text.startswith(title) else text
