"""The conversations as a list: grouped by when they were last spoken in, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum

from PySide6.QtCore import QLocale, QObject, Qt, Signal

from companion.domain import Conversation
from ui.chat.when import said
from ui.shell.rows import Index, KeyedRowsModel


class ConversationRole(IntEnum):
    """What the model tells beyond the title."""

    ID = Qt.ItemDataRole.UserRole + 1
    """The conversation's id; empty for a heading."""
    OFF_THE_RECORD = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (without a conversation) or a conversation."""

    key: str
    text: str
    conversation: Conversation | None = None


def group_of(day: date, today: date) -> str:
    """The group a conversation of `day` is in: today, yesterday, week, or its month (YYYY-MM)."""
    if day >= today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    if day > today - timedelta(days=8):
        return "week"
    return f"{day:%Y-%m}"


class ConversationModel(KeyedRowsModel[Row]):
    """Headings and conversations. Editing a title emits `renamed`; it does not store it."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = QLocale()
        self._now = datetime.now(UTC)

    def show(self, conversations: Sequence[Conversation], now: datetime) -> None:
        """Show these, latest first, grouped as seen at `now`."""
        self._now = now
        today = now.astimezone().date()
        rows: list[Row] = []
        group = ""
        for conversation in sorted(conversations, key=lambda one: one.updated_at, reverse=True):
            here = group_of(conversation.updated_at.astimezone().date(), today)
            if here != group:
                group = here
                rows.append(Row(f"heading {group}", self._heading(group, today)))
            title = conversation.title or self.tr("New conversation")
            rows.append(Row(conversation.id, title, conversation))
        self.merge(rows)

    def ids(self) -> list[str]:
        """The conversations shown, top to bottom."""
        return [row.key for row in self._rows if row.conversation is not None]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Titles and headings as text; the rest by `ConversationRole`."""
        if not index.isValid():
            return None
        row = self.row(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.text
        if role == ConversationRole.ID:
            return row.key if row.conversation else ""
        if row.conversation is None:
            return None
        if role == ConversationRole.OFF_THE_RECORD:
            return row.conversation.off_the_record
        if role == Qt.ItemDataRole.ToolTipRole:
            when = said(row.conversation.updated_at, self._now)
            return f"{row.text}\n{when}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and row.conversation.off_the_record:
            return self.tr("Off the record")
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a new title; an empty one changes nothing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, title = self.row(index), str(value).strip()
        if row.conversation is None or not title or title == row.text:
            return False
        self._rows[index.row()] = Row(row.key, title, row.conversation)
        self.dataChanged.emit(self.index(index.row()), self.index(index.row()))
        self.renamed.emit(row.key, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be neither chosen nor edited."""
        if not index.isValid() or self.row(index).conversation is None:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def beside(self, conversation_id: str, step: int) -> str:
        """The conversation `step` below (or above) another; empty past the ends.

        From no conversation, the first or the last one.
        """
        ids = self.ids()
        if conversation_id not in ids:
            return ids[0 if step > 0 else -1] if ids else ""
        at = ids.index(conversation_id) + step
        return ids[at] if 0 <= at < len(ids) else ""

    def _heading(self, group: str, today: date) -> str:
        named = {
            "today": self.tr("Today"),
            "yesterday": self.tr("Yesterday"),
            "week": self.tr("Previous 7 days"),
        }
        if group in named:
            return named[group]
        year, month = map(int, group.split("-"))
        name = self._locale.standaloneMonthName(month)
        return name if year == today.year else f"{name} {year}"
