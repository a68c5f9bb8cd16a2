"""The memories page: find, read, add, correct and forget what is remembered."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.errors import CompanionError
from companion.events import Event, NotesChanged
from companion.filters import Axis, Filter
from ui.bridge import Bridge
from ui.language import counted
from ui.shell.beside import Beside
from ui.shell.controls import Segments
from ui.shell.search_field import SearchField
from ui.shell.widgets import button, label
from ui.theme import Space, scaled
from ui.timeline.adder import Adder
from ui.timeline.detail import DetailPane
from ui.timeline.filter_bar import FilterBar
from ui.timeline.list import NoteList
from ui.timeline.model import NoteModel
from ui.timeline.overview import Overview
from ui.timeline.states import EmptyState
from ui.told import told

_WIDEST = 900
"""The widest a list gets: longer lines are hard to follow."""
_NARROW = 640
"""Below this width, list and detail take turns."""


RECALL_AFTER_MS = 250
"""How long after the last letter recall is asked, too."""


class MemoriesView(QWidget):
    """A searchable list on the left, the chosen memory on the right."""

    deleted = Signal(object)
    trouble = Signal(object)
    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._awaited = ""
        self._turned = False
        self._narrow = True
        self._bare = False
        """There is nothing to choose."""
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = NoteModel(bridge, self)
        self.list = NoteList(self.model)
        self.detail = DetailPane(bridge)
        self.adder = Adder(bridge)
        self.state = EmptyState()
        self.search = SearchField(self.tr("Search memories"), pause_ms=0)
        self.axis = Segments(
            self.tr("By the day it"),
            {Axis.HAPPENED: self.tr("Happened"), Axis.LEARNED: self.tr("Was learned")},
        )
        self.axis.choose(self.model.axis)
        self.filters = FilterBar(bridge)
        self.overview = Overview()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(RECALL_AFTER_MS)
        self.count = label(scale="small", tone="muted")
        self.add = button(
            self.tr("Add a memory"), kind="primary", icon_name="plus", colour="on_accent"
        )
        self._build()
        self._connect()
        self._say("loader", "", self.tr("Looking through what is remembered…"))

    @Slot()
    def refresh(self) -> None:
        """Ask for the memories anew; the rows change in place."""
        self.model.refresh()

    def show_note(self, note_id: str) -> None:
        """Show a note in full, whether or not it is among those listed."""
        self._await(note_id)
        self.detail.show_notes([note_id])
        self._turn_to_detail()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        name = QWidget()
        words = QHBoxLayout(name)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.S)
        words.addWidget(label(self.tr("Memories"), scale="title"))
        self.count.setContentsMargins(0, 7, 0, 0)
        words.addWidget(self.count, 1)
        head = Beside()
        head.setContentsMargins(Space.L, Space.L, Space.L, Space.S)
        head.addWidget(name)
        head.addWidget(self.add)
        find = QHBoxLayout()
        find.setContentsMargins(Space.L, 0, Space.L, Space.S)
        find.addWidget(self.search)
        switch = QHBoxLayout()
        switch.setContentsMargins(Space.L, 0, Space.L, Space.S)
        switch.addWidget(self.axis)
        switch.addStretch(1)
        switch.addWidget(self.filters.button)
        timeline = QWidget()
        side_by_side = QHBoxLayout(timeline)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        side_by_side.addWidget(self.list, 1)
        side_by_side.addWidget(self.overview)
        self._timeline = timeline
        self._body = QStackedWidget()
        self._body.addWidget(timeline)
        self._body.addWidget(self.state)
        self._left = left = QWidget()
        left.setObjectName("memories_list")
        left.setMinimumWidth(260)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(find)
        column.addLayout(switch)
        chips = QHBoxLayout()
        chips.setContentsMargins(Space.L, 0, Space.L, 0)
        chips.addWidget(self.filters)
        column.addLayout(chips)
        column.addWidget(self.adder)
        column.addWidget(self._body, 1)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.splitter)

    def _connect(self) -> None:
        # What can be done with the chosen memories can be done from the list, too.
        acts = self.detail.acts
        self.addActions(acts.all)
        self.list.addActions([action for action in acts.all if action is not acts.forget])
        self.search.asked.connect(self._search)
        self.search.left_down.connect(self._into_list)
        self._pause.timeout.connect(self.model.find)
        self.axis.chosen.connect(self._turn_axis)
        self.filters.chose.connect(self.narrow)
        self.list.typed.connect(self._type)
        self.list.moved.connect(self._follow)
        self.overview.went.connect(self._go_to)
        self.add.clicked.connect(self.adder.open_editor)
        self.adder.added.connect(self._await)
        self.list.chosen.connect(self.detail.show_notes)
        self.list.clicked.connect(self._turn_to_detail)
        self.list.activated.connect(self._enter_detail)
        self.list.forget_wanted.connect(self.detail.acts.ask_to_forget)
        self.detail.deleted.connect(self.deleted)
        self.detail.back.connect(self._turn_to_list)
        self.detail.note_wanted.connect(self.show_note)
        self.detail.message_wanted.connect(self.message_wanted)
        self.state.acted.connect(self._go_on)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        for part in (self.adder, self.detail, self.filters):
            part.trouble.connect(self.trouble)
        self._bridge.event.connect(self._on_event)

    # -- what comes back --------------------------------------------------------------------------

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged):
            self.model.change(event.ids)

    @Slot()
    def _loaded(self) -> None:
        self.overview.show_sections(self.model.sections.all, self.model.today())
        self._follow()
        self._show_count()
        self._bare = not (self.model.rowCount() or self.model.filter)
        self._arrange()
        if not self.model.filter and self.model.sections.all:
            self.filters.oldest = self.model.sections.all[-1].day
        if self.model.rowCount():
            self._body.setCurrentWidget(self._timeline)
        elif self.model.filter:
            self._say_nothing_fits()
        else:
            words = self.tr(
                "What matters in your conversations is kept here, where you can see it, correct "
                "it and forget it. You can also write something down yourself."
            )
            self._say("brain", self.tr("No memories yet"), words)
        if self._awaited and self.list.choose(self._awaited):
            self._awaited = ""

    @Slot(object)
    def _failed(self, error: CompanionError) -> None:
        self._say("circle-alert", told(error.message), told(error.hint), self.tr("Try again"))

    def _say_nothing_fits(self) -> None:
        if self.model.filter == Filter(words=self.model.filter.words):
            self._say("search", self.tr("Nothing found"), self.tr("Try other or fewer words."))
        else:
            words = self.tr("No memory fits this filter.")
            self._say("search", self.tr("Nothing found"), words, self.tr("Clear the filter"))

    def _say(self, icon_name: str, heading: str, words: str, action: str = "") -> None:
        self.state.tell(icon_name, heading, words, action)
        self._body.setCurrentWidget(self.state)

    def _show_count(self) -> None:
        count = counted(self.model.sections.notes)
        said = self.tr("{count} memories").format(count=count)
        if self.model.filter:
            count = said = self.tr("{count} found").format(count=count)
        self.count.setText(count if self.model.complete and self.model.sections.notes else "")
        self.count.setAccessibleName(said)

    # -- what the person does ---------------------------------------------------------------------

    @Slot(str)
    def _search(self, words: str) -> None:
        """What has the words is shown at once; what comes to mind, when the typing pauses."""
        self.model.search(words)
        self.filters.show_filter(self.model.filter)
        self._pause.start()

    @Slot(object)
    def narrow(self, filter: Filter) -> None:
        """Show what a filter leaves."""
        if filter.words != self.search.query():
            self.search.show_query(filter.words)
        self.filters.show_filter(filter)
        self.model.show(filter)
        self._pause.start()

    @Slot()
    def _go_on(self) -> None:
        """What the button below the words that stand for the list does."""
        if self.model.answered and self.model.filter:
            self.narrow(Filter(words=self.model.filter.words))
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.refresh()

    @Slot(str)
    def _type(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    @Slot()
    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.selected_ids():
            self.list.choose_first()

    @Slot(object)
    def _turn_axis(self, axis: Axis) -> None:
        chosen = self.list.selected_ids()
        self._awaited = chosen[0] if chosen else ""
        self.model.show(self.model.filter, axis)
        self._pause.start()

    @Slot()
    def _follow(self) -> None:
        """The overview shows where the list is."""
        first, last = self.list.rows_in_view()
        top, bottom = self.model.sections.within(first), self.model.sections.within(last)
        if top is not None:
            self.overview.stand_at(top, bottom or top)

    @Slot(object, float)
    def _go_to(self, day: date, part: float) -> None:
        self.list.go_to_row(self.model.sections.row_within(day, part))

    @Slot(str)
    def _await(self, note_id: str) -> None:
        self._awaited = note_id
        if self.model.filter:
            self.narrow(Filter())
        elif self.list.choose(note_id):
            self._awaited = ""

    # -- little room ------------------------------------------------------------------------------

    @Slot()
    def _turn_to_detail(self) -> None:
        self._turned = True
        self._arrange()
        if self._narrow:
            # The list, which has the keyboard, is gone.
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _enter_detail(self) -> None:
        self._turn_to_detail()
        if self._narrow:
            self.detail.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _turn_to_list(self) -> None:
        self._turned = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        if self._narrow and not narrow:
            # The splitter has forgotten how it stood; the list gets a little more than half.
            self.splitter.setSizes([11 * self.width() // 20, 9 * self.width() // 20])
        self._narrow = narrow
        self._left.setVisible(self._bare or not (narrow and self._turned))
        self._left.setMaximumWidth(scaled(_WIDEST))
        # What stands alone stands in the middle.
        side = max(0, self.width() - scaled(_WIDEST)) // 2 if self._bare else 0
        self._whole.setContentsMargins(side, 0, side, 0)
        self.detail.setVisible(not self._bare and (not narrow or self._turned))
        self.detail.back_button.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and detail side by side where there is room, else in turn."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back: from the detail to the list, where they take turns, and from what was
        looked for to everything."""
        if event.key() == Qt.Key.Key_Escape and self._left.isHidden():
            self._turn_to_list()
        elif event.key() == Qt.Key.Key_Escape and self.model.filter:
            self.narrow(Filter())
        else:
            super().keyPressEvent(event)
