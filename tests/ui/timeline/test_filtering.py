"""Narrowing the timeline: chips, the menu, saved filters, what comes to mind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from companion.clock import FixedClock
from companion.domain import NoteKind, Origin
from companion.filters import Axis, Filter, Freshness, SavedFilter
from tests.ui.timeline.conftest import Album
from ui.timeline.delegate import beginnings
from ui.timeline.filter_words import FIELDS, chip, is_set
from ui.timeline.roles import NoteRole
from ui.timeline.saved import NameDialog
from ui.timeline.span import SpanDialog


def opened(album: Album) -> QMenu:
    """The filter menu, just opened."""
    bar = album.view.filters
    album.qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    album.until(bar.menu.isVisible)
    return bar.menu


def entry(menu: QMenu, name: str) -> QAction:
    """The entry of a menu that is called so."""
    return next(it for it in menu.actions() if it.text().split("\t")[0] == name)


def choose(album: Album, field: str, value: str) -> None:
    """Choose a value of a field in the menu."""
    menu = opened(album)
    values = entry(menu, field).menu()
    assert isinstance(values, QMenu)
    values.aboutToShow.emit()
    album.until(lambda: any(it.text().split("\t")[0] == value for it in values.actions()))
    entry(values, value).trigger()
    menu.close()


def test_a_filter_is_chosen_from_the_menu_and_taken_away_by_its_chip(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.companion.send("I love tea.")
    album.companion.catch_up().result()
    album.until(lambda: len(album.rows) == 2)
    choose(album, "Kind", "Preference")
    album.shows("I love tea.")
    assert album.view.count.text() == "1 found"
    choose(album, "Kind", "Fact")
    album.until(lambda: len(album.rows) == 2)
    (made,) = album.view.filters.chips.values()
    assert made.accessibleName() == "Remove the filter Kind: Preference or Fact"
    album.qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    album.until(lambda: not album.view.model.filter and len(album.rows) == 2)
    assert album.view.filters.isHidden()


def test_where_no_memory_fits_the_filter_one_button_takes_it_away(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.until(lambda: len(album.rows) == 1)
    album.view.narrow(Filter(kinds=(NoteKind.PLAN,)))
    album.until(album.view.state.isVisible)
    assert album.view.state.words.text() == "No memory fits this filter."
    album.qtbot.mouseClick(album.view.state.action, Qt.MouseButton.LeftButton)
    album.until(lambda: not album.view.model.filter and len(album.rows) == 1)


def test_the_menu_counts_what_it_offers(album: Album) -> None:
    album.remember("I visited Ana in Braga", "Biscuit fears thunder")
    menu = opened(album)
    people = entry(menu, "Person or place").menu()
    assert isinstance(people, QMenu)
    people.aboutToShow.emit()
    album.until(lambda: "Ana\t1" in [it.text() for it in people.actions()])
    strengths = entry(menu, "Strength").menu()
    assert isinstance(strengths, QMenu)
    strengths.aboutToShow.emit()
    told = ["Fresh\t2", "Fading\t0", "Faded\t0"]
    album.until(lambda: [it.text() for it in strengths.actions()] == told)
    times = entry(menu, "Time").menu()
    assert isinstance(times, QMenu)
    times.aboutToShow.emit()
    album.until(lambda: "Today\t2" in [it.text() for it in times.actions()])
    menu.close()


def test_nobody_waits_for_the_counts_of_a_menu_that_was_closed(album: Album) -> None:
    album.remember("I visited Ana in Braga")
    menu = opened(album)
    people = entry(menu, "Person or place").menu()
    assert isinstance(people, QMenu)
    people.aboutToShow.emit()
    people.aboutToHide.emit()
    people.aboutToShow.emit()
    album.until(lambda: "Ana\t1" in [it.text() for it in people.actions()])
    menu.close()


def test_escape_leads_back_to_everything(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.view.narrow(Filter(words="thunder", origins=(Origin.USER,)))
    album.shows("Biscuit fears thunder")
    album.qtbot.keyClick(album.view.list, Qt.Key.Key_Escape)
    album.until(lambda: len(album.rows) == 2)
    assert (album.view.search.text(), album.view.filters.isHidden()) == ("", True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("port ana", ["Ana", "Port"]),
        ("ort", []),
        ('"ana in', ["Ana", "in"]),
        ("…(*", []),
    ],
)
def test_what_was_typed_is_marked_where_words_begin_with_it(typed: str, found: list[str]) -> None:
    assert beginnings(typed).findall("Ana was in Porto") == found


def test_words_and_filter_narrow_together(album: Album) -> None:
    album.remember("Ana lives in Braga", "Ana fears thunder")
    album.view.narrow(Filter(origins=(Origin.USER,)))
    album.view.search.setText("thunder")
    album.shows("Ana fears thunder")
    album.view.narrow(Filter(words="thunder", origins=(Origin.RULE,)))
    album.until(lambda: album.view.state.heading.text() == "Nothing found")
    assert album.view.search.text() == "thunder"


def test_a_filter_is_saved_chosen_again_and_removed(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    wanted = Filter(words="thunder", origins=(Origin.USER,))
    album.view.narrow(wanted)
    entry(opened(album), "Save this filter…").trigger()
    asked = album.view.filters.findChild(NameDialog)
    assert isinstance(asked, NameDialog)
    assert not asked.go_on.isEnabled()
    album.qtbot.keyClicks(asked.field, "  Storms ")
    album.qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    saved = album.companion.exploring.saved
    album.until(lambda: saved().result() == [SavedFilter("Storms", wanted)])
    album.view.narrow(Filter())
    album.until(lambda: len(album.rows) == 2)
    menu = opened(album)
    entry(menu, "Storms").trigger()
    menu.close()
    album.shows("Biscuit fears thunder")
    menu = opened(album)
    assert entry(menu, "Storms").isChecked()
    drop = entry(menu, "Remove a saved filter").menu()
    assert isinstance(drop, QMenu)
    entry(drop, "Storms").trigger()
    menu.close()
    album.until(lambda: saved().result() == [])
    history = album.view._bridge.history
    for names in (["Storms"], [], ["Storms"]):
        album.until(lambda: not history._busy)
        history.undo() if names else history.redo()
        album.until(lambda names=names: [it.name for it in saved().result()] == names)
    album.until(lambda: not history._busy)
    album.view.filters.saved.rename(SavedFilter("Storms", wanted), "Thunder")
    album.until(lambda: saved().result() == [SavedFilter("Thunder", wanted)])
    album.until(lambda: history.can_undo)
    history.undo()
    album.until(lambda: saved().result() == [SavedFilter("Storms", wanted)])


def test_from_any_day_to_any_other_by_keyboard(album: Album, clock: FixedClock) -> None:
    album.remember("Ana lives in Braga")
    menu = opened(album)
    times = entry(menu, "Time").menu()
    assert isinstance(times, QMenu)
    entry(times, "From one day to another…").trigger()
    menu.close()
    asked = album.asked(SpanDialog)
    album.qtbot.keyClick(asked.since, Qt.Key.Key_Home)
    album.qtbot.keyClick(asked.since, Qt.Key.Key_Down)
    asked.until.setDate(asked.since.date().addDays(-3))
    earlier, later = asked.until.date().toPython(), asked.since.date().toPython()
    album.qtbot.keyClick(asked.go_on, Qt.Key.Key_Space)
    album.until(lambda: album.view.model.filter == Filter(since=earlier, until=later))
    album.until(lambda: album.view.state.heading.text() == "Nothing found")
    menu = opened(album)
    times = entry(menu, "Time").menu()
    assert isinstance(times, QMenu)
    chosen = entry(times, "From one day to another…")
    assert chosen.isChecked()
    chosen.trigger()
    menu.close()
    again = album.asked(SpanDialog)
    assert (again.since.date(), again.until.date()) == (earlier, later)
    again.has_until.click()
    again.since.setDate(clock.now().date())
    again.go_on.click()
    album.shows("Ana lives in Braga")
    assert album.view.model.filter == Filter(since=clock.now().date())


def test_by_the_day_it_happened_or_was_learned(album: Album, clock: FixedClock) -> None:
    (note_id,) = album.remember("We moved to Braga")
    then = clock.now() - timedelta(days=800)
    album.companion._runtime.write(
        lambda store: store.notes.change(
            note_id, actor="user", reason="", now=clock.now(), valid_from=then
        )
    ).result()
    album.view.model.change([note_id])
    album.until(lambda: album.headings == ["February 2024", "Saturday 24"])
    album.choose("We moved to Braga")
    album.qtbot.mouseClick(album.view.axis.buttons[Axis.LEARNED], Qt.MouseButton.LeftButton)
    album.until(lambda: album.headings == ["May 2026", "Today"])
    album.until(lambda: album.chosen() == ["We moved to Braga"])


def test_what_comes_to_mind_is_joined_before_what_has_the_words(album: Album) -> None:
    album.remember("Ana lives in Braga", "Ana went to Braga by train", "Biscuit fears thunder")
    album.companion.catch_up().result()
    album.view.search.setText("Ana Braga")
    album.until(lambda: album.headings[:1] == ["What comes to mind"])
    found = album.view.model.sections.all[0].ids
    assert len(album.rows) == len(found) + 2
    assert album.view.count.text() == "2 found", "by the words"
    album.view.search.setText("zeppelin")
    album.until(lambda: album.view.state.heading.text() == "Nothing found")


def test_what_was_forgotten_is_gone_from_what_comes_to_mind(album: Album) -> None:
    lives, _ = album.remember("Ana lives in Braga", "Ana went to Braga by train")
    album.companion.catch_up().result()
    album.view.search.setText("Ana Braga")
    album.until(lambda: album.headings[:1] == ["What comes to mind"])
    finds = album.view.model.sections.all[0].ids
    assert lives in finds
    album.companion.forget_notes([lives])
    album.until(lambda: album.view.count.text() == "1 found")
    album.until(lambda: lives not in finds)
    assert album.headings[:1] == ["What comes to mind"]
    assert all(row.data(NoteRole.KIND) for row in album.rows)


@pytest.mark.parametrize(
    ("filter", "said"),
    [
        (Filter(kinds=(NoteKind.FACT,)), "Kind: Fact"),
        (Filter(kinds=tuple(NoteKind)), "Kind: Episode and 9 more"),
        (Filter(freshness=(Freshness.FADED,)), "Strength: Faded"),
        (Filter(since=date(2026, 1, 1)), "Time: This year"),
        (Filter(since=date(2026, 5, 1)), "Time: This month"),
        (Filter(since=date(2019, 1, 1), until=date(2019, 12, 31)), "Time: 2019"),
        (Filter(since=date(2019, 1, 2), until=date(2019, 1, 2)), "Time: 2 January 2019"),
        (Filter(until=date(2019, 1, 2)), "Time: until 2 January 2019"),
        (Filter(conversations=("x",)), "Conversation: A walk"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_chip_says_what_the_filter_does(filter: Filter, said: str) -> None:
    (field,) = [it for it in FIELDS if is_set(filter, it)]
    assert chip(filter, field, {"x": "A walk"}, date(2026, 5, 4)) == said
