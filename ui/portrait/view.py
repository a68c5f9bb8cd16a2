"""The portrait view: short documents about the person, which they can read, follow, and write."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.acts import Act
from companion.events import Event, NotesChanged
from companion.portraying import PortraitSection
from ui.bridge import Bridge
from ui.memories.column import Column
from ui.memories.view import MemoryView
from ui.portrait.section import SectionCard
from ui.shell.latest import Latest
from ui.timeline.states import EmptyState

_SOON_MS = 200
"""How long changes are gathered before the portrait is read anew."""


class PortraitView(MemoryView):
    """The sections one below the other."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._latest = Latest(bridge, self)
        self._written: tuple[str, int] = ("", 0)
        """The section that was written in last, and how much could be undone then."""
        self.cards: dict[str, SectionCard] = {}
        self.empty = EmptyState()
        self.empty.acted.connect(self._write_now)
        words = self.tr(
            "What I know of you, in short. Each line rests on a memory. What you write here "
            "yourself stays as you wrote it."
        )
        self._page = Column()
        self._page.begin(self.tr("Portrait"), words)
        self._page.column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.refresh)
        bridge.history.changed.connect(self._weigh_undo)
        bridge.event.connect(self._on_event)

    @Slot()
    def refresh(self) -> None:
        """Read the portrait anew; what has not changed stays as it is."""
        self._latest.ask(self._bridge.companion.portrait.read(), self._show, self.trouble.emit)

    def enter(self, *, focus: bool) -> None:
        """Show it as it is now."""
        self.refresh()
        if focus and self.cards:
            first = next(iter(self.cards.values()))
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is read when it is entered again."""
        super().hideEvent(event)
        self._soon.stop()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged) and self.isVisible():
            self._soon.start()

    def _show(self, sections: list[PortraitSection]) -> None:
        for at, section in enumerate(sections):
            if section.title not in self.cards:
                self.cards[section.title] = self._card()
                self._page.column.insertWidget(2 + at, self.cards[section.title])
            self.cards[section.title].show_section(section)
        if any(section.lines for section in sections):
            self._stack.setCurrentWidget(self._page)
            return
        words = self.tr(
            "After the first night there is a short portrait here: your life now, your people, "
            "what you like, and how you want to be answered."
        )
        heading = self.tr("No portrait yet")
        self.empty.tell("notebook-pen", heading, words, self.tr("Write it now"))
        self._stack.setCurrentWidget(self.empty)

    def _card(self) -> SectionCard:
        made = SectionCard(self._bridge.companion.clock)
        made.undo_wanted.connect(self._bridge.history.undo)
        made.note_wanted.connect(self.note_wanted)
        made.written.connect(self._write)
        made.handed_back.connect(self._hand_back)
        return made

    # -- what the person does ---------------------------------------------------------------------

    @Slot()
    def _write_now(self) -> None:
        written = self._bridge.companion.sleep(["portrait"])
        self._bridge.ask(written, lambda _: self.refresh(), self.trouble.emit, owner=self)

    @Slot(str, str)
    def _write(self, title: str, text: str) -> None:
        written = self._bridge.companion.portrait.write(title, text)
        self._do(title, self.tr("Written in the portrait"), written)

    @Slot(str)
    def _hand_back(self, title: str) -> None:
        back = self._bridge.companion.portrait.hand_back(title)
        self._do(title, self.tr("Portrait handed back"), back)

    def _do(self, title: str, what: str, future: Future[Act]) -> None:
        history = self._bridge.history

        def done(act: Act) -> None:
            if act:
                self._written = (title, history.stack.index())
                self._weigh_undo()
            self.refresh()

        history.do(what, future, done, self.trouble.emit, owner=self)

    @Slot()
    def _weigh_undo(self) -> None:
        """Offer to undo what was written last, as long as nothing was done since."""
        if self._written[1] != self._bridge.history.stack.index():
            self._written = ("", 0)
        for card in self.cards.values():
            card.offer_undo(offered=card.section.title == self._written[0])
