"""The lines of a section of the portrait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from companion.portraying import PortraitLine
from ui.language import translate
from ui.memories.row_button import RowButton
from ui.shell.widgets import icon_label, label
from ui.theme import Space
from ui.told import NAMED, told, told_line


def line_widget(
    line: PortraitLine, date: Callable[[PortraitLine], str], wanted: Callable[[str], object]
) -> QWidget:
    """One line. `date` tells when the memory it rests on was told; pressed, that is `wanted`."""
    if not line.cites:
        return _own(line)
    made = RowButton(told_line(line.text))
    made.clicked.connect(lambda: wanted(line.cites[0].id))
    made.setAccessibleDescription(translate("portrait", "Show the memory this rests on"))
    made.setToolTip(translate("portrait", "Rests on: {text}").format(text=line.cites[0].text))
    row = _row(made)
    row.addWidget(_words(line.text), 1)
    row.addWidget(_quiet(date(line)), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(icon_label("chevron-right", size=14), 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def changed_widget(text: str, *, new: bool) -> QWidget:
    """A line that has come, or gone."""
    made = QWidget()
    row = _row(made)
    row.addWidget(icon_label("plus" if new else "x", "accent" if new else "", 14), 0,
                  Qt.AlignmentFlag.AlignTop)  # fmt: skip
    words = label(told_line(text), scale="small", tone="" if new else "muted", wrap=True)
    font = words.font()
    font.setStrikeOut(not new)
    words.setFont(font)
    form = translate("portrait", "New: {text}") if new else translate("portrait", "Gone: {text}")
    words.setAccessibleName(form.format(text=text))
    row.addWidget(words, 1)
    return made


def _own(line: PortraitLine) -> QWidget:
    made = QWidget()
    _row(made).addWidget(_words(line.text), 1)
    return made


def _row(holder: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(holder)
    row.setContentsMargins(Space.S, 6, Space.S, 6)
    row.setSpacing(Space.S)
    return row


def _words(text: str) -> QWidget:
    """The words, under the name of what they tell where they have one."""
    found = NAMED.fullmatch(text)
    words = label(told_line(found["rest"] if found else text), wrap=True)
    words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if not found:
        return words
    holder = QWidget()
    holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(_quiet(told(found["name"])))
    column.addWidget(words)
    return holder


def _quiet(text: str) -> QLabel:
    made = label(text, scale="small", tone="muted")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
