"""The filter of the timeline: a button with the menu, and a chip for each thing it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from companion.filters import Filter, SavedFilter
from ui.bridge import Bridge
from ui.shell.flow import Flow
from ui.shell.latest import Latest
from ui.shell.widgets import button, set_icon, with_shortcut
from ui.theme import Space
from ui.timeline.filter_menu import FilterMenu
from ui.timeline.filter_words import FIELDS, TIME, chip, is_set
from ui.timeline.saved import Saved


class FilterBar(QWidget):
    """Chips to take away what a filter says; `button` opens the menu to say more."""

    chose = Signal(object)
    """The whole filter as it is to be."""
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self._filter = Filter()
        self.oldest: date | None = None
        """The first day there is anything of."""
        self.chips: dict[str, QWidget] = {}
        self.menu = FilterMenu(bridge, self)
        self.menu.chose.connect(self.chose)
        self.menu.days_wanted.connect(self._ask_days)
        self.menu.save_wanted.connect(self._name)
        self.saved = Saved(bridge, self)
        self.menu.rename_wanted.connect(self.saved.ask_new_name)
        self.menu.drop_wanted.connect(self.saved.drop)
        for part in (self.menu, self.saved):
            part.trouble.connect(self.trouble)
        self.button = button(self.tr("Filter"), kind="quiet", icon_name="list-filter")
        self.button.setShortcut(QKeySequence("Ctrl+Shift+F"))
        self.button.setToolTip(with_shortcut(self.tr("Filter"), self.button.shortcut()))
        self.button.clicked.connect(self.open_menu)
        self._flow = Flow(Space.XS, self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_filter(self, filter: Filter) -> None:
        """Say what this filter says, less its words: these are in the search field."""
        self._filter = filter
        unknown = [it for it in filter.conversations if it not in self.menu.names]
        if unknown:
            titles = self._bridge.companion.exploring.titles(unknown)
            self._bridge.ask(titles, self._name_chips, self._failed, owner=self)
        today = self._bridge.companion.clock.now().astimezone().date()
        said = [field for field in FIELDS if is_set(filter, field)]
        focused = next((f for f, it in self.chips.items() if it.hasFocus()), "")
        for made in self.chips.values():
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.chips = {}
        for field in said:
            words = chip(filter, field, self.menu.names, today)
            made = button(words, kind="facet", icon_name="x")
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setAccessibleName(self.tr("Remove the filter {words}").format(words=words))
            made.setToolTip(made.accessibleName())
            made.clicked.connect(lambda _=False, field=field: self._take_away(field))
            self.chips[field] = made
            self._flow.addWidget(made)
        set_icon(self.button, "list-filter", "accent" if said else "")
        self.setVisible(bool(said))
        if focused and not self.chips:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _name_chips(self, titles: dict[str, str]) -> None:
        untitled = dict.fromkeys(self._filter.conversations, "")
        self.menu.names = {**untitled, **self.menu.names, **titles}
        self.show_filter(self._filter)

    @Slot()
    def open_menu(self) -> None:
        """Open the menu below the button; the saved filters are asked for first."""
        self._latest.ask(self._bridge.companion.exploring.saved(), self._open, self._failed)

    def _open(self, saved: list[SavedFilter]) -> None:
        self.menu.offer(self._filter, saved, self.oldest)
        below = self.button.mapToGlobal(QPoint(0, self.button.height() + 2))
        self.menu.popup(below)

    def _take_away(self, field: str) -> None:
        if field == TIME:
            self.chose.emit(replace(self._filter, since=None, until=None))
        else:
            self.chose.emit(replace(self._filter, **{field: ()}))  # type: ignore[arg-type]

    @Slot()
    def _ask_days(self) -> None:
        from ui.timeline.span import SpanDialog

        now = self._bridge.companion.clock.now()
        asked = SpanDialog(self._filter.since, self._filter.until, now, self)
        asked.chose.connect(self._take_days)
        asked.open()

    @Slot(object, object)
    def _take_days(self, since: date | None, until: date | None) -> None:
        self.chose.emit(replace(self._filter, since=since, until=until))

    @Slot()
    def _name(self) -> None:
        self.saved.ask_name(self._filter)

    def _failed(self, error: object) -> None:
        self.trouble.emit(error)
