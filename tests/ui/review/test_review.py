"""The review view: what waits is decided with one key, and that is undone with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from companion.domain import NoteStatus
from companion.reviewing import Choice, Matter
from tests.deciding import FIFTH, GUESS, ORDER, THIRD, statuses, tell
from tests.listening import Listener
from tests.ui.waiting import wait_until
from ui.bridge import Bridge
from ui.memories.row_button import RowButton
from ui.review.card import ReviewCard
from ui.review.view import ReviewView

LEFT = Qt.MouseButton.LeftButton
A, R = NoteStatus.ACTIVE, NoteStatus.RETIRED


@dataclass
class Inbox:
    """The view, the Companion behind it, and hands to wait with."""

    view: ReviewView
    listener: Listener
    qtbot: QtBot
    wanted: list[str] = field(default_factory=list)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def enter(self, count: int) -> list[ReviewCard]:
        """Enter the view, and wait until so many cards are there and the first has the keyboard."""
        self.view.enter(focus=True)
        self.until(lambda: len(self.view.cards) == count)
        cards = list(self.view.cards.values())
        self.until(lambda: not cards or cards[0].hasFocus())
        return cards

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.view.focusWidget(), key)


@pytest.fixture
def inbox(listener: Listener, qtbot: QtBot) -> Iterator[Inbox]:
    """The view, with nothing to decide yet."""
    bridge = Bridge(listener.companion)
    view = ReviewView(bridge)
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    inbox = Inbox(view, listener, qtbot)
    view.note_wanted.connect(inbox.wanted.append)
    yield inbox
    view.hide()
    bridge.close()


def test_where_nothing_waits_it_says_so(inbox: Inbox) -> None:
    inbox.enter(0)
    inbox.until(inbox.view.empty.isVisible)
    assert inbox.view.empty.heading.text() == "Nothing waits for you"


def test_questions_are_grouped_and_say_what_they_are(inbox: Inbox) -> None:
    tell(inbox.listener, GUESS, ORDER, THIRD, FIFTH)
    cards = inbox.enter(3)
    assert [card.waiting.matter for card in cards] == [Matter.CLASH, Matter.HELD, Matter.GUESS]
    assert cards[0].question.text() == "Birthday: 3 May or 5 May?"
    assert len(inbox.view.headings) == 3
    assert [made.text() for made in cards[1].answers.values()] == ["1  Use it", "2  Leave it out"]


def test_one_key_decides_and_leads_on_and_one_key_undoes(inbox: Inbox) -> None:
    tell(inbox.listener, GUESS, THIRD, FIFTH)
    clash, guess = inbox.enter(2)
    inbox.press(Qt.Key.Key_2)
    inbox.until(lambda: clash.decided is not None)
    assert statuses(inbox.listener, THIRD, FIFTH) == [A, R]
    inbox.until(guess.hasFocus)
    inbox.press(Qt.Key.Key_Up)
    assert clash.hasFocus()
    inbox.press(Qt.Key.Key_U)
    inbox.until(lambda: clash.decided is None)
    assert statuses(inbox.listener, THIRD, FIFTH) == [A, A]
    assert clash.answers[Choice.THIS].isVisible()


def test_what_was_decided_stays_in_its_place_until_the_view_is_entered_again(
    inbox: Inbox,
) -> None:
    tell(inbox.listener, GUESS, THIRD, FIFTH)
    clash, _ = inbox.enter(2)
    inbox.qtbot.mouseClick(clash.answers[Choice.BOTH], LEFT)
    inbox.until(lambda: clash.decided is not None)
    assert clash.outcome.text().startswith("They fit together")
    inbox.view.refresh()
    inbox.until(lambda: not inbox.view._latest.waiting)
    assert next(iter(inbox.view.cards.values())) is clash
    inbox.enter(1)


def test_a_question_goes_when_it_is_answered_elsewhere(inbox: Inbox) -> None:
    tell(inbox.listener, GUESS)
    (guess,) = inbox.enter(1)
    inbox.listener.companion.restore_note(guess.waiting.ids[0]).result()
    inbox.until(lambda: not inbox.view.cards)
    assert inbox.view.empty.isVisible()


def test_a_memory_that_is_asked_about_leads_to_the_timeline(inbox: Inbox) -> None:
    tell(inbox.listener, GUESS)
    (guess,) = inbox.enter(1)
    inbox.qtbot.mouseClick(guess.findChild(RowButton), LEFT)
    assert inbox.wanted == [*guess.waiting.ids]


def test_an_answer_that_comes_too_late_says_so_and_the_question_goes(inbox: Inbox) -> None:
    tell(inbox.listener, GUESS)
    (guess,) = inbox.enter(1)
    inbox.view.hide()
    inbox.listener.companion.forget_notes(guess.waiting.ids).result()
    inbox.view.show()
    with inbox.qtbot.waitSignal(inbox.view.trouble, timeout=20_000):
        guess.decide(Choice.YES)
    inbox.until(lambda: not inbox.view.cards)


def test_only_so_many_are_shown_at_once(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.review.view.PAGE", 1)
    tell(inbox.listener, GUESS, ORDER)
    inbox.enter(1)
    inbox.until(lambda: inbox.view.more.text() == "Show more (1)")
    inbox.qtbot.mouseClick(inbox.view.more, LEFT)
    assert len(inbox.view.cards) == 2
    assert inbox.view.more.isHidden()


def test_the_platforms_keys_undo_a_decision_and_do_it_again(inbox: Inbox) -> None:
    tell(inbox.listener, THIRD, FIFTH)
    (clash,) = inbox.enter(1)
    history = inbox.view._bridge.history
    inbox.press(Qt.Key.Key_1)
    inbox.until(lambda: history.can_undo)
    assert statuses(inbox.listener, THIRD, FIFTH) == [R, A]
    history.undo()
    inbox.until(lambda: clash.decided is None)
    assert statuses(inbox.listener, THIRD, FIFTH) == [A, A]
    inbox.until(lambda: history.can_redo)
    history.redo()
    inbox.until(lambda: not inbox.view.cards)
    assert statuses(inbox.listener, THIRD, FIFTH) == [R, A]
