"""The timeline by keyboard and mouse: moving about, jumping, choosing many, opening and folding."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from companion.clock import FixedClock
from companion.store.store import Store
from tests.author import Author
from tests.conftest import NOON
from tests.listening import Listener
from tests.ui.timeline.conftest import Album, opened
from ui.timeline.roles import NoteRole

KEY = Qt.Key


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a memory of every month from May 2026 back to June 2024, and three of today."""
    home, clock = tmp_path_factory.mktemp("years"), FixedClock(NOON - timedelta(hours=1))
    store = Store(home, clock)
    author = Author(store, clock)
    for number in range(24):
        text = f"Memory of month {number}"
        note = author.notes(text, author.begins(text))
        then = NOON - timedelta(days=30 * number)
        store.notes.change(note.id, actor="", reason="", now=clock.now(), valid_from=then)
    for text in ("One more", "Two more", "Three more"):
        author.notes(text, author.begins(text))
    store.close()
    return home


@pytest.fixture
def years(
    lived: Path, home: Path, open_companion: Callable[..., Listener], qtbot: QtBot
) -> Iterator[Album]:
    """The page, open on two years of memories."""
    shutil.copytree(lived, home)
    listener = open_companion()
    listener.start()
    with opened(listener.companion, qtbot) as album:
        album.until(lambda: len(album.view.model.sections.all) > 40)
        album.until(lambda: "Three more" in album.texts)
        album.view.list.setFocus()
        yield album


def press(album: Album, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in the list."""
    plain = Qt.KeyboardModifier.NoModifier
    album.qtbot.keyClick(album.view.list, key, plain if modifier is None else modifier)


def current(album: Album) -> str:
    """The text of the current row, when its words have come."""
    index = album.view.list.currentIndex()
    album.until(lambda: index.data(NoteRole.KIND) is not None)
    return str(index.data())


def test_the_arrows_pass_over_the_headings(years: Album) -> None:
    press(years, KEY.Key_Home)
    first = years.view.list.currentIndex().row()
    assert years.view.model.sections.id_at(first)
    for _ in range(6):
        press(years, KEY.Key_Down)
    here = years.view.list.currentIndex()
    assert here.data(NoteRole.ID) == years.rows[6].data(NoteRole.ID)
    assert years.view.list.selected_ids() == [here.data(NoteRole.ID)]
    press(years, KEY.Key_Up)
    assert years.view.list.currentIndex().data(NoteRole.ID) == years.rows[5].data(NoteRole.ID)
    press(years, KEY.Key_End)
    assert current(years) == "Memory of month 23"
    press(years, KEY.Key_PageUp)
    assert years.view.list.currentIndex().row() < years.rows[-1].row() - 2


def test_alt_and_page_keys_go_from_month_to_month(years: Album) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    press(years, KEY.Key_Home)
    press(years, KEY.Key_PageDown, alt)
    assert current(years) == "Memory of month 1"
    press(years, KEY.Key_PageDown, alt)
    press(years, KEY.Key_PageUp, alt)
    assert current(years) == "Memory of month 1"


def test_what_is_typed_in_the_list_is_searched_for(years: Album) -> None:
    press(years, KEY.Key_T)
    assert years.view.search.text() == "t"
    assert years.view.search.hasFocus()
    years.qtbot.keyClicks(years.view.search, "wo")
    years.until(lambda: years.texts == ["Two more"])
    years.qtbot.keyClick(years.view.search, KEY.Key_Down)
    assert years.view.list.hasFocus()
    assert years.view.list.selected_ids() == [years.rows[0].data(NoteRole.ID)]


def test_all_are_chosen_at_once_and_what_is_not_in_view_with_them(years: Album) -> None:
    years.view.list.selectAll()
    assert len(years.view.list.selected_ids()) == 27


def test_shift_chooses_what_lies_between(years: Album) -> None:
    press(years, KEY.Key_Home)
    for _ in range(5):
        press(years, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    wanted = [row.data(NoteRole.ID) for row in years.rows[:6]]
    assert years.view.list.selected_ids() == wanted


def test_the_overview_leads_to_a_day_and_shows_where_one_is(years: Album) -> None:
    overview, rows = years.view.overview, years.view.list
    assert overview.isVisible()
    assert overview.value() == 0
    bottom = QPoint(overview.width() - 10, overview.height() - 14)
    years.qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=bottom)
    assert rows.verticalScrollBar().value() == rows.verticalScrollBar().maximum()
    years.until(lambda: years.rows[-1].data() == "Memory of month 23")
    assert overview.value() > overview.maximum() // 2
    top = QPoint(overview.width() - 10, 14)
    years.qtbot.mousePress(overview, Qt.MouseButton.LeftButton, pos=bottom)
    years.qtbot.mouseMove(overview, pos=top)
    years.qtbot.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=top)
    overview.setFocus(Qt.FocusReason.TabFocusReason)
    years.qtbot.keyClick(overview, KEY.Key_Home)
    assert rows.verticalScrollBar().value() == 0
    years.qtbot.keyClick(overview, KEY.Key_Down)
    assert rows.verticalScrollBar().value() > 0
    assert "2026" in overview.accessibleDescription()


def test_place_and_choice_survive_what_happens_elsewhere(years: Album) -> None:
    rows = years.view.list
    index = years.rows[15]
    rows.setCurrentIndex(index)
    rows.scrollTo(index)
    chosen, before = rows.selected_ids(), rows.visualRect(rows.currentIndex()).top()
    years.companion.remember("Said in the chat").result()
    gone = [row.data(NoteRole.ID) for row in years.rows[2:5]]
    years.companion.forget_notes(gone).result()
    years.until(lambda: not any(years.view.model.index_of(one).isValid() for one in gone))
    years.until(lambda: "Said in the chat" in years.texts)
    assert rows.selected_ids() == chosen
    assert rows.visualRect(years.view.model.index_of(chosen[0])).top() == before


def test_a_note_that_moves_to_another_day_stays_chosen(years: Album, clock: FixedClock) -> None:
    rows = years.view.list
    rows.setCurrentIndex(years.rows[4])
    (chosen,) = rows.selected_ids()
    then = datetime(2019, 3, 4, 12, tzinfo=clock.now().tzinfo)

    def move(store: Store) -> None:
        store.notes.change(chosen, actor="", reason="", now=clock.now(), valid_from=then)

    years.companion._runtime.write(move).result()
    years.view.model.change([chosen])
    years.until(lambda: years.headings[-2:] == ["March 2019", "Monday 4"])
    assert rows.selected_ids() == [chosen]
    assert rows.currentIndex().data(NoteRole.ID) == chosen


def test_screen_readers_know_the_parts_for_what_they_are(years: Album) -> None:
    view = years.view
    told = {
        part: QAccessible.queryAccessibleInterface(part).role()
        for part in (view.list, view.overview, view.search, view.filters.button)
    }
    roles = QAccessible.Role
    assert list(told.values()) == [roles.List, roles.Slider, roles.EditableText, roles.Button]
    assert all(part.accessibleName() for part in told)
    (first, second) = (view.model.index(row) for row in (0, 1))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert (first.data(spoken), second.data(spoken)) == ("May 2026", "Today, 4 May 2026")
