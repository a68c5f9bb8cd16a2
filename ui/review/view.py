"""The review view: everything that waits for a decision, one key each."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from companion.acts import Act
from companion.errors import CompanionError
from companion.reviewing import Choice, Decided, Matter, Waiting
from ui.bridge import Bridge
from ui.language import counted
from ui.memories.live import PageView
from ui.review.card import ReviewCard
from ui.review.words import decided as decided_words
from ui.review.words import heading
from ui.shell.latest import Latest
from ui.shell.widgets import button
from ui.theme import Space

PAGE = 30


class ReviewView(PageView):
    """Cards, grouped by what is asked; what was decided stays in its place until the view is
    entered again."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        keys = self.tr("1 to 4 decide, ↑ and ↓ lead to the next, U undoes")
        super().__init__(bridge, self.tr("Review"), keys, parent)
        self._latest = Latest(bridge, self)
        self._waiting: list[Waiting] = []
        self._shown = PAGE
        self._enter_focus = False
        self._last: tuple[Decided | None, int] = (None, 0)
        """What was decided last, and how much could be undone then."""
        self.cards: dict[str, ReviewCard] = {}
        """By `Waiting.key`, in the order shown."""
        self.headings: list[QLabel] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.M)
        self.column.addLayout(self._list)
        self.more = button("", kind="quiet")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits; cards that are there stay."""
        self._latest.ask(self._bridge.companion.review.waiting(), self._show, self.trouble.emit)

    def enter(self, *, focus: bool) -> None:
        """Show only what still waits."""
        for key in [key for key, card in self.cards.items() if card.decided is not None]:
            self._drop(key)
        self._shown = PAGE
        self._enter_focus = focus
        self.refresh()

    # -- what comes back --------------------------------------------------------------------------

    def _show(self, waiting: list[Waiting]) -> None:
        self._waiting = waiting
        known = {one.key: one for one in waiting[: self._shown]}
        for key in list(self.cards):
            card = self.cards[key]
            if card.decided is None and not (key in known and card.follow(known[key])):
                self._drop(key)
        for key, one in known.items():
            if key in self.cards:
                if self.cards[key].decided is not None:
                    # It was undone elsewhere.
                    self.cards[key].ask()
            else:
                self.cards[key] = self._card(one)
        self._lay_out()
        left = len(waiting) - len(known)
        self.more.setText(self.tr("Show more ({count})").format(count=counted(left)))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)
        self.show_empty(empty=not self.cards)
        words = self.tr(
            "What I am unsure about is asked here: what does not fit together, what may be said "
            "twice, what reads like an order, and what you only guessed."
        )
        self.empty.tell("inbox", self.tr("Nothing waits for you"), words)
        if self._enter_focus:
            self._enter_focus = False
            self._go_to(self._open_cards()[:1])

    def _lay_out(self) -> None:
        """Group the cards in the order of what is asked, each in its place."""
        while self._list.takeAt(0) is not None:
            pass
        for old in self.headings:
            old.deleteLater()
        self.headings = []
        # What was decided keeps its place among its like.
        order = {matter: at for at, matter in enumerate(Matter)}
        cards = sorted(self.cards.values(), key=lambda it: (order[it.waiting.matter], _newest(it)))
        self.cards = {card.waiting.key: card for card in cards}
        matter = None
        for card in cards:
            if card.waiting.matter is not matter:
                matter = card.waiting.matter
                self.headings.append(self._page.subheading(heading(matter)))
                self._list.addWidget(self.headings[-1])
            self._list.addWidget(card)

    def _card(self, waiting: Waiting) -> ReviewCard:
        made = ReviewCard(waiting, self._bridge.companion.clock)
        made.chosen.connect(self._decide)
        made.undo_wanted.connect(self._undo)
        made.note_wanted.connect(self.note_wanted)
        made.left.connect(self._step)
        return made

    def _drop(self, key: str) -> None:
        card = self.cards.pop(key)
        card.hide()
        card.deleteLater()

    # -- what the person does ---------------------------------------------------------------------

    @Slot(object, object)
    def _decide(self, waiting: Waiting, choice: Choice) -> None:
        card = self.cards[waiting.key]
        had_keyboard = card.isAncestorOf(self.focusWidget()) or card.hasFocus()
        following = self._after(card)

        def decided(outcome: Decided) -> None:
            if waiting.key in self.cards:
                self.cards[waiting.key].tell(outcome)
            self._keep(outcome)
            if had_keyboard:
                self._go_to(following or [card])

        asked = self._bridge.companion.review.decide(waiting, choice)
        self._bridge.ask(asked, decided, self._failed, owner=card)

    def _keep(self, outcome: Decided) -> None:
        """Let it be undone with the platform's keys, too."""
        history, act = self._bridge.history, Future[Act]()
        act.set_result(outcome.act)

        def kept(_: Act) -> None:
            if outcome.act:
                self._last = (outcome, history.stack.index())

        words = decided_words(outcome.waiting.matter, outcome.choice)
        history.do(words, act, kept, owner=self)

    @Slot(object)
    def _undo(self, outcome: Decided) -> None:
        card = self.cards[outcome.waiting.key]
        if self._last == (outcome, self._bridge.history.stack.index()):
            # The card asks again as soon as its notes have changed.
            self._bridge.history.undo()
            self._go_to([card])
            return

        def undone(_act: object) -> None:
            card.ask()
            self._go_to([card])
            self.refresh()

        asked = self._bridge.companion.review.undo(outcome)
        self._bridge.ask(asked, undone, self._failed, owner=card)

    @Slot(int)
    def _step(self, step: int) -> None:
        cards = list(self.cards.values())
        at = next((i for i, card in enumerate(cards) if card.hasFocus()), 0) + step
        if 0 <= at < len(cards):
            self._go_to([cards[at]])

    @Slot()
    def _show_more(self) -> None:
        self._shown += PAGE
        self._show(self._waiting)

    def _failed(self, error: CompanionError) -> None:
        self.trouble.emit(error)
        self.refresh()

    def _open_cards(self) -> list[ReviewCard]:
        return [card for card in self.cards.values() if card.decided is None]

    def _after(self, card: ReviewCard) -> list[ReviewCard]:
        """The next card to decide after this one, or the first."""
        cards = list(self.cards.values())
        at = cards.index(card)
        later = [it for it in cards[at + 1 :] if it.decided is None]
        return (later or [it for it in cards[:at] if it.decided is None])[:1]

    def _go_to(self, cards: list[ReviewCard]) -> None:
        for card in cards:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.ensureWidgetVisible(card, 0, Space.XL)


def _newest(card: ReviewCard) -> tuple[int, ...]:
    """Sorts the latest first."""
    return tuple(-ord(letter) for letter in card.waiting.ids[0])
