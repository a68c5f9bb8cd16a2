"""Sections as rows of a list model, changed in place: what stays keeps its place and its choice."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.shell.rows import Index
from ui.timeline.sections import Heading, Section, Sections


class SectionModel(QAbstractListModel):
    """Headings with notes beneath them; what they tell is for subclasses to say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections = Sections()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Headings and notes; no row has children."""
        return 0 if parent.isValid() else self.sections.rows

    def index_of(self, note_id: str) -> QModelIndex:
        """Where a note is; an invalid index when it is nowhere."""
        row = self.sections.row_of(note_id) if note_id else -1
        return self.index(row) if row >= 0 else QModelIndex()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.sections.id_at(index.row()):
            return Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # -- changing in place ------------------------------------------------------------------------

    def put(self, section: Section, ids: list[str]) -> None:
        """Let a section have these notes; without any there is none. Months follow their days."""
        number, there = self.sections.place(section)
        if there and ids:
            self.merge_section(self.sections.all[number], ids)
        elif there:
            self._remove_section(number)
            if section.heading is Heading.DAY and self._is_bare(number - 1):
                self._remove_section(number - 1)
        elif ids:
            if section.heading is Heading.DAY:
                self._put_month(section.day.replace(day=1))
                number, _ = self.sections.place(section)
            section.ids = ids
            self._insert_section(number, section)

    def _put_month(self, day: date) -> None:
        month = Section(Heading.MONTH, day)
        number, there = self.sections.place(month)
        if not there:
            self._insert_section(number, month)

    def _is_bare(self, number: int) -> bool:
        """Whether this is the heading of a month without days."""
        sections = self.sections.all
        if sections[number].heading is not Heading.MONTH:
            return False
        return number + 1 >= len(sections) or sections[number + 1].heading is Heading.MONTH

    def _insert_section(self, number: int, section: Section) -> None:
        starts = self.sections.starts
        row = starts[number] if number < len(starts) else self.sections.rows
        self.beginInsertRows(QModelIndex(), row, row + len(section.ids))
        self.sections.all.insert(number, section)
        self.sections.count_rows()
        self.endInsertRows()

    def _remove_section(self, number: int) -> None:
        row = self.sections.starts[number]
        self.beginRemoveRows(QModelIndex(), row, row + len(self.sections.all[number].ids))
        del self.sections.all[number]
        self.sections.count_rows()
        self.endRemoveRows()

    def merge_section(self, section: Section, ids: list[str]) -> None:
        """Let a section have these notes in this order, with the fewest changes that keep in place
        what has not moved among the others."""
        if section.ids == ids:
            return
        number, _ = self.sections.place(section)
        first = self.sections.starts[number] + 1
        wanted = set(ids)
        kept = [note_id for note_id in section.ids if note_id in wanted]
        if kept != [note_id for note_id in ids if note_id in set(kept)]:
            # What has changed places goes and comes back: a day is short.
            wanted = set()
        at = len(section.ids)
        while at > 0:
            end = at
            while at > 0 and section.ids[at - 1] not in wanted:
                at -= 1
            if at < end:
                self.beginRemoveRows(QModelIndex(), first + at, first + end - 1)
                del section.ids[at:end]
                self.sections.count_rows()
                self.endRemoveRows()
            else:
                at -= 1
        at = 0
        while at < len(ids):
            end = at
            known = section.ids[at] if at < len(section.ids) else ""
            while end < len(ids) and ids[end] != known:
                end += 1
            if at < end:
                self.beginInsertRows(QModelIndex(), first + at, first + end - 1)
                section.ids[at:at] = ids[at:end]
                self.sections.count_rows()
                self.endInsertRows()
                at = end
            else:
                at += 1
