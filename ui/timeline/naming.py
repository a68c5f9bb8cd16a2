"""Days and months as the timeline calls them, in the words of the locale."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from ui.language import translate

_SOON = 14
"""Up to how many days ahead it is told how many they are."""


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
    """`Today`, `Yesterday`, or such as `Monday 4`; `whole` with the month and the year. What is
    coming up soon says how soon: `Tomorrow`, `Monday 4 · in 3 days`."""
    if named := _near(day, today):
        return f"{named}, {full_date(day)}" if whole else named
    named = _in(
        day, translate("naming", "dddd, d MMMM yyyy") if whole else translate("naming", "dddd d")
    )
    ahead = (day - today).days
    if not 0 < ahead <= _SOON:
        return named
    return translate("naming", "{day} · in {count} days").format(day=named, count=ahead)


def on_day(moment: datetime, today: date) -> str:
    """A day within a sentence: `Today`, `Yesterday`, `Tomorrow`, `4 May`, `4 May 2019`."""
    day = moment.astimezone().date()
    return _near(day, today) or _in(
        day,
        translate("naming", "d MMM")
        if day.year == today.year
        else translate("naming", "d MMM yyyy"),
    )


def stretch(first: date, last: date, today: date) -> str:
    """Some days of which one is meant: `June`, `June 2027`, `2018`, `4 May – 10 May`."""
    year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if year:
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    if is_months(first, last):
        named = [QLocale().standaloneMonthName(it.month) for it in (first, last)]
        months = " – ".join(dict.fromkeys(named))
        return months if last.year == today.year else f"{months} {last.year}"
    form = translate("naming", "d MMM")
    of_year = "" if last.year == today.year else f" {last.year}"
    return f"{_in(first, form)} – {_in(last, form)}{of_year}"


def is_months(first: date, last: date) -> bool:
    """Whether these are whole months."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _near(day: date, today: date) -> str:
    """What the days next to this one are called; empty for any other."""
    match (day - today).days:
        case 0:
            return translate("naming", "Today")
        case 1:
            return translate("naming", "Tomorrow")
        case -1:
            return translate("naming", "Yesterday")
    return ""


def _in(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
