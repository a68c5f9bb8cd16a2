"""The view of people and topics: choosing one, reading what is known, and walking around."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from companion.filters import Filter
from companion.known import Sort
from tests.deciding import tell
from tests.listening import Listener
from tests.test_knowing import BOAT, BRAGA, TRIP
from tests.ui.waiting import wait_until
from ui.bridge import Bridge
from ui.people.view import PeopleView
from ui.people.words import Group

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Salon:
    """The view, the Companion behind it, and hands to wait with."""

    view: PeopleView
    listener: Listener
    qtbot: QtBot
    notes: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names in the list, top to bottom."""
        return [self.view.model.index(at).data() for at in range(self.view.model.rowCount())]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def choose(self, name: str) -> None:
        """Choose one in the list, and wait until all that is known of it is shown."""
        self.until(lambda: name in self.names)
        self.view.list.setCurrentIndex(self.view.model.index(self.names.index(name)))
        self.until(lambda: self.view.page.name.text() == name)

    def look_around(self) -> None:
        """Show what lies around who is chosen."""
        self.qtbot.mouseClick(self.view.page.around, LEFT)
        self.until(lambda: bool(self.view.around.graph.hood.nodes))


@pytest.fixture
def salon(listener: Listener, qtbot: QtBot) -> Iterator[Salon]:
    """The view on three notes about two people."""
    tell(listener, BOAT, BRAGA, TRIP)
    bridge = Bridge(listener.companion)
    view = PeopleView(bridge)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    salon = Salon(view, listener, qtbot)
    view.note_wanted.connect(salon.notes.append)
    view.filter_wanted.connect(salon.filters.append)
    view.refresh()
    salon.until(lambda: bool(salon.names))
    yield salon
    view.hide()
    bridge.close()


def test_people_and_the_rest_are_listed_apart(salon: Salon) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(salon.view.model, fatal, salon.view)
    assert salon.names == ["Ana", "Rui"]
    salon.qtbot.mouseClick(salon.view.groups.buttons[Group.PLACES], LEFT)
    assert salon.names == ["Braga"]
    salon.qtbot.mouseClick(salon.view.groups.buttons[Group.TOPICS], LEFT)
    assert salon.view.nothing.heading.text() == "Nobody and nothing yet"


def test_a_name_is_found_by_what_else_they_are_called(salon: Salon) -> None:
    salon.view.search.setText("husb")
    assert salon.names == ["Rui"]
    salon.view.search.setText("zz")
    assert salon.view.nothing.heading.text() == "Nothing found"


def test_who_is_chosen_is_shown_with_their_timeline(salon: Salon) -> None:
    salon.choose("Rui")
    page = salon.view.page
    assert page.about.text() == "2 memories  ·  husband"
    assert [line.note.text for line in page.lines] == [TRIP, BOAT]
    salon.qtbot.mouseClick(page.lines[0], LEFT)
    assert salon.notes == [page.lines[0].note.id]
    salon.qtbot.mouseClick(page.timeline, LEFT)
    assert salon.filters == [Filter(people=("Rui",))]


def test_from_one_a_way_leads_to_whom_they_are_told_of_with(salon: Salon) -> None:
    salon.choose("Rui")
    (ana,) = [it for it in salon.view.page.findChildren(QPushButton) if it.text() == "Ana"]
    salon.qtbot.mouseClick(ana, LEFT)
    salon.until(lambda: salon.view.page.name.text() == "Ana")
    assert salon.view.list.currentIndex().data() == "Ana"


def test_what_is_told_now_is_there_at_once(salon: Salon) -> None:
    salon.choose("Rui")
    salon.listener.companion.remember("Rui likes waltzes.").result()
    salon.until(lambda: len(salon.view.page.lines) == 3)
    assert salon.view.list.currentIndex().data() == "Rui"


def test_who_is_forgotten_gives_way_to_the_next(salon: Salon) -> None:
    salon.choose("Rui")
    ids = [note.id for note in salon.view.page.likeness.notes]
    salon.listener.companion.forget_notes(ids).result()
    salon.until(lambda: "Rui" not in salon.names)
    salon.until(lambda: salon.view.page.name.text() == "Ana")


def test_the_picture_is_walked_through_with_the_keyboard(salon: Salon) -> None:
    salon.choose("Rui")
    salon.look_around()
    around, graph = salon.view.around, salon.view.around.graph
    assert around.words.text() == "Rui"
    assert "Rui" in graph.shown_labels() or graph.shown_labels() == []
    salon.qtbot.keyClick(graph, Qt.Key.Key_Right)
    assert around.words.text() in (TRIP, BOAT)
    salon.qtbot.mouseClick(around.show_it, LEFT)
    assert salon.notes == [graph.hood.nodes[1].anchor.id]
    all_of_it = graph.viewRect()
    salon.qtbot.keyClick(graph, Qt.Key.Key_Plus)
    assert graph.viewRect().width() < all_of_it.width(), "nearer"
    salon.qtbot.keyClick(graph, Qt.Key.Key_0)
    assert graph.viewRect().width() == pytest.approx(all_of_it.width())
    salon.qtbot.keyClick(graph, Qt.Key.Key_Return)
    salon.until(lambda: graph.hood.nodes[0].anchor.sort is Sort.NOTE)
    salon.qtbot.keyClick(graph, Qt.Key.Key_Escape)
    assert salon.view.page.isVisible()


def test_names_in_the_picture_never_lie_on_each_other(salon: Salon) -> None:
    salon.choose("Ana")
    salon.look_around()
    graph = salon.view.around.graph
    salon.until(lambda: bool(graph.shown_labels()))
    graph._place_labels()
    shown = [text.sceneBoundingRect() for _, text in graph._labels if text.isVisible()]
    assert not any(a.intersects(b) for a in shown for b in shown if a is not b)


def test_a_person_in_the_picture_is_shown_in_full(salon: Salon) -> None:
    salon.choose("Rui")
    salon.look_around()
    around = salon.view.around
    (at,) = [i for i, node in enumerate(around.graph.hood.nodes) if node.label == "Ana"]
    around.graph.choose(at)
    salon.qtbot.mouseClick(around.show_it, LEFT)
    salon.until(lambda: salon.view.page.name.text() == "Ana")
    assert salon.view.page.isVisible()


def test_where_there_is_little_room_the_list_and_the_one_take_turns(salon: Salon) -> None:
    salon.view.resize(500, 600)
    assert salon.view.list.isVisible()
    assert not salon.view.page.isVisible()
    salon.choose("Rui")
    salon.view.activateWindow()
    salon.view.list.setFocus()
    salon.until(salon.view.list.hasFocus)
    salon.view.list.activated.emit(salon.view.list.currentIndex())
    assert salon.view.page.isVisible()
    assert not salon.view.list.isVisible()
    assert salon.view.to_list.hasFocus()
    salon.qtbot.keyClick(salon.view.page, Qt.Key.Key_Escape)
    assert salon.view.list.isVisible()
