"""The memories page: a bar of views, and the one that is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.events import Event, NotesChanged
from companion.filters import Filter
from companion.known import Anchor, Sort
from ui.bridge import Bridge
from ui.memories.bar import ViewBar
from ui.memories.view import MemoryView, View
from ui.shell.latest import Latest
from ui.shell.widgets import rule, set_icon

if TYPE_CHECKING:
    from ui.timeline.view import MemoriesView

_SOON_MS = 500
"""How long changes are gathered before what waits is counted anew."""


class Memories(QWidget):
    """Holds the views of the memory; each is made when it is first wanted."""

    deleted = Signal(object)
    trouble = Signal(object)
    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, front: str = "", parent: QWidget | None = None) -> None:
        """`front` names the view to begin with; the timeline if there is none of this name."""
        super().__init__(parent)
        self._bridge = bridge
        self._made: dict[View, MemoryView | MemoriesView] = {}
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._around = QAction(self.tr("What lies around"), self)
        self._around.setShortcut(QKeySequence("Ctrl+G"))
        self._around.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._around.triggered.connect(self.show_around)
        set_icon(self._around, "share-2")
        self.bar = ViewBar()
        self.bar.chosen.connect(self.show_view)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self.front = View(front) if front in set(View) else View.TIMELINE
        self._bring(self.front)
        self._counting = Latest(bridge, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._count)
        bridge.event.connect(self._on_event)
        self._count()

    @property
    def timeline(self) -> MemoriesView:
        """The timeline."""
        from ui.timeline.view import MemoriesView

        made = self.view(View.TIMELINE)
        assert isinstance(made, MemoriesView)
        return made

    def view(self, view: View) -> MemoryView | MemoriesView:
        """A view, made now if it was never wanted before."""
        if view not in self._made:
            made = self._made[view] = self._make(view)
            made.deleted.connect(self.deleted)
            made.trouble.connect(self.trouble)
            if isinstance(made, MemoryView):
                made.note_wanted.connect(self.show_note)
                made.filter_wanted.connect(self.show_filter)
            else:
                made.message_wanted.connect(self.message_wanted)
            made.refresh()
            self._stack.addWidget(made)
        return self._made[view]

    @Slot(object)
    def show_view(self, view: View, *, focus: bool = True) -> None:
        """Bring a view to the front, and the keyboard with it."""
        self._bring(view)
        self.enter(focus=focus)

    @Slot(str)
    def show_note(self, note_id: str) -> None:
        """Show a note in the timeline."""
        self.show_view(View.TIMELINE)
        self.timeline.show_note(note_id)

    @Slot()
    def show_around(self) -> None:
        """Show what lies around the note that is chosen in the timeline."""
        from ui.people.view import PeopleView

        chosen = self.timeline.list.selected_ids()
        if len(chosen) == 1:
            self.show_view(View.PEOPLE, focus=False)
            people = self.view(View.PEOPLE)
            assert isinstance(people, PeopleView)
            people.show_around(Anchor(Sort.NOTE, chosen[0]))

    @Slot(object)
    def show_filter(self, filter: Filter) -> None:
        """Show in the timeline what a filter leaves."""
        self.show_view(View.TIMELINE)
        self.timeline.narrow(filter)

    def enter(self, *, focus: bool) -> None:
        """The page, or another view of it, comes to the front."""
        self._count()
        front = self.view(self.front)
        if isinstance(front, MemoryView):
            front.enter(focus=focus)
        elif focus:
            front.search.enter()

    @Slot()
    def refresh(self) -> None:
        """Ask anew for what is shown."""
        for made in self._made.values():
            made.refresh()
        self._count()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged) and self.isVisible():
            self._soon.start()

    @Slot()
    def _count(self) -> None:
        """Say on the bar how much waits for a decision."""
        asked = self._bridge.companion.review.count()
        self._counting.ask(asked, self._show_count, self.trouble.emit)

    def _show_count(self, count: int) -> None:
        self.bar.show_count(View.REVIEW, count)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is counted when it comes to the front again."""
        super().hideEvent(event)
        self._soon.stop()

    def _bring(self, view: View) -> None:
        self.front = view
        self._stack.setCurrentWidget(self.view(view))
        self.bar.show_front(view)

    def _make(self, view: View) -> MemoryView | MemoriesView:
        match view:
            case View.TIMELINE:
                from ui.timeline.view import MemoriesView

                timeline = MemoriesView(self._bridge)
                timeline.list.addAction(self._around)
                return timeline
            case View.PEOPLE:
                from ui.people.view import PeopleView

                return PeopleView(self._bridge)
            case View.PORTRAIT:
                from ui.portrait.view import PortraitView

                return PortraitView(self._bridge)
            case View.REVIEW:
                from ui.review.view import ReviewView

                return ReviewView(self._bridge)
            case View.ACTIVITY:
                from ui.activity.view import ActivityView

                return ActivityView(self._bridge)
