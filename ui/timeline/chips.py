"""A few words as chips: each can be taken away, and others added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from ui.shell.flow import Flow
from ui.shell.widgets import button, set_icon, with_text
from ui.theme import Space, scaled

_FIELD = 140


class Chips(QWidget):
    """Shows words, and tells which there are to be."""

    chosen = Signal(list)

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        """`name` is what the words are; `add` stands in the field for another one."""
        super().__init__(parent)
        self._name = name
        self._words: list[str] = []
        self.chips: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        self.field = QLineEdit()
        self.field.setObjectName("chip_field")
        self.field.setPlaceholderText(add)
        self.field.setAccessibleName(f"{name}: {add}")
        with_text(self.field, lambda: self.field.setFixedWidth(scaled(_FIELD)))
        self.field.returnPressed.connect(self._add)
        self._flow = Flow(Space.XS, self)
        self._flow.addWidget(self.field)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these, without telling anyone."""
        self._words = list(words)
        for made in self.chips.values():
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._flow.removeWidget(self.field)
        self.chips = {word: self._chip(word) for word in dict.fromkeys(words)}
        for made in self.chips.values():
            self._flow.addWidget(made)
            made.show()
        self._flow.addWidget(self.field)
        self.updateGeometry()

    def suggest(self, words: Sequence[str]) -> None:
        """Complete what is typed to one of these."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)

    def _chip(self, word: str) -> QPushButton:
        made = button(word.replace("&", "&&"), kind="facet")
        set_icon(made, "x", size=12)
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setAccessibleName(
            self.tr("{name}: take {word} away").format(name=self._name, word=word)
        )
        made.setToolTip(self.tr("Take this away"))
        made.clicked.connect(lambda: self.chosen.emit([it for it in self._words if it != word]))
        return made

    @Slot()
    def _add(self) -> None:
        word = self.field.text().strip()
        self.field.clear()
        if word and word not in self._words:
            self.chosen.emit([*self._words, word])
