"""The bar at the top of the memories: one button for each view."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from ui.language import counted
from ui.memories.view import View, sign
from ui.shell.widgets import button, named_shortcut, set_icon, with_shortcut
from ui.theme import Space


class ViewBar(QFrame):
    """Says which view is in front. Where there is little room, only that one has its name."""

    chosen = Signal(object)
    """The `View` the person wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("views")
        self.setAccessibleName(self.tr("Views of the memory"))
        self._group = QButtonGroup(self)
        self._counts: dict[View, int] = {}
        self._front = View.TIMELINE
        self._tight = False
        self._wanted = 0
        self.buttons: dict[View, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.XS)
        for number, view in enumerate(View, 1):
            self.buttons[view] = made = button(sign(view).name, kind="segment")
            made.setCheckable(True)
            set_icon(made, sign(view).icon, size=16)
            keys = QKeySequence(f"Ctrl+{number}")
            made.setToolTip(with_shortcut(sign(view).name, keys))
            named_shortcut(keys, self, sign(view).name, partial(self.chosen.emit, view))
            self._group.addButton(made)
            row.addWidget(made)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)
        self.show_front(self._front)

    def show_front(self, view: View) -> None:
        """Show `view` as the one in front."""
        self._front = view
        self.buttons[view].setChecked(True)
        self.setFocusProxy(self.buttons[view])
        self._write()

    def show_count(self, view: View, count: int) -> None:
        """Show how many things wait for the person in `view`."""
        self._counts[view] = count
        self._measure()

    @Slot(object)
    def _clicked(self, clicked: object) -> None:
        for view, made in self.buttons.items():
            if made is clicked:
                self.chosen.emit(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave names out where they have no room."""
        super().resizeEvent(event)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        self._wanted = 0
        self._write()

    def _write(self) -> None:
        if not self._wanted:
            self._name(tight=False)
            self.ensurePolished()
            self._wanted = self._needed()
        self._tight = self.width() < self._wanted
        self._name(tight=self._tight)
        if self._tight and self._needed() > self.width():
            self._name(tight=True, bare=True)

    def _needed(self) -> int:
        wide = sum(made.sizeHint().width() for made in self.buttons.values())
        return wide + 2 * Space.M + Space.XS * (len(self.buttons) - 1)

    def _name(self, *, tight: bool, bare: bool = False) -> None:
        for view, made in self.buttons.items():
            count = self._counts.get(view, 0)
            named = not tight or (view is self._front and not bare)
            name = sign(view).name if named else ""
            shown = " · ".join(part for part in (name, counted(count) if count else "") if part)
            if made.text() != shown:
                made.setText(shown)
                set_icon(made, sign(view).icon, "accent" if count else "", 16)
            waiting = self.tr("{count} wait for you").format(count=counted(count))
            made.setAccessibleName(f"{sign(view).name}, {waiting}" if count else sign(view).name)

    def minimumSizeHint(self) -> QSize:
        """The bar never keeps the window from getting narrow."""
        hint = super().minimumSizeHint()
        hint.setWidth(0)
        return hint
