"""Asks since when something is no longer true."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QWidget

from ui.acts.asking import Asking
from ui.language import translate


class SinceDialog(Asking):
    """A day, today to begin with."""

    def __init__(self, count: int, now: datetime, parent: QWidget) -> None:
        words = translate(
            "since", "It stays as what was, with the day it ended, and is not told as so."
        )
        heading = translate("since", "No longer true since…")
        super().__init__(heading, words, translate("since", "No longer true"), parent)
        self.day = day_field(now, self.tr("No longer true since"))
        self.body.addWidget(self.day)
        self.day.setFocus()

    def since(self) -> datetime:
        """The beginning of the day, in local time."""
        return beginning(self.day.date())


def day_field(moment: datetime, name: str) -> QDateEdit:
    """A field for a day, with a calendar."""
    day = moment.astimezone().date()
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    made.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))
    made.setAccessibleName(name)
    return made


def beginning(day: QDate) -> datetime:
    """When a day begins here."""
    return datetime(day.year(), day.month(), day.day()).astimezone()
