"""Makes the row of a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from companion.domain import Role, ThreadMessage
from ui.chat.live import LiveTurns
from ui.chat.message_row import MessageRow
from ui.chat.orders import Orders
from ui.chat.own_row import OwnRow
from ui.chat.reply_row import ReplyRow
from ui.chat.when import day_name


class RowMaker:
    """Knows what rows are made of."""

    def __init__(self, orders: Orders, live: LiveTurns, now: Callable[[], datetime]) -> None:
        self._orders = orders
        self._live = live
        self._now = now

    def make(self, items: Sequence[ThreadMessage], at: int, parent: QWidget) -> MessageRow:
        """The row of one of `items`; it names the day when a new one begins."""
        shown = items[at]
        row: MessageRow
        if shown.message.role is Role.USER:
            row = OwnRow(shown, self._orders, parent)
        else:
            row = ReplyRow(shown, self._orders, self._live, parent)
        if day := self._day(items, at):
            row.show_day(day)
        return row

    def _day(self, items: Sequence[ThreadMessage], at: int) -> str:
        now = self._now()
        day = day_name(items[at].message.created_at, now)
        before = items[at - 1].message.created_at if at else now
        return "" if day == day_name(before, now) else day
