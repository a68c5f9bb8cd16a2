"""The view of people and topics: a list, what is known of the one that is chosen, and a picture of
what lies around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import CompanionError, NotFound
from companion.filters import Filter
from companion.known import Anchor, Known, Likeness
from ui.bridge import Bridge
from ui.memories.live import LiveView
from ui.people.likeness import LikenessPage
from ui.people.list import KnownList, KnownModel
from ui.people.words import Group, group_names, group_of
from ui.shell.controls import Segments
from ui.shell.latest import Latest
from ui.shell.search_field import SearchField
from ui.shell.widgets import ANY_WIDTH, button
from ui.theme import Space, scaled
from ui.timeline.states import EmptyState

if TYPE_CHECKING:
    from ui.people.around import AroundPage

_NARROW = 640
"""Below this width, the list and what is chosen take turns."""
_ALONE = 900
"""The widest the list gets where there is nothing to choose."""
_SOON_MS = 1000
"""How long changes are gathered before all is read anew."""


class PeopleView(LiveView):
    """On the left whom and what is known, on the right the one that is chosen."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent, soon_ms=_SOON_MS)
        self._latest = Latest(bridge, self)
        self._asking = Latest(bridge, self)
        self._anchor: Anchor | None = None
        self._everyone: list[Known] = []
        self._turned = False
        self.model = KnownModel(self)
        self.list = KnownList(self.model)
        self.groups = Segments(self.tr("Show"), group_names())
        self.groups.choose(Group.PEOPLE)
        self.search = SearchField(self.tr("Find by name"))
        self.nothing, self.empty = EmptyState(), EmptyState()
        self.page = LikenessPage()
        self._around: AroundPage | None = None
        self.to_list = button(self.tr("All of them"), kind="quiet", icon_name="arrow-left")
        self._build()
        self._connect()

    @property
    def around(self) -> AroundPage:
        """The picture of what lies around; made now if it was never wanted before."""
        if self._around is None:
            # What draws it takes a third of a second to import.
            from ui.people.around import AroundPage

            self._around = AroundPage(self._bridge)
            self._around.note_wanted.connect(self.note_wanted)
            self._around.other_wanted.connect(self._show_other)
            self._around.back.connect(self._leave_around)
            self._around.trouble.connect(self.trouble)
            self._right.addWidget(self._around)
        return self._around

    @property
    def _shows_around(self) -> bool:
        return self._around is not None and self._right.currentWidget() is self._around

    @Slot()
    def refresh(self) -> None:
        """Ask anew whom and what is known."""
        self._latest.ask(self._bridge.companion.known.everyone(), self._show, self.trouble.emit)
        if self._anchor is not None:
            self._ask(self._anchor)

    def enter(self, *, focus: bool) -> None:
        """Show it as it is now."""
        self.refresh()
        if focus:
            self.search.enter()

    def show_one(self, anchor: Anchor) -> None:
        """Choose one, in the list and beside it."""
        known = next((it for it in self._everyone if it.anchor == anchor), None)
        if known is not None:
            self.search.clear()
            self.model.search("")
            self.groups.choose(group_of(known))
            self.model.show_group(group_of(known))
            self.list.setCurrentIndex(self.model.index_of(f"{anchor.sort} {anchor.id}"))
        self._choose(anchor)

    def show_around(self, anchor: Anchor) -> None:
        """Show what lies around one, or around a note."""
        self.around.show_around(anchor)
        self._right.setCurrentWidget(self.around)
        self._turn(turned=True)
        self.around.graph.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what comes back --------------------------------------------------------------------------

    def _show(self, everyone: list[Known]) -> None:
        self._everyone = everyone
        self.model.show_everyone(everyone)
        self._say_nothing()
        self._arrange()

    def _say_nothing(self) -> None:
        self._left_stack.setCurrentWidget(self.list if self.model.rowCount() else self.nothing)
        if self.search.query():
            heading, words = self.tr("Nothing found"), self.tr("Try another name.")
        else:
            heading = self.tr("Nobody and nothing yet")
            words = self.tr(
                "Whom and what you tell of appears here; topics, after the first night."
            )
        self.nothing.tell("users", heading, words)

    def _ask(self, anchor: Anchor) -> None:
        asked = self._bridge.companion.known.likeness(anchor)
        self._asking.ask(asked, self._show_likeness, self._failed)

    def _show_likeness(self, likeness: Likeness) -> None:
        self.page.show_likeness(likeness)
        if self._right.currentWidget() is self.empty:
            self._right.setCurrentWidget(self.page)

    def _failed(self, error: CompanionError) -> None:
        self._anchor = None
        self._right.setCurrentWidget(self.empty)
        self._turn(turned=False)
        if not isinstance(error, NotFound):
            self.trouble.emit(error)

    # -- what the person does ---------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, known: Known) -> None:
        self._choose(known.anchor)

    def _choose(self, anchor: Anchor) -> None:
        self._anchor = anchor
        self._right.setCurrentWidget(self.page if self.page.likeness else self.empty)
        self._ask(anchor)

    @Slot(object)
    def _show_group(self, group: Group) -> None:
        self.model.show_group(group)
        self._say_nothing()

    @Slot(str)
    def _search(self, words: str) -> None:
        self.model.search(words)
        self._say_nothing()

    @Slot()
    def _show_around(self) -> None:
        if self._anchor is not None:
            self.show_around(self._anchor)

    @Slot()
    def _leave_around(self) -> None:
        chosen = self.page.likeness is not None and self._anchor is not None
        self._right.setCurrentWidget(self.page if chosen else self.empty)
        self.page.around.setFocus(Qt.FocusReason.OtherFocusReason)
        if not chosen:
            self._turn(turned=False)

    @Slot(object)
    def _show_other(self, anchor: Anchor) -> None:
        self.show_one(anchor)
        self._right.setCurrentWidget(self.page)
        self._turn(turned=True)

    @Slot(str)
    def _narrow_timeline(self, name: str) -> None:
        self.filter_wanted.emit(Filter(people=(name,)))

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self._left_stack = QStackedWidget()
        self._left_stack.addWidget(self.list)
        self._left_stack.addWidget(self.nothing)
        self._left = QWidget()
        self._left.setObjectName("memories_list")
        self._left.setMinimumWidth(250)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.S)
        top = QVBoxLayout()
        top.setContentsMargins(Space.M, 0, Space.M, 0)
        top.setSpacing(Space.S)
        top.addWidget(self.search)
        top.addWidget(self.groups)
        column.addLayout(top)
        column.addWidget(self._left_stack, 1)
        self.empty.tell("users", "", self.tr("Choose one to see all I know of them."))
        self._right = QStackedWidget()
        for page in (self.empty, self.page):
            self._right.addWidget(page)
        self._beside = QWidget()
        self._beside.setMinimumWidth(300)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._right, 1)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self._beside)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 700])
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self._right.currentChanged.connect(self._arrange)
        self.groups.chosen.connect(self._show_group)
        self.search.textChanged.connect(self._search)
        self.search.left_down.connect(self.list.setFocus)
        self.list.chosen.connect(self._chosen)
        self.list.clicked.connect(lambda _: self._turn(turned=True))
        self.list.activated.connect(lambda _: self._turn(turned=True))
        self.to_list.clicked.connect(lambda: self._turn(turned=False))
        self.page.note_wanted.connect(self.note_wanted)
        self.page.other_wanted.connect(self._show_other)
        self.page.timeline_wanted.connect(self._narrow_timeline)
        self.page.around_wanted.connect(self._show_around)

    # -- little room ------------------------------------------------------------------------------

    def _turn(self, *, turned: bool) -> None:
        had_keyboard = self.list.hasFocus()
        self._turned = turned
        self._arrange()
        if not turned:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keyboard and self._left.isHidden():
            self.to_list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _arrange(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        self._left.setVisible(not (narrow and self._turned))
        self._left.setMaximumWidth(ANY_WIDTH if self._everyone else scaled(_ALONE))
        side = 0 if self._everyone else max(0, self.width() - scaled(_ALONE)) // 2
        self._whole.setContentsMargins(side, 0, side, 0)
        beside = not narrow or self._turned
        self._beside.setVisible(beside and (bool(self._everyone) or self._shows_around))
        self.to_list.setVisible(narrow and not self._shows_around)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else in turn."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back: from the picture, and from what is chosen where they take turns."""
        if event.key() == Qt.Key.Key_Escape and self._shows_around:
            self._leave_around()
        elif event.key() == Qt.Key.Key_Escape and self._left.isHidden():
            self._turn(turned=False)
        else:
            super().keyPressEvent(event)
