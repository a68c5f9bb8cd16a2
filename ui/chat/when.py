"""Moments as people say them: in local time, in the words of the locale."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from ui.language import own_locale, translate


def day_name(moment: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, a weekday of the last six days, or the date."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    ago = (today - day).days
    if ago == 0:
        return translate("when", "Today")
    if ago == 1:
        return translate("when", "Yesterday")
    if 1 < ago < 7:
        return own_locale().standaloneDayName(day.isoweekday())
    return _date(day, with_year=day.year != today.year)


def time_of(moment: datetime) -> str:
    """The time of day, such as `14:05`."""
    local = moment.astimezone()
    return own_locale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def said(moment: datetime, now: datetime) -> str:
    """When something was said, such as `Yesterday, 14:05`."""
    return translate("when", "{day}, {time}").format(
        day=day_name(moment, now), time=time_of(moment)
    )


def _date(day: date, *, with_year: bool) -> str:
    form = translate("when", "d MMMM yyyy") if with_year else translate("when", "dddd, d MMMM")
    return own_locale().toString(QDate(day.year, day.month, day.day), form)
