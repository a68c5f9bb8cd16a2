"""A day that may be unknown: to be set, changed, and taken away."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.acts.since import beginning, day_field
from ui.shell.widgets import button, icon_button


class DayField(QWidget):
    """Without a day it is a button to set one."""

    chosen = Signal(object)
    """The beginning of the day, as a datetime, or None."""

    def __init__(self, name: str, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._shown: datetime | None = None
        self.set = button(self.tr("not known · set a day"), kind="line")
        self.set.setAccessibleName(self.tr("{name}: set a day").format(name=name))
        self.day = day_field(now, name)
        self.day.setKeyboardTracking(False)
        self.unset = icon_button("x", self.tr("{name}: not known").format(name=name), size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.set, self.day, self.unset):
            row.addWidget(part)
        row.addStretch(1)
        self.set.clicked.connect(self._set)
        self.unset.clicked.connect(lambda: self.chosen.emit(None))
        self.day.dateChanged.connect(self._changed)
        self.show_day(None)

    def show_day(self, moment: datetime | None) -> None:
        """Show a day, without telling anyone."""
        self._shown = moment
        self.set.setVisible(moment is None)
        self.day.setVisible(moment is not None)
        self.unset.setVisible(moment is not None)
        local = (moment or self._now).astimezone()
        self.day.blockSignals(True)
        self.day.setDate(QDate(local.year, local.month, local.day))
        self.day.blockSignals(False)

    @Slot()
    def _set(self) -> None:
        self.chosen.emit(beginning(self.day.date()))

    @Slot(QDate)
    def _changed(self, day: QDate) -> None:
        if self._shown is not None:
            self.chosen.emit(beginning(day))
