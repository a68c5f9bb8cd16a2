"""The conversation on the screen: of a thousand messages only those near the screen are widgets.

Rows are made and dropped in slices of a few milliseconds, between which the window stays alive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from companion.domain import ThreadMessage
from ui.chat.live import LiveTurns
from ui.chat.message_row import MessageRow
from ui.chat.orders import Orders
from ui.chat.reply_row import ReplyRow
from ui.chat.row_column import RowColumn
from ui.chat.row_keys import RowKeys
from ui.chat.row_maker import RowMaker
from ui.theme import Space, theme

SLICE_MS = 4
"""How long rows are made before the window gets a turn."""
AT_ONCE_MS = 20
"""How long they are made before anything is drawn, when a conversation is opened."""
LEAST = 40
"""How many rows there are, when there are so many messages."""
MOST = 80
"""Of more rows, those far from the screen are dropped."""
_SCREENS_KEPT = 2
_REVEALED = Space.XXL + Space.XL
"""How far below the upper edge a message is shown that was looked for."""


class MessageList(RowColumn):
    """Shows messages; told what changed by `show_items`, `sync` and `grow`."""

    def __init__(self, orders: Orders, live: LiveTurns, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._maker = RowMaker(orders, live, now)
        self._sought = ""
        self._items: Sequence[ThreadMessage] = ()
        self._first = 0
        self.setObjectName("messages")
        self.setAccessibleName(self.tr("Conversation"))
        self._keys = RowKeys(self, orders)
        self._worker = QTimer(self)
        self._worker.setSingleShot(True)
        self._worker.setInterval(0)
        self._worker.timeout.connect(self._work)
        self.latest.clicked.connect(self.to_latest)
        self.scrolled.connect(self._on_scrolled)
        theme().changed.connect(self._worker.start)
        orders.resized.connect(self._row_resized)

    # -- what is shown ----------------------------------------------------------------------------

    def show_items(self, items: Sequence[ThreadMessage], *, at: int | None = None) -> None:
        """Show another conversation from its end, or with `at` from that message on."""
        self.drop(0, len(self.rows))
        self._items = items
        self.following = at is None
        self._first = len(items) if at is None else at
        self._work(AT_ONCE_MS)
        if at is not None:
            self.scroll_to(0)

    def sync(self, items: Sequence[ThreadMessage]) -> None:
        """The same conversation has changed: keep the rows of messages that are still there."""
        self._items = items
        with self.as_tall():
            with self.steady():
                self._keep_same()
            self._rows_changed()
            self._work(AT_ONCE_MS)
        self._show_latest()

    def turn_to(self, items: Sequence[ThreadMessage]) -> None:
        """Another branch of the same conversation: what stands on the screen stays there."""
        self.following = False
        self.sync(items)
        self.following = self._at_latest()
        self._show_latest()

    def grow(self, reply_id: str) -> None:
        """More of a running reply has come."""
        row = self.row(reply_id)
        if isinstance(row, ReplyRow):
            with self.steady():
                row.grow()
                row.fit(self.row_width())

    def show_model_ready(self) -> None:
        """Whether the model is there has changed."""
        for row in self.rows:
            if isinstance(row, ReplyRow):
                row.show_model_ready()

    def seek(self, words: str) -> None:
        """Mark `words` wherever they stand; nothing marks nothing."""
        self._sought = words
        for row in self.rows:
            row.text.seek(words)

    @Slot()
    def to_latest(self) -> None:
        """Go to the end, and follow it."""
        self.following = True
        if self._last() < len(self._items):
            self.show_items(self._items)
        with self.steady():
            pass
        self._worker.start()
        self._show_latest()

    def reveal(self, message_id: str) -> None:
        """Go to a message, wherever in the conversation it is."""
        self.following = False
        if (row := self.row(message_id)) is not None:
            self.scroll_to(row.y() - _REVEALED)
            self._worker.start()
            return
        ids = [shown.message.id for shown in self._items]
        if message_id in ids:
            self.show_items(self._items, at=ids.index(message_id))

    # -- making and dropping rows -----------------------------------------------------------------

    @Slot()
    def _work(self, milliseconds: int = SLICE_MS) -> None:
        # Laid out for a size that nobody sees, rows would only be laid out again.
        if not self.isVisible():
            return
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < milliseconds:
            if not self._work_step():
                self._show_latest()
                return
        self._worker.start()

    def _work_step(self) -> bool:
        """Do the one thing most needed; False when nothing is."""
        width = self.row_width()
        if stale := [row for row in self.rows if not row.is_fit(width)]:
            with self.steady():
                min(stale, key=self.distance).fit(width)
            return True
        reserve = self.viewport().height() * _SCREENS_KEPT
        few = len(self.rows) < LEAST
        if len(self.rows) > MOST and self._drop_far(reserve):
            return True
        if self._last() < len(self._items) and (few or self.below() < reserve):
            self._make(self._last(), len(self.rows))
        elif self._first > 0 and (few or self.above() < reserve):
            self._first -= 1
            self._make(self._first, 0)
        else:
            return False
        return True

    def _make(self, item: int, at: int) -> None:
        row = self._maker.make(self._items, item, self.page)
        row.text.seek(self._sought)
        row.set_last(item == len(self._items) - 1)
        self.insert(at, row)
        QWidget.setTabOrder(self, row.text)
        row.order_tabs()
        self._keys.refresh()

    def _drop_far(self, reserve: int) -> bool:
        above, below = self.distance(self.rows[0]), self.distance(self.rows[-1])
        if max(above, below) <= reserve:
            return False
        with self.steady():
            if below >= above:
                self.drop(len(self.rows) - 1, len(self.rows))
            else:
                self.drop(0, 1)
                self._first += 1
        self._keys.refresh()
        return True

    def _keep_same(self) -> None:
        """Drop the rows from the first message on that is another one now."""
        same = 0
        for row in self.rows:
            at = self._first + same
            if at >= len(self._items) or self._items[at].message.id != row.id:
                break
            if row.shown is not self._items[at]:
                row.show_message(self._items[at])
                row.fit(self.row_width())
            same += 1
        self.drop(same, len(self.rows))
        if not self.rows:
            self._first = len(self._items)

    def _rows_changed(self) -> None:
        for at, row in enumerate(self.rows, self._first):
            row.set_last(at == len(self._items) - 1)
        self._keys.refresh()

    def _at_latest(self) -> bool:
        return self._last() == len(self._items) and self.at_end()

    def _last(self) -> int:
        """The item behind the last row."""
        return self._first + len(self.rows)

    # -- what the person does ---------------------------------------------------------------------

    @Slot()
    def _on_scrolled(self) -> None:
        self.following = self._at_latest()
        self._worker.start()
        self._show_latest()

    @Slot(object)
    def _row_resized(self, row: MessageRow) -> None:
        with self.steady():
            pass
        if row.geometry().bottom() > self.bottom():
            self.ensureWidgetVisible(row, 0, Space.S)

    def _show_latest(self) -> None:
        self.latest.setVisible(not self.following and bool(self._items))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is seen is laid out at once, the rest soon."""
        super().resizeEvent(event)
        with self.steady():
            pass
        self.place_latest()
        self._work(AT_ONCE_MS)

    def showEvent(self, event: QShowEvent) -> None:
        """Now there is a size to lay rows out for."""
        super().showEvent(event)
        self._work(AT_ONCE_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends of the conversation."""
        if event.key() == Qt.Key.Key_End:
            self.to_latest()
        elif event.key() == Qt.Key.Key_Home:
            self.show_items(self._items, at=0)
        else:
            super().keyPressEvent(event)
