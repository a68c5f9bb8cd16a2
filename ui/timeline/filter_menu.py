"""The menu of what can be filtered by: a menu for each field, with counts that come as it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from companion.domain import NoteKind, NoteStatus, Origin
from companion.errors import CompanionError
from companion.exploring import Span
from companion.filters import Counted, Facet, Filter, Freshness, SavedFilter
from ui.bridge import Bridge
from ui.language import counted
from ui.shell.latest import Latest
from ui.timeline.filter_words import (
    FIELDS,
    TIME,
    field_name,
    is_set,
    spans,
    value_name,
)

_LONGEST = 48
_READ: dict[str, Callable[[str], Any]] = {
    Facet.KIND: NoteKind,
    Facet.STATUS: NoteStatus,
    Facet.ORIGIN: Origin,
    Facet.FRESHNESS: Freshness,
}
"""What the values of a field are, where they are more than text."""


class FilterMenu(QMenu):
    """Changes a filter: `chose` has the whole of it."""

    chose = Signal(object)
    days_wanted = Signal()
    """A first and a last day are to be asked for."""
    save_wanted = Signal()
    rename_wanted = Signal(object)
    """A `SavedFilter` is to have another name."""
    drop_wanted = Signal(object)
    """A `SavedFilter` is to be removed."""
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._filter = Filter()
        self._oldest: date | None = None
        self._saved: list[SavedFilter] = []
        self.names: dict[str, str] = {}
        """What conversations are called, as far as they were offered."""
        self.setToolTipsVisible(True)

    def offer(self, filter: Filter, saved: list[SavedFilter], oldest: date | None) -> None:
        """Lay the menu out for a filter; `oldest` is the first day there is anything of."""
        self._filter, self._saved, self._oldest = filter, saved, oldest
        self.clear()
        for one in saved:
            action = self._add(self, one.name, one.filter)
            action.setCheckable(True)
            action.setChecked(one.filter == filter)
        if saved:
            self.addSeparator()
        for field in FIELDS:
            self._add_field(field)
        self.addSeparator()
        save = self.addAction(self.tr("Save this filter…"))
        save.setEnabled(bool(filter))
        save.triggered.connect(self.save_wanted)
        if saved:
            self._add_saved(self.tr("Rename a saved filter"), self.rename_wanted)
            self._add_saved(self.tr("Remove a saved filter"), self.drop_wanted)
        clear = self._add(self, self.tr("Clear the filter"), Filter(words=filter.words))
        clear.setEnabled(any(is_set(filter, field) for field in FIELDS))

    def _add_saved(self, name: str, wanted: SignalInstance) -> None:
        menu = self.addMenu(name)
        for one in self._saved:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=one: wanted.emit(one))

    def _add_field(self, field: str) -> None:
        menu = self.addMenu(field_name(field))
        menu.setToolTipsVisible(True)
        exploring = self.bridge.companion.exploring
        if field == TIME:
            times = self._fill_times(menu)
            spans = [span for _, span in times]
            _Counting(
                self,
                menu,
                lambda: exploring.counted_spans(self._filter, spans),
                lambda found: self._number(times, found),
            )
        else:
            facet = Facet(field)
            self._await(menu)
            _Counting(
                self,
                menu,
                lambda: exploring.counted(self._filter, facet),
                lambda found: self._fill(menu, facet, found),
            )

    def _await(self, menu: QMenu) -> None:
        menu.addAction(self.tr("Counting…")).setEnabled(False)

    def _fill(self, menu: QMenu, facet: Facet, found: list[Counted]) -> None:
        menu.clear()
        known = {it.value for it in found}
        gone = [it for it in getattr(self._filter, facet) if it not in known]
        for value in gone:
            self._add_value(menu, facet, value, value_name(facet, value, self.names.get(value, "")))
        for it in found:
            name = value_name(facet, it.value, it.name)
            self.names[it.value] = name
            self._add_value(menu, facet, it.value, name, it.notes)
        if menu.isEmpty():
            menu.addAction(self.tr("There is none")).setEnabled(False)

    def _fill_times(self, menu: QMenu) -> list[tuple[QAction, Span]]:
        """Gives what is offered, each with its days."""
        today = self.bridge.companion.clock.now().astimezone().date()
        here = (self._filter.since, self._filter.until)
        times: list[tuple[QAction, Span]] = []
        for name, since, until in spans(today, self._oldest):
            chosen = here == (since, until)
            after = (None, None) if chosen else (since, until)
            wanted = replace(self._filter, since=after[0], until=after[1])
            times.append((self._add(menu, name, wanted, checked=chosen), (since, until)))
        menu.addSeparator()
        others = menu.addAction(self.tr("From one day to another…"))
        others.setCheckable(True)
        offered = any(it.isChecked() for it in menu.actions())
        others.setChecked(is_set(self._filter, TIME) and not offered)
        others.triggered.connect(lambda _=False: self.days_wanted.emit())
        return times

    def _number(self, times: Sequence[tuple[QAction, Span]], found: Sequence[int]) -> None:
        """Say beside each stretch of time how many notes there are of it."""
        for (action, _), notes in zip(times, found, strict=True):
            action.setText(_with_count(action.text(), notes))

    def _add_value(
        self, menu: QMenu, field: str, value: str, name: str, notes: int | None = None
    ) -> None:
        there = getattr(self._filter, field)
        read = _READ.get(field, str)(value)
        after = tuple(it for it in there if it != read) if read in there else (*there, read)
        fields: dict[str, Any] = {field: after}
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        said = short if notes is None else _with_count(short, notes)
        action = self._add(menu, said, replace(self._filter, **fields), checked=read in there)
        if short != name:
            action.setToolTip(name)

    def _add(self, menu: QMenu, name: str, wanted: Filter, *, checked: bool = False) -> QAction:
        action = menu.addAction(name.replace("&", "&&"))
        action.setCheckable(menu is not self)
        action.setChecked(checked)
        action.triggered.connect(lambda _=False: self.chose.emit(wanted))
        return action


class _Counting(QObject):
    """Counts what a menu offers as it opens, once; nobody waits for it when the menu closes."""

    def __init__(
        self,
        owner: FilterMenu,
        menu: QMenu,
        ask: Callable[[], Future[Any]],
        show: Callable[[Any], None],
    ) -> None:
        super().__init__(menu)
        self._owner, self._ask, self._show = owner, ask, show
        self._latest = Latest(owner.bridge, self)
        self._asked: Future[Any] | None = None
        menu.aboutToShow.connect(self._begin)
        menu.aboutToHide.connect(self._end)

    @Slot()
    def _begin(self) -> None:
        if self._asked is None:
            self._asked = self._ask()
            self._latest.ask(self._asked, self._show, self._failed)

    @Slot()
    def _end(self) -> None:
        if self._asked is not None and self._asked.cancel():
            self._latest.drop()
            self._asked = None

    def _failed(self, error: CompanionError) -> None:
        self._asked = None
        self._owner.trouble.emit(error)


def _with_count(name: str, notes: int) -> str:
    # The tab sets the count at the right, where menus have their shortcuts.
    return f"{name}\t{counted(notes)}"
