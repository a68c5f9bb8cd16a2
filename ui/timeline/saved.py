"""Filters under names that their owner gave them: saved, renamed and removed, to be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from companion.filters import Filter, SavedChange, SavedFilter
from ui.acts.asking import Asking
from ui.bridge import Bridge


class Saved(QObject):
    """Changes the saved filters, and keeps each change in the history."""

    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def ask_name(self, filter: Filter) -> None:
        """Ask what a filter is to be called, and save it so."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        asked = NameDialog(
            self.tr("Save this filter"),
            self.tr("It is offered in the menu of the filter by this name."),
            self.tr("Save"),
            parent,
        )
        asked.accepted.connect(lambda: self.save(asked.name(), filter))
        asked.open()

    def ask_new_name(self, saved: SavedFilter) -> None:
        """Ask for another name for a saved filter."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        asked = NameDialog(
            self.tr("Rename this filter"),
            self.tr("What it leaves out stays as it is."),
            self.tr("Rename"),
            parent,
            saved.name,
        )
        asked.accepted.connect(lambda: self.rename(saved, asked.name()))
        asked.open()

    def save(self, name: str, filter: Filter) -> None:
        """Keep a filter under a name, in place of one that has it."""
        if name.strip():
            self._change(self.tr("Filter saved"), SavedChange(kept=(SavedFilter(name, filter),)))

    def rename(self, saved: SavedFilter, name: str) -> None:
        """Keep a saved filter under another name."""
        if name.strip() and name.strip() != saved.name:
            change = SavedChange((saved,), (SavedFilter(name, saved.filter),))
            self._change(self.tr("Filter renamed"), change)

    def drop(self, saved: SavedFilter) -> None:
        """Keep a filter no longer."""
        self._change(self.tr("Filter removed"), SavedChange((saved,)))

    def _change(self, what: str, change: SavedChange) -> None:
        exploring = self._bridge.companion.exploring

        self._bridge.history.do_and_back(
            what,
            exploring.save(*change.kept, instead_of=[it.name for it in change.gone]),
            lambda done: exploring.save(*done.gone, instead_of=[it.name for it in done.kept]),
            self.trouble.emit,
            owner=self,
        )


class NameDialog(Asking):
    """Asks for a name; there is none to go on with until one is written."""

    def __init__(
        self, heading: str, words: str, way_on: str, parent: QWidget, name: str = ""
    ) -> None:
        super().__init__(heading, words, way_on, parent)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.setPlaceholderText(self.tr("Name"))
        self.field.selectAll()
        self.field.textChanged.connect(self._weigh)
        self.field.returnPressed.connect(self._take)
        self.body.addWidget(self.field)
        self._weigh()
        self.field.setFocus()

    def name(self) -> str:
        """What was written."""
        return self.field.text().strip()

    def _weigh(self) -> None:
        self.go_on.setEnabled(bool(self.name()))
