"""Lists that change in place: a list model whose rows have keys.

New rows are merged into the old ones with the fewest inserts, removes and moves, so that views
keep their selection, their scroll position and an open editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex


class Keyed(Protocol):
    """A row: two rows with the same key are the same thing, perhaps changed."""

    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Keyed)


class KeyedRowsModel(QAbstractListModel, Generic[R]):
    """Holds rows; subclasses say what roles they have."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[R] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The rows there are; no row has children."""
        return 0 if parent.isValid() else len(self._rows)

    def row(self, index: Index) -> R:
        """The row at a valid `index`."""
        return self._rows[index.row()]

    def index_of(self, key: str) -> QModelIndex:
        """Where the row with `key` is; an invalid index when it is nowhere."""
        for at, row in enumerate(self._rows):
            if row.key == key:
                return self.index(at)
        return QModelIndex()

    def replace(self, rows: Sequence[R]) -> None:
        """Show other rows: nothing of selection and scroll position is kept."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[R]) -> None:
        """Add rows at the end."""
        if rows:
            self._insert(len(self._rows), rows)

    def merge(self, rows: Sequence[R]) -> None:
        """Show `rows`, changing only what is different."""
        wanted = {row.key for row in rows}
        self._remove_all_but(wanted)
        known = {row.key for row in self._rows}
        at = 0
        while at < len(rows):
            row = rows[at]
            if row.key not in known:
                end = at + 1
                while end < len(rows) and rows[end].key not in known:
                    end += 1
                self._insert(at, rows[at:end])
                at = end
                continue
            if self._rows[at].key != row.key:
                self._move(self.index_of(row.key).row(), at)
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))
            at += 1

    def _remove_all_but(self, wanted: set[str]) -> None:
        end = len(self._rows)
        while end > 0:
            if self._rows[end - 1].key in wanted:
                end -= 1
                continue
            start = end - 1
            while start > 0 and self._rows[start - 1].key not in wanted:
                start -= 1
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
            end = start

    def _insert(self, at: int, rows: Sequence[R]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self.endInsertRows()

    def _move(self, start: int, to: int) -> None:
        self.beginMoveRows(QModelIndex(), start, start, QModelIndex(), to)
        self._rows.insert(to, self._rows.pop(start))
        self.endMoveRows()
