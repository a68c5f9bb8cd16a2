"""Rows one under another in a scroll area: whatever changes, the words being read do not move.

Placed by hand: a layout would ask every row for its height at every word of a growing reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QWidget

from ui.chat.message_row import MARGIN, MessageRow
from ui.shell.widgets import icon_button, with_text
from ui.theme import Space, scaled

NEAR = 32
"""So near the end, in pixels, the list follows what is added there."""
_LATEST = 34


class RowColumn(QScrollArea):
    """Holds rows and their places; which rows there are is decided elsewhere."""

    scrolled = Signal()
    """The person has scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[MessageRow] = []
        """From top to bottom."""
        self.following = True
        """Whether the end is kept on the screen while the column grows."""
        self._least_height = 0
        self._placing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QWidget()
        self.page.setObjectName("messages_page")
        self.setWidget(self.page)
        self.latest: QToolButton = icon_button("arrow-down", self.tr("Jump to latest"))
        self.latest.setObjectName("latest")
        self.latest.setParent(self)
        with_text(self, lambda: self.latest.setFixedSize(scaled(_LATEST), scaled(_LATEST)))
        self.latest.hide()
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._value_changed)

    def row(self, message_id: str) -> MessageRow | None:
        """The row of a message, when there is one now."""
        for row in reversed(self.rows):
            if row.id == message_id:
                return row
        return None

    def row_width(self) -> int:
        """How wide rows are: a readable column, or what there is."""
        return min(scaled(Space.COLUMN), self.viewport().width() - 2 * Space.XL) + 2 * MARGIN

    def insert(self, at: int, row: MessageRow) -> None:
        """Add a row, laid out and shown."""
        with self.steady():
            self.rows.insert(at, row)
            row.fit(self.row_width())
        row.show()

    def drop(self, start: int, stop: int) -> None:
        """Take rows away."""
        for row in self.rows[start:stop]:
            row.hide()
            row.deleteLater()
        del self.rows[start:stop]

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Whatever changes inside: what is being read stays where it is, or the end is followed."""
        bar = self.verticalScrollBar()
        anchor = next((row for row in self.rows if row.geometry().bottom() > bar.value()), None)
        offset = anchor.y() - bar.value() if anchor else 0
        yield
        self._placing = True
        self._place()
        if self.following:
            bar.setValue(bar.maximum())
        elif anchor is not None and anchor in self.rows:
            bar.setValue(anchor.y() - offset)
        self._placing = False

    @contextmanager
    def as_tall(self) -> Iterator[None]:
        """While rows are exchanged inside, the page keeps its height, and so its place."""
        self._least_height = self.page.height()
        yield
        self._least_height = 0
        with self.steady():
            pass

    def scroll_to(self, value: int) -> None:
        """Show the page from `value` on."""
        self._placing = True
        self.verticalScrollBar().setValue(value)
        self._placing = False

    def above(self) -> int:
        """Pixels of the page above the screen."""
        return self.verticalScrollBar().value()

    def below(self) -> int:
        """Pixels of the page below the screen."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value()

    def bottom(self) -> int:
        """Where on the page the screen ends."""
        return self.above() + self.viewport().height()

    def distance(self, row: MessageRow) -> int:
        """How far a row is from the screen, in pixels; 0 when some of it is seen."""
        return max(0, self.above() - row.geometry().bottom(), row.y() - self.bottom())

    def at_end(self) -> bool:
        """Whether the last row's end is on the screen."""
        return self.below() <= NEAR

    def place_latest(self) -> None:
        """Keep the button that leads to the end in its place."""
        size = self.latest.width()
        self.latest.move((self.width() - size) // 2, self.height() - size - Space.S)

    def _place(self) -> None:
        left = (self.viewport().width() - self.row_width()) // 2
        top = Space.XL
        for row in self.rows:
            row.move(left, top)
            top += row.height()
        height = max(top + Space.S, self.viewport().height(), self._least_height)
        self.page.resize(self.viewport().width(), height)

    @Slot()
    def _value_changed(self) -> None:
        if not self._placing:
            self.scrolled.emit()
