"""The portrait view: what is known of the person, with what it rests on, in their own hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from companion.domain import NoteKind
from tests.listening import PATIENCE_S, Listener
from tests.ui.waiting import wait_until
from ui.bridge import Bridge
from ui.memories.row_button import RowButton
from ui.portrait.section import SectionCard
from ui.portrait.view import PortraitView

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Studio:
    """The view, the Companion behind it, and hands to wait with."""

    view: PortraitView
    listener: Listener
    qtbot: QtBot
    wanted: list[str] = field(default_factory=list)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def tell(self, *texts: str) -> None:
        """Say things, and let the portrait follow."""
        for text in texts:
            self.listener.say(text)
        self.listener.rest()
        self.listener.companion.sleep(["portrait"]).result(PATIENCE_S)

    def card(self, title: str) -> SectionCard:
        """A section, as soon as it is there."""
        self.until(lambda: title in self.view.cards)
        return self.view.cards[title]

    def lines(self, title: str) -> list[str]:
        """The lines that a section shows."""
        body = self.card(title)._body
        return [it.text() for it in body.findChildren(QLabel) if it.text().startswith(("“", "I "))]

    def write(self, title: str, text: str) -> None:
        """Write a section by hand."""
        card = self.card(title)
        self.qtbot.mouseClick(card.edit, LEFT)
        card.editor.field.setPlainText(text)
        self.qtbot.mouseClick(card.editor.save, LEFT)


@pytest.fixture
def studio(listener: Listener, qtbot: QtBot) -> Iterator[Studio]:
    """The view, with nothing known yet."""
    bridge = Bridge(listener.companion)
    view = PortraitView(bridge)
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    view.refresh()
    studio = Studio(view, listener, qtbot)
    view.note_wanted.connect(studio.wanted.append)
    yield studio
    view.hide()
    bridge.close()


def test_before_there_is_one_it_can_be_written_now(studio: Studio) -> None:
    studio.until(lambda: studio.view.empty.heading.text() == "No portrait yet")
    studio.listener.say("I love old waltzes.")
    studio.listener.rest()
    studio.qtbot.mouseClick(studio.view.empty.action, LEFT)
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    assert studio.view.empty.isHidden()


def test_a_line_leads_to_the_memory_it_rests_on(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    line = studio.card("Preferences").findChild(RowButton)
    studio.qtbot.mouseClick(line, LEFT)
    (note_id,) = studio.wanted
    note = studio.listener.companion.note(note_id).result().note
    assert (note.kind, note.text) == (NoteKind.PREFERENCE, "I love old waltzes.")


def test_what_is_new_is_shown_when_it_is_asked_for(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.tell("I hate thrillers.")
    card = studio.card("Preferences")
    studio.until(card.changes.isVisible)
    assert card.changes.text().startswith("1 new, 0 gone")
    studio.qtbot.mouseClick(card.changes, LEFT)
    assert [it.accessibleName() for it in card._news.findChildren(QLabel) if it.text()] == [
        "New: “I hate thrillers.”"
    ]


def test_what_is_written_by_hand_is_said_to_be_so_and_can_be_undone(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    card = studio.card("Preferences")
    studio.write("Preferences", "I like most music.")
    studio.until(lambda: studio.lines("Preferences") == ["I like most music."])
    assert card.owned.isVisible()
    studio.qtbot.mouseClick(card.undo, LEFT)
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    assert card.owned.isHidden()
    assert card.undo.isHidden()


def test_a_section_is_handed_back(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.write("Preferences", "I like most music.")
    card = studio.card("Preferences")
    studio.until(card.hand_back.isVisible)
    studio.qtbot.mouseClick(card.hand_back, LEFT)
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    assert card.hand_back.isHidden()


def test_what_is_being_written_stays_when_something_changes(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    card = studio.card("Preferences")
    studio.qtbot.mouseClick(card.edit, LEFT)
    card.editor.field.setPlainText("I like")
    studio.tell("I hate thrillers.")
    studio.until(lambda: len(card.section.lines) == 2)
    assert card.editor.isVisible()
    assert card.editor.field.toPlainText() == "I like"
    assert card._body.isHidden()


def test_what_was_written_is_undone_and_done_again_with_the_platforms_keys(studio: Studio) -> None:
    studio.tell("I love old waltzes.")
    studio.write("Preferences", "I like most music.")
    card, history = studio.card("Preferences"), studio.view._bridge.history
    studio.until(lambda: history.can_undo and card.undo.isVisible())
    history.undo()
    studio.until(lambda: studio.lines("Preferences") == ["“I love old waltzes.”"])
    assert card.undo.isHidden()
    studio.until(lambda: history.can_redo)
    history.redo()
    studio.until(lambda: studio.lines("Preferences") == ["I like most music."])
    assert card.owned.isVisible()
