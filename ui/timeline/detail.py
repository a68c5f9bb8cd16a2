"""The right side of the memories: the one note that is chosen, or what can be done with several."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.domain import Link, Note, NoteDetail, NoteKind, NoteStatus
from companion.errors import CompanionError, NotFound
from companion.events import Event, NotesChanged
from ui.acts.actions import NoteActs
from ui.acts.several import Several
from ui.bridge import Bridge
from ui.memories.column import Column
from ui.shell.latest import Latest
from ui.shell.widgets import button
from ui.theme import Space
from ui.timeline.chosen_card import ChosenCard
from ui.timeline.fading import FadingLines
from ui.timeline.links import Links
from ui.timeline.properties import Properties
from ui.timeline.revisions import Revisions
from ui.timeline.states import EmptyState
from ui.timeline.uses import Uses

_FADES = (NoteStatus.ACTIVE, NoteStatus.ARCHIVED)


class DetailPane(QFrame):
    """Shows what `show_notes` was told last, and what can be done with it."""

    deleted = Signal(object)
    trouble = Signal(object)
    back = Signal()
    note_wanted = Signal(str)
    """The note with this id is to be shown."""
    message_wanted = Signal(str, str)
    """A message is to be shown: the ids of its conversation and its own."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self._ids: list[str] = []
        self.card: ChosenCard | None = None
        self.properties: Properties | None = None
        self.fading: FadingLines | None = None
        self.links: Links | None = None
        self.uses: Uses | None = None
        self.history: Revisions | None = None
        self.setObjectName("memories_detail")
        self.setMinimumWidth(300)
        self.setAccessibleName(self.tr("What is chosen"))
        self.acts = NoteActs(bridge, self)
        self.acts.edit_wanted.connect(self._edit)
        self.acts.deleted.connect(self.deleted)
        self.acts.trouble.connect(self.trouble)
        self.empty = EmptyState()
        self.several = Several(bridge, self.acts)
        page, chosen = Column(margin=Space.L), Column(margin=Space.L)
        self._column = page.column
        self._column.setSpacing(Space.S)
        self._column.addStretch(1)
        chosen.column.addWidget(self.several)
        self._stack = QStackedWidget()
        for part in (self.empty, page, chosen):
            self._stack.addWidget(part)
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
        bridge.event.connect(self._on_event)
        self._show_none()

    def show_notes(self, ids: list[str]) -> None:
        """Show one note in full, or that several are chosen, or that none is. While words are
        edited, a list that has lost its choice does not take them away."""
        if not ids and self.card is not None and self.card.is_editing:
            return
        self._ids = ids
        self._latest.drop()
        if len(ids) == 1 or ids:
            self.reload()
        else:
            self._show_none()

    def history_text(self) -> str:
        """What was done to the note, as it is shown."""
        return self.history.text() if self.history is not None else ""

    def about_text(self) -> str:
        """What the note is about, and has to do with others, as it is shown."""
        parts = (self.properties, self.links)
        return "\n".join(part.text() for part in parts if part is not None)

    @Slot()
    def reload(self) -> None:
        """Ask for the chosen notes anew."""
        core = self._bridge.companion
        if len(self._ids) == 1:
            self._latest.ask(core.note(self._ids[0]), self._show_card, self._failed)
        elif self._ids:
            self._latest.ask(core.acts.notes(self._ids), self._show_several, self._failed)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged) and not set(self._ids).isdisjoint(event.ids):
            self.reload()

    def _show_card(self, detail: NoteDetail) -> None:
        self.acts.show_notes([detail.note])
        if self.card is None or self.card.detail.note.id != detail.note.id:
            self._drop_card()
            self.card = ChosenCard(self._bridge, detail, self.acts.all)
            self.card.forget_wanted.connect(self.acts.ask_to_forget)
            self.card.message_wanted.connect(self.message_wanted)
            self.properties = Properties(self._bridge, self.acts)
            self._column.insertWidget(0, self.card)
            self._column.insertWidget(1, self.properties)
        assert self.properties is not None
        # The card follows its note by itself; of what is below it only the properties stay, since
        # the keyboard may be there.
        self.properties.show_detail(detail)
        self._drop_lines()
        for at, part in enumerate(self._lines(detail), 2):
            self._column.insertWidget(at, part)
        self._stack.setCurrentIndex(1)

    def _lines(self, detail: NoteDetail) -> list[QWidget]:
        """What is made anew when the note changes."""
        note = detail.note
        made: list[QWidget] = []
        if note.kind is not NoteKind.EPISODE and note.status in _FADES:
            self.fading = FadingLines(self._bridge, note.id)
            made.append(self.fading)
        self.links = Links(detail, self.acts.link)
        self.links.note_wanted.connect(self.note_wanted)
        self.links.unlink_wanted.connect(self._unlink)
        self.uses = Uses(self._bridge, note.id)
        self.uses.message_wanted.connect(self.message_wanted)
        self.history = Revisions(detail, self._bridge.companion.clock)
        self.history.revert_wanted.connect(self._revert)
        return [*made, self.links, self.uses, self.history]

    def _show_several(self, notes: list[Note]) -> None:
        if not notes:
            self._show_none()
            return
        self._drop_card()
        self.acts.show_notes(notes)
        self.several.show_notes(notes)
        self._stack.setCurrentIndex(2)

    def _show_none(self) -> None:
        self._drop_card()
        self.acts.show_notes([])
        words = self.tr("Choose a memory to see where it comes from, correct it or forget it.")
        self.empty.tell("brain", "", words)
        self._stack.setCurrentIndex(0)

    @Slot(object)
    def _unlink(self, link: Link) -> None:
        self.acts.do(self.tr("Unlink"), self._bridge.companion.acts.unlink(link))

    @Slot(str)
    def _revert(self, revision_id: str) -> None:
        if self.card is not None:
            had = self._bridge.companion.acts.revert(self.card.detail.note.id, revision_id)
            self.acts.do(self.tr("Have again"), had)

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
        if self.properties is not None:
            self._column.removeWidget(self.properties)
            self.properties.hide()
            self.properties.deleteLater()
            self.properties = None
        self._drop_lines()

    def _drop_lines(self) -> None:
        for lines in (self.fading, self.links, self.uses, self.history):
            if lines is not None:
                self._column.removeWidget(lines)
                lines.hide()
                lines.deleteLater()
        self.fading = self.links = self.uses = self.history = None

    def _failed(self, error: CompanionError) -> None:
        self._show_none()
        if not isinstance(error, NotFound):
            self.trouble.emit(error)
