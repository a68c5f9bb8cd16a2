"""Asks from which day to which notes are to be shown; either may stay open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QGridLayout, QWidget

from ui.acts.asking import Asking
from ui.acts.since import day_field
from ui.language import translate
from ui.theme import Space

_USUAL = timedelta(days=30)
"""From when on it is shown, if nothing was chosen before."""


class SpanDialog(Asking):
    """Two days, each of which can be left out; it does not matter which is the earlier."""

    chose = Signal(object, object)
    """The first day and the last; None for one that was left out."""

    def __init__(
        self, since: date | None, until: date | None, now: datetime, parent: QWidget
    ) -> None:
        """`since` and `until` are what is chosen now."""
        words = translate(
            "span", "Leave the first day out to begin where your memories do, the last to go on."
        )
        heading = translate("span", "From one day to another")
        super().__init__(heading, words, translate("span", "Show"), parent)
        today = now.astimezone()
        new = since is None and until is None
        self.has_since = QCheckBox(self.tr("From"))
        self.since = _field(since, today - _USUAL, self.tr("The first day"))
        self.has_since.setChecked(new or since is not None)
        self.has_until = QCheckBox(self.tr("To"))
        self.until = _field(until, today, self.tr("The last day"))
        self.has_until.setChecked(new or until is not None)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        rows = ((self.has_since, self.since), (self.has_until, self.until))
        for at, (box, day) in enumerate(rows):
            grid.addWidget(box, at, 0)
            grid.addWidget(day, at, 1)
            box.toggled.connect(self._weigh)
        self.body.addLayout(grid)
        self.accepted.connect(self._tell)
        self._weigh()
        (self.since if self.has_since.isChecked() else self.until).setFocus()

    @Slot()
    def _weigh(self) -> None:
        """A day that is left out cannot be set; one of them has to be."""
        self.since.setEnabled(self.has_since.isChecked())
        self.until.setEnabled(self.has_until.isChecked())
        self.go_on.setEnabled(self.has_since.isChecked() or self.has_until.isChecked())

    @Slot()
    def _tell(self) -> None:
        since = _day(self.since) if self.has_since.isChecked() else None
        until = _day(self.until) if self.has_until.isChecked() else None
        if since is not None and until is not None:
            since, until = min(since, until), max(since, until)
        self.chose.emit(since, until)


def _field(day: date | None, usual: datetime, name: str) -> QDateEdit:
    made = day_field(usual, name)
    if day is not None:
        made.setDate(QDate(day.year, day.month, day.day))
    return made


def _day(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
