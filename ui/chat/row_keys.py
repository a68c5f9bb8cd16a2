"""The keyboard among messages: one stop for Tab, arrows from there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from ui.chat.message_row import MessageRow
from ui.chat.orders import Orders
from ui.chat.row_column import RowColumn
from ui.theme import Space


class RowKeys(QObject):
    """Tab comes to the last message only, and arrows lead on from there.

    A thousand messages are not a thousand stops on the way to the composer.
    """

    def __init__(self, column: RowColumn, orders: Orders) -> None:
        super().__init__(column)
        self._column = column
        self._stop: MessageRow | None = None
        orders.step.connect(self._step)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def refresh(self) -> None:
        """Rows have come or gone."""
        rows = self._column.rows
        if rows and self._row_of(QApplication.focusWidget()) is None:
            self._let_in(rows[-1])

    def _let_in(self, row: MessageRow) -> None:
        if self._stop is row:
            return
        if self._stop is not None and self._stop in self._column.rows:
            self._stop.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stop = row
        row.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @Slot(object, int)
    def _step(self, row: MessageRow, by: int) -> None:
        """Go to the message before or behind, once the present one is read."""
        column = self._column
        unread = row.geometry().bottom() > column.bottom() if by > 0 else row.y() < column.above()
        at = column.rows.index(row) + by
        if unread:
            bar = column.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.singleStep())
        elif 0 <= at < len(column.rows):
            column.rows[at].text.setFocus(Qt.FocusReason.TabFocusReason)
            column.ensureWidgetVisible(column.rows[at], 0, Space.L)

    @Slot(QWidget, QWidget)
    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        was, holds = self._row_of(old), self._row_of(now)
        if was is not None and was is not holds:
            was.set_focused(False)
        if holds is not None:
            holds.set_focused(True)
            self._let_in(holds)
        else:
            self.refresh()

    def _row_of(self, widget: QWidget | None) -> MessageRow | None:
        while widget is not None:
            if isinstance(widget, MessageRow):
                return widget if widget in self._column.rows else None
            widget = widget.parentWidget()
        return None
