"""The frame around the views of the memory: its bar, its keys, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from companion.domain import JobRun, JobState
from companion.events import JobProgress
from tests.conftest import NOON
from tests.ui.shell.conftest import Desk
from ui.memories.view import View, sign
from ui.timeline.view import MemoriesView

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("view", list(View))
def test_every_view_comes_to_the_front_by_its_button_and_by_its_key(desk: Desk, view: View) -> None:
    window = desk.window
    window.go_to(window.memories)
    memories = window.memories
    desk.qtbot.mouseClick(memories.bar.buttons[view], Qt.MouseButton.LeftButton)
    assert memories.front is view
    assert memories.view(view).isVisible()
    desk.qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert memories.front is View.TIMELINE
    number = list(View).index(view) + 1
    desk.qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
    assert memories.front is view
    assert memories.bar.buttons[view].isChecked()


@pytest.mark.parametrize("view", list(View))
def test_whatever_takes_the_keyboard_has_a_name_for_a_screen_reader(desk: Desk, view: View) -> None:
    desk.say("My sister Ana lives in Braga. I think I'm becoming allergic to cats.")
    desk.companion.sleep().result()
    window = desk.window
    window.go_to(window.memories)
    window.memories.show_view(view)
    shown = window.memories.view(view)
    desk.until(lambda: bool(shown.findChildren(QAbstractButton)))
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit, QPlainTextEdit)
    nameless = [
        child
        for kind in kinds
        for child in shown.findChildren(kind)
        if child.isVisibleTo(shown)
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not child.accessibleName()
    ]
    assert nameless == []


def test_views_are_made_when_they_are_first_wanted(desk: Desk) -> None:
    desk.window.go_to(desk.window.memories)
    assert set(desk.window.memories._made) == {View.TIMELINE}


def test_where_there_is_little_room_only_the_view_in_front_has_its_name(desk: Desk) -> None:
    window = desk.window
    window.go_to(window.memories)
    bar = window.memories.bar
    window.resize(1200, 700)
    assert all(made.text() for made in bar.buttons.values())
    bar.setFixedWidth(bar._needed() - 1)
    named = [view for view, made in bar.buttons.items() if made.text()]
    assert named == [View.TIMELINE]
    assert bar.buttons[View.ACTIVITY].accessibleName() == sign(View.ACTIVITY).name


def test_what_waits_is_counted_on_the_bar(desk: Desk) -> None:
    desk.window.go_to(desk.window.memories)
    bar = desk.window.memories.bar
    bar.show_count(View.ACTIVITY, 3)
    assert bar.buttons[View.ACTIVITY].text().endswith("· 3")
    assert "3 wait for you" in bar.buttons[View.ACTIVITY].accessibleName()
    bar.show_count(View.ACTIVITY, 0)
    assert bar.buttons[View.ACTIVITY].text() == sign(View.ACTIVITY).name


def test_the_view_that_was_open_is_open_again(desk: Desk, open_window: Callable[..., Desk]) -> None:
    desk.window.memories.show_view(View.ACTIVITY)
    desk.close()
    again = open_window()
    again.window.go_to(again.window.memories)
    assert again.window.memories.front is View.ACTIVITY


def test_a_note_of_another_view_is_shown_in_the_timeline(desk: Desk) -> None:
    note = desk.companion.remember("Ana lives in Braga").result().note
    window = desk.window
    window.go_to(window.memories)
    activity = window.memories.view(View.ACTIVITY)
    window.memories.show_view(View.ACTIVITY)
    activity.note_wanted.emit(note.id)
    assert window.memories.front is View.TIMELINE
    detail = window.memories.timeline.detail
    desk.until(lambda: detail.card is not None and detail.card.detail.note.id == note.id)


def test_the_status_line_tells_of_sleep_and_leads_to_the_activity(desk: Desk) -> None:
    window = desk.window
    run = JobRun("1", "decay", NOON, NOON)
    desk.companion.events.publish(JobProgress(run))
    desk.until(lambda: window.status.sleep.text() == "Asleep: seeing what no longer matters")
    ended = JobRun("1", "decay", NOON, NOON, NOON, JobState.DONE)
    desk.companion.events.publish(JobProgress(ended))
    desk.until(lambda: window.status.sleep.text() == "")
    desk.qtbot.mouseClick(window.status.sleep, Qt.MouseButton.LeftButton)
    assert window.pages.on_memories
    assert window.memories.front is View.ACTIVITY


def test_from_a_note_a_key_leads_to_what_lies_around_it(desk: Desk) -> None:
    desk.companion.remember("My sister Ana lives in Braga").result()
    window = desk.window
    window.go_to(window.memories)
    timeline = window.memories.timeline
    desk.until(lambda: timeline.model.rowCount() > 0)
    desk.until(lambda: bool(timeline.list.selectedIndexes()) or _choose_first_note(timeline))
    timeline.list.setFocus()
    desk.qtbot.keyClick(timeline.list, Qt.Key.Key_G, CONTROL)
    assert window.memories.front is View.PEOPLE
    people = window.memories.view(View.PEOPLE)
    desk.until(lambda: bool(people.around.graph.hood.nodes))
    assert people.around.graph.hood.nodes[0].label == "My sister Ana lives in Braga"


def _choose_first_note(timeline: MemoriesView) -> bool:
    for row in range(timeline.model.rowCount()):
        timeline.list.setCurrentIndex(timeline.model.index(row, 0))
        if timeline.list.selected_ids():
            return True
    return False
