"""Days and months as the timeline calls them, in the words of the locale."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from ui.language import translate


def month_heading(day: date) -> str:
    """Such as `May 2026`."""
    return f"{QLocale().standaloneMonthName(day.month)} {day.year}"


def short_month(day: date) -> str:
    """Such as `May`."""
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def full_date(day: date) -> str:
    """Such as `4 May 2026`."""
    return _in(day, translate("naming", "d MMMM yyyy"))


def day_heading(day: date, today: date, *, whole: bool) -> str:
    """`Today`, `Yesterday`, or such as `Monday 4`; `whole` with the month and the year."""
    ago = (today - day).days
    if ago in (0, 1):
        named = translate("naming", "Today") if ago == 0 else translate("naming", "Yesterday")
        return f"{named}, {full_date(day)}" if whole else named
    return _in(
        day, translate("naming", "dddd, d MMMM yyyy") if whole else translate("naming", "dddd d")
    )


def on_day(moment: datetime, today: date) -> str:
    """A day within a sentence: `Today`, `Yesterday`, `4 May`, `4 May 2019`."""
    day = moment.astimezone().date()
    ago = (today - day).days
    if ago == 0:
        return translate("naming", "Today")
    if ago == 1:
        return translate("naming", "Yesterday")
    return _in(
        day,
        translate("naming", "d MMM")
        if day.year == today.year
        else translate("naming", "d MMM yyyy"),
    )


def _in(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
