"""The right side of the memories: the one note that is chosen, or what can be done with several."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion.domain import Note, NoteDetail, NoteKind, NoteStatus
from companion.errors import CompanionError, NotFound
from ui.acts.actions import NoteActs
from ui.acts.several import Several
from ui.bridge import Bridge
from ui.chat.note_card import NoteCard
from ui.shell.latest import Latest
from ui.shell.widgets import button
from ui.theme import Space
from ui.timeline.about import About
from ui.timeline.fading import FadingLines
from ui.timeline.revisions import Revisions
from ui.timeline.states import EmptyState

_FADES = (NoteStatus.ACTIVE, NoteStatus.ARCHIVED)


class ChosenCard(NoteCard):
    """The card of the chosen memory. Before it is forgotten, what goes with it is told."""

    forget_wanted = Signal(list)

    @Slot()
    def _forget(self) -> None:
        self.forget_wanted.emit([self.detail.note.id])


class DetailPane(QFrame):
    """Shows what `show_notes` was told last, and what can be done with it."""

    deleted = Signal(object)
    trouble = Signal(object)
    back = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self._ids: list[str] = []
        self.card: ChosenCard | None = None
        self._about: About | None = None
        self.fading: FadingLines | None = None
        self._history: Revisions | None = None
        self.setObjectName("memories_detail")
        self.setMinimumWidth(300)
        self.acts = NoteActs(bridge, self)
        self.acts.edit_wanted.connect(self._edit)
        self.acts.deleted.connect(self.deleted)
        self.acts.trouble.connect(self.trouble)
        self.empty = EmptyState()
        self.several = Several(self.acts)
        self._holder = QWidget()
        self._holder.setObjectName("page")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.several)
        self.back_button = button(self.tr("All memories"), kind="quiet", icon_name="arrow-left")
        self.back_button.clicked.connect(self.back)
        self.back_button.hide()
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, Space.S, Space.S, 0)
        head.addWidget(self.back_button)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._show_none()

    def show_notes(self, ids: list[str]) -> None:
        """Show one note in full, or that several are chosen, or that none is."""
        self._ids = ids
        self._latest.drop()
        if len(ids) == 1 or ids:
            self.reload()
        else:
            self._show_none()

    def history_text(self) -> str:
        """What was done to the note, as it is shown."""
        return self._history.text() if self._history is not None else ""

    def about_text(self) -> str:
        """What the note is about, as it is shown."""
        return self._about.text() if self._about is not None else ""

    @Slot()
    def reload(self) -> None:
        """Ask for the chosen notes anew."""
        core = self._bridge.companion
        if len(self._ids) == 1:
            self._latest.ask(core.note(self._ids[0]), self._show_card, self._failed)
        elif self._ids:
            self._latest.ask(core.acts.notes(self._ids), self._show_several, self._failed)

    def _show_card(self, detail: NoteDetail) -> None:
        if self.card is None or self.card.detail.note.id != detail.note.id:
            self._drop_card()
            self.card = ChosenCard(self._bridge, detail)
            self.card.forget_wanted.connect(self.acts.ask_to_forget)
            self._column.insertWidget(0, self.card)
        self.acts.show_notes([detail.note])
        # The card follows its note by itself; what is below it does not.
        self._drop_lines()
        self._about = About(detail)
        self._history = Revisions(detail.revisions, self._bridge.companion.clock)
        self._column.insertWidget(1, self._about)
        self._column.insertWidget(2, self._history)
        if detail.note.kind is not NoteKind.EPISODE and detail.note.status in _FADES:
            self.fading = FadingLines(self._bridge, detail.note.id)
            self._column.insertWidget(2, self.fading)
        self._stack.setCurrentIndex(1)

    def _show_several(self, notes: list[Note]) -> None:
        self._drop_card()
        self.acts.show_notes(notes)
        self.several.tell(len(notes))
        self._stack.setCurrentWidget(self.several)

    def _show_none(self) -> None:
        self._drop_card()
        self.acts.show_notes([])
        words = self.tr("Choose a memory to see where it comes from, correct it or forget it.")
        self.empty.tell("brain", "", words)
        self._stack.setCurrentIndex(0)

    @Slot()
    def _edit(self) -> None:
        if self.card is not None:
            self.card.edit()

    def _drop_card(self) -> None:
        if self.card is not None:
            self._column.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self._drop_lines()

    def _drop_lines(self) -> None:
        for lines in (self._about, self.fading, self._history):
            if lines is not None:
                lines.hide()
                lines.deleteLater()
        self._about = self.fading = self._history = None

    def _failed(self, error: CompanionError) -> None:
        self._show_none()
        if not isinstance(error, NotFound):
            self.trouble.emit(error)
