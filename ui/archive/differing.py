"""What an import would bring, change or leave, record by record: what each says here and there. It
is read as far as it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListView, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.archive.words import differing_name, field_names, number_of
from ui.bridge import Bridge
from ui.language import translate
from ui.shell.latest import Latest
from ui.shell.rows import Index
from ui.shell.widgets import label
from ui.theme import Space

if TYPE_CHECKING:
    from companion.archive.importing import Preview
    from companion.compared import Compared

PAGE = 50
"""Records that are read at once."""
_ROWS = 6
_FRAME = 12
_LONGEST = 600
"""Characters of a record that are shown."""
_KINDS = ("notes", "conversations", "personas", "saved_filters")
_VERDICTS = ("changed", "kept", "new", "forgotten")
Compare = Callable[[str, Sequence[str]], "Future[list[Compared]]"]
"""Asks what records of a kind say here and there."""


class Records(QAbstractListModel):
    """Records of one kind, each as two lines."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._latest = Latest(bridge, self)
        self._compare: Compare | None = None
        self._kind = ""
        self._ids: tuple[str, ...] = ()
        self._rows: list[Compared] = []
        self._adding = False

    def show_records(self, compare: Compare, kind: str, ids: Sequence[str]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._latest.drop()
        self._compare, self._kind, self._ids, self._rows = compare, kind, tuple(ids), []
        self.endResetModel()
        self.fetchMore()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The records that were read."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether there are more, and none of them on their way."""
        on_their_way = self._latest.waiting or self._adding
        return len(self._rows) < len(self._ids) and not on_their_way

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        """Read some more."""
        if self._compare is not None and self.canFetchMore():
            some = self._ids[len(self._rows) : len(self._rows) + PAGE]
            self._latest.ask(self._compare(self._kind, some), self._append, self._leave)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a record says, in short and as a whole."""
        if not index.isValid():
            return None
        record = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(" ".join(line.split()) for line in told(record)[:2])
        if role == Qt.ItemDataRole.UserRole:
            return "\n".join(told(record))
        return None

    def _append(self, found: Sequence[Compared]) -> None:
        if found:
            first = len(self._rows)
            # A view that hears of rows may ask for more at once: not before these are there.
            self._adding = True
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._rows += found
            self._adding = False
            self.endInsertRows()

    def _leave(self, _: CompanionError) -> None:
        """It was closed, or something else went wrong that is said elsewhere."""


class Differing(QWidget):
    """A choice of what becomes of which records, the list of them, and the chosen one as a
    whole."""

    def __init__(self, bridge: Bridge, fitted: Callable[[], None]) -> None:
        """`fitted` is called when it takes another height."""
        super().__init__()
        self._fitted = fitted
        self._groups: list[tuple[str, Sequence[str]]] = []
        self._compare: Compare | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What to look into"))
        self.choice.currentIndexChanged.connect(self._choose)
        self.model = Records(bridge, self)
        self.list = QListView()
        self.list.setObjectName("asked")
        self.list.setAccessibleName(self.tr("Here and there"))
        self.list.setModel(self.model)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.model.rowsInserted.connect(self._size)
        self.list.selectionModel().currentChanged.connect(self._show_whole)
        self.whole = label(tone="muted", scale="small", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (self.choice, self.list, self.whole):
            column.addWidget(part)

    def show_preview(self, preview: Preview, compare: Compare) -> bool:
        """Offer what this one lists; False when that is nothing."""
        listed = {(kind, str(verdict)): ids for (kind, verdict), ids in preview.listed.items()}
        conflicting = set(preview.conflicting)
        named: list[tuple[str, str, Sequence[str]]] = []
        if conflicting:
            named.append(("conflicting", "notes", preview.conflicting))
        for verdict in _VERDICTS:
            for kind in _KINDS:
                ids: Sequence[str] = listed.get((kind, verdict), ())
                if kind == "notes" and verdict in ("changed", "kept"):
                    ids = tuple(i for i in ids if i not in conflicting)
                if ids:
                    named.append((verdict, kind, ids))
        self._compare = compare
        self._groups = [(kind, ids) for _, kind, ids in named]
        self.choice.blockSignals(True)
        self.choice.clear()
        for verdict, kind, ids in named:
            self.choice.addItem(f"{differing_name(kind, verdict)} ({number_of(len(ids))})")
        self.choice.blockSignals(False)
        if self.isVisible():
            self._choose()
        return bool(named)

    def open(self) -> None:
        """Begin to read."""
        self.show()
        self._choose()
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _choose(self) -> None:
        self.whole.hide()
        if self._compare is not None and 0 <= self.choice.currentIndex() < len(self._groups):
            self.model.show_records(self._compare, *self._groups[self.choice.currentIndex()])
        self._fitted()

    @Slot()
    def _size(self) -> None:
        """Be as high as the first rows are."""
        rows = range(min(self.model.rowCount(), _ROWS))
        self.list.setFixedHeight(sum(map(self.list.sizeHintForRow, rows)) + _FRAME)
        self._fitted()

    @Slot()
    def _show_whole(self) -> None:
        text = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.whole.setText(text or "")
        self.whole.setVisible(bool(text))
        self._fitted()


def told(record: Compared) -> list[str]:
    """What a record says here and there, each in a line or more."""
    there = _cut(record.there)
    if record.here is None:
        return [there]
    also = [field_names()[name] for name in record.differs if name in field_names()]
    lines = [
        translate("archive", "Here: {words}").format(words=_cut(record.here)),
        translate("archive", "There: {words}").format(words=there),
    ]
    if record.here == record.there:
        lines = [there]
    if also:
        lines.append(translate("archive", "Differs in: {what}").format(what=", ".join(also)))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
