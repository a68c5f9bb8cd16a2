"""The sidebar's conversations: begun, found, renamed, deleted and brought back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from companion.clock import FixedClock
from tests.ui.shell.conftest import Desk


def choose(desk: Desk, conversation_id: str) -> None:
    """Click a conversation."""
    view = desk.window.sidebar.list
    place = view.visualRect(desk.window.sidebar.model.index_of(conversation_id))
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def press(desk: Desk, key: Qt.Key) -> None:
    """Press a key in the list."""
    desk.window.sidebar.list.setFocus()
    desk.qtbot.keyClick(desk.window.sidebar.list, key)


def test_a_conversation_appears_when_it_begins(desk: Desk) -> None:
    desk.say("Where shall we go in June?")
    assert desk.titles == ["Where shall we go in June?"]
    assert desk.window.sidebar.model.index(0).data() == "Today"


def test_the_one_spoken_in_last_is_on_top(desk: Desk, clock: FixedClock) -> None:
    bread = desk.say("About bread")
    clock.advance(timedelta(hours=1))
    desk.say("About boats")
    assert desk.titles == ["About boats", "About bread"]
    clock.advance(timedelta(hours=1))
    desk.listener.say("More about bread", conversation_id=bread)
    desk.until(lambda: desk.titles == ["About bread", "About boats"])


def test_clicking_opens_and_a_new_one_closes_it_again(desk: Desk) -> None:
    bread = desk.say("About bread")
    choose(desk, bread)
    assert desk.window.open_id == bread
    desk.window.does.new.trigger()
    assert desk.window.open_id == ""
    assert not desk.window.sidebar.list.selectedIndexes()


def test_the_arrows_go_from_one_to_the_next(desk: Desk, clock: FixedClock) -> None:
    bread = desk.say("About bread")
    clock.advance(timedelta(hours=1))
    boats = desk.say("About boats")
    choose(desk, boats)
    press(desk, Qt.Key.Key_Down)
    assert desk.window.open_id == bread
    desk.window.does.previous.trigger()
    assert desk.window.open_id == boats
    desk.window.does.previous.trigger()
    assert desk.window.open_id == boats


def test_searching_finds_words_in_titles_and_in_what_was_said(desk: Desk) -> None:
    bread = desk.say("About bread")
    desk.say("About boats")
    desk.listener.say("The starter lives in the fridge", conversation_id=bread)
    desk.window.sidebar.search.setText("boats")
    desk.until(lambda: desk.titles == ["About boats"])
    desk.window.sidebar.search.setText("fridge")
    desk.until(lambda: desk.titles == ["About bread"])
    desk.window.sidebar.search.setText("zeppelin")
    desk.until(lambda: desk.titles == [])
    assert desk.window.sidebar.empty.text() == "Nothing found"
    desk.qtbot.keyClick(desk.window.sidebar.search, Qt.Key.Key_Escape)
    desk.until(lambda: len(desk.titles) == 2)


def test_a_title_is_edited_in_its_row(desk: Desk) -> None:
    bread = desk.say("About bread")
    choose(desk, bread)
    press(desk, Qt.Key.Key_F2)
    editor = desk.window.sidebar.list.findChild(QLineEdit)
    editor.setText("Sourdough")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.until(lambda: [one.title for one in desk.stored()] == ["Sourdough"])
    assert desk.titles == ["Sourdough"]


def test_an_empty_title_changes_nothing(desk: Desk) -> None:
    bread = desk.say("About bread")
    assert not desk.window.sidebar.model.setData(desk.window.sidebar.model.index_of(bread), "  ")
    assert desk.titles == ["About bread"]


def test_a_deleted_conversation_can_be_brought_back(desk: Desk) -> None:
    bread = desk.say("About bread")
    choose(desk, bread)
    press(desk, Qt.Key.Key_Delete)
    desk.until(lambda: desk.titles == [])
    desk.until(lambda: desk.window.open_id == "")
    bar = desk.window.undo_bar
    assert bar.isVisible()
    assert "About bread" in bar.text.text()
    desk.qtbot.mouseClick(bar.undo_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.titles == ["About bread"])
    desk.until(lambda: desk.window.open_id == bread)
    assert not bar.isVisible()


def test_the_undo_bar_leaves_room_for_writing(desk: Desk) -> None:
    desk.window.sidebar.list.delete_wanted.emit(desk.say("About bread"))
    desk.until(desk.window.undo_bar.isVisible)
    bar, composer = desk.window.undo_bar, desk.window.chat.composer
    bottom = bar.mapToGlobal(bar.rect().bottomLeft()).y()
    assert bottom < composer.mapToGlobal(composer.rect().topLeft()).y()


def test_two_deletions_are_undone_latest_first(desk: Desk) -> None:
    bread, boats = desk.say("About bread"), desk.say("About boats")
    bar = desk.window.undo_bar
    for conversation_id, word in ((bread, "bread"), (boats, "boats")):
        desk.window.sidebar.list.delete_wanted.emit(conversation_id)
        desk.until(lambda word=word: word in bar.text.text())
    bar.undo()
    desk.until(lambda: desk.titles == ["About boats"])
    assert "bread" in bar.text.text()
    bar.undo()
    desk.until(lambda: len(desk.titles) == 2)


def test_control_z_undoes_a_deletion_from_an_editor_with_nothing_to_undo(desk: Desk) -> None:
    bread = desk.say("About bread")
    desk.window.sidebar.list.delete_wanted.emit(bread)
    desk.until(desk.window.undo_bar.isVisible)
    field = desk.window.sidebar.search
    field.setFocus()
    desk.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.titles == ["About bread"])


def test_control_z_in_a_field_undoes_what_came_last_be_it_typing_or_a_deletion(desk: Desk) -> None:
    bread = desk.say("About bread")
    field = desk.window.sidebar.search
    field.setFocus()
    control_z = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClicks(field, "bre")
    desk.qtbot.wait(5)
    desk.window.sidebar.list.delete_wanted.emit(bread)
    desk.until(desk.window.undo_bar.isVisible)
    desk.qtbot.keyClick(field, *control_z)
    desk.until(lambda: desk.titles == ["About bread"])
    assert field.text() == "bre"
    desk.qtbot.keyClick(field, *control_z)
    assert field.text() == ""


def test_off_the_record_conversations_are_marked(desk: Desk) -> None:
    desk.listener.say("Between us", off_the_record=True)
    desk.until(lambda: desk.titles == ["Between us"])
    index = desk.window.sidebar.model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Off the record"


def test_the_list_stays_a_sound_model_while_it_changes(desk: Desk, clock: FixedClock) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(desk.window.sidebar.model, fatal, desk.window)
    bread = desk.say("About bread")
    clock.advance(timedelta(days=1))
    boats = desk.say("About boats")
    clock.advance(timedelta(days=40))
    desk.listener.say("More about bread", conversation_id=bread)
    desk.until(lambda: desk.titles == ["About bread", "About boats"])
    headings = [row.text for row in desk.window.sidebar.model._rows if row.conversation is None]
    assert headings == ["Today", "May"]
    desk.window.sidebar.list.delete_wanted.emit(boats)
    desk.until(lambda: desk.titles == ["About bread"])
