"""The words of a diary in the language of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from companion.domain import NoteKind
from ui.language import own_locale, translate
from ui.timeline.kinds import kind_name

if TYPE_CHECKING:
    from companion.archive.diary_words import Words


def diary_words() -> Words:
    """They are what the core writes around what was said."""
    from companion.archive.diary_words import Words

    locale, alone = own_locale(), QLocale.FormatType.LongFormat
    return Words(
        language=locale.bcp47Name(),
        diary=translate("diary", "Diary"),
        written=translate("diary", "Written by Companion: {what}."),
        remembered=translate("diary", "Remembered"),
        you=translate("diary", "You"),
        about=translate("diary", "about {whom}"),
        until=translate("diary", "until {day}"),
        pinned=translate("diary", "pinned"),
        by_month=translate("diary", "Months"),
        ends=translate(
            "diary", "Written by Companion. Nothing on this page is loaded from anywhere."
        ),
        day=translate("diary", "{day} {month} {year}"),
        weekdays=tuple(locale.dayName(number, alone) for number in range(1, 8)),
        months=tuple(locale.monthName(number, alone) for number in range(1, 13)),
        counted={
            "notes": (
                translate("diary", "{count} memory"),
                translate("archive", "{count} memories"),
            ),
            "conversations": (
                translate("diary", "{count} conversation"),
                translate("archive", "{count} conversations"),
            ),
            "messages": (
                translate("diary", "{count} message"),
                translate("diary", "{count} messages"),
            ),
        },
        kinds={kind: kind_name(kind) for kind in NoteKind},
    )
