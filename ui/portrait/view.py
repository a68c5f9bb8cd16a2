"""The portrait view: short documents about the person, which they can read, follow, and write."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from companion.acts import Act
from companion.portraying import PortraitSection
from ui.bridge import Bridge
from ui.memories.live import PageView
from ui.portrait.section import SectionCard
from ui.shell.latest import Latest


class PortraitView(PageView):
    """The sections one below the other."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        words = self.tr(
            "What I know of you, in short. Each line rests on a memory. What you write here "
            "yourself stays as you wrote it."
        )
        super().__init__(bridge, self.tr("Portrait"), words, parent)
        self._latest = Latest(bridge, self)
        self._written: tuple[str, int] = ("", 0)
        """The section that was written in last, and how much could be undone then."""
        self.cards: dict[str, SectionCard] = {}
        self.empty.acted.connect(self._write_now)
        self.column.addStretch(1)
        bridge.history.changed.connect(self._weigh_undo)

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

    def _show(self, sections: list[PortraitSection]) -> None:
        for at, section in enumerate(sections):
            if section.title not in self.cards:
                self.cards[section.title] = self._card()
                self.column.insertWidget(2 + at, self.cards[section.title])
            self.cards[section.title].show_section(section)
        self.show_empty(empty=not any(section.lines for section in sections))
        words = self.tr(
            "After the first night there is a short portrait here: your life now, your people, "
            "what you like, and how you want to be answered."
        )
        heading = self.tr("No portrait yet")
        self.empty.tell("notebook-pen", heading, words, self.tr("Write it now"))

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
