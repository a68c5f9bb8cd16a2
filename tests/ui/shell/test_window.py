"""The window as a whole: its pages, its themes, and what it keeps from start to start."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QSlider

from companion.events import Activity, ModelReady, TurnFinished
from tests.ui.shell.conftest import Desk
from ui.app import make_application
from ui.shell.banner import Banner
from ui.theme import theme


@pytest.fixture
def restored_theme() -> Iterator[None]:
    """The theme is the application's own: give it back."""
    make_application()
    before = theme().choice
    yield
    theme().choose(before)


def test_there_is_something_to_type_into_before_anything_is_loaded(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window()
    assert desk.listener.all(ModelReady) == []
    assert desk.window.chat.isVisible()
    assert desk.window.focusWidget() is not None


def test_memories_and_settings_come_to_the_front_and_go_again(desk: Desk) -> None:
    window = desk.window
    window.does.memories.trigger()
    assert window.pages.currentWidget() is window.memories
    assert window.does.memories.isChecked()
    window.does.settings.trigger()
    assert window.pages.currentWidget() is window.settings
    assert not window.does.memories.isChecked()
    window.does.settings.trigger()
    assert window.pages.currentWidget() is window.chat


def test_escape_leads_back_to_the_conversation(desk: Desk) -> None:
    desk.window.go_to(desk.window.memories)
    desk.qtbot.keyClick(desk.window.memories, Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.window.chat


def test_the_theme_button_changes_everything_and_is_kept(desk: Desk, restored_theme: None) -> None:
    theme().choose("light")
    sheet = desk.window.palette().window().color().name()
    desk.window.does.theme.trigger()
    assert theme().palette.dark
    assert desk.companion.settings.theme == "dark"
    assert desk.window.palette().window().color().name() != sheet
    desk.window.does.theme.trigger()
    assert not theme().palette.dark


def test_the_theme_can_follow_the_system_again(desk: Desk, restored_theme: None) -> None:
    desk.window.go_to(desk.window.settings)
    segments = desk.window.settings.theme.buttons
    desk.qtbot.mouseClick(segments["dark"], Qt.MouseButton.LeftButton)
    assert theme().choice == "dark"
    desk.qtbot.mouseClick(segments["system"], Qt.MouseButton.LeftButton)
    assert theme().choice == "system"
    assert desk.companion.settings.theme == "system"


def test_settings_are_kept_as_they_are_changed(desk: Desk) -> None:
    page = desk.window.settings
    desk.window.go_to(page)
    desk.qtbot.mouseClick(page.length.buttons[1024], Qt.MouseButton.LeftButton)
    page.temperature.slider.setValue(page.temperature.slider.maximum())
    page.recall.slider.setValue(0)
    settings = desk.companion.settings
    assert (settings.reply_tokens, settings.temperature, settings.recall_tokens) == (1024, 1.5, 0)
    assert page.recall.value.text() == "none"
    desk.qtbot.mouseClick(page.asks.buttons[False], Qt.MouseButton.LeftButton)
    assert not desk.companion.settings.open_questions


def test_the_settings_tell_who_writes_memories(desk: Desk) -> None:
    page = desk.window.settings
    desk.window.go_to(page)
    desk.until(lambda: "Not tested yet" in page.writer_state.text())
    desk.companion.study()
    desk.until(lambda: page.writer_state.text().startswith("No,"))
    desk.companion.change_settings(context_tokens=2048)
    desk.until(lambda: page.writer_state.text().startswith("No,"))


def test_the_sidebar_folds_into_a_rail_and_search_unfolds_it(desk: Desk) -> None:
    window = desk.window
    window.does.sidebar.trigger()
    assert window.sidebar.isHidden()
    assert window.rail.isVisible()
    window.does.search.trigger()
    assert window.sidebar.isVisible()
    assert window.focusWidget() is window.sidebar.search


def test_in_a_narrow_window_the_sidebar_lies_over_the_page_until_it_has_served(
    desk: Desk,
) -> None:
    window = desk.window
    conversation = desk.say("I love tea.")
    window.resize(600, 600)
    desk.until(window.sidebar.isHidden)
    room = window.pages.width()
    window.does.sidebar.trigger()
    assert window.sidebar.isVisible()
    assert window.pages.width() == room
    assert window.focusWidget() is window.sidebar.search
    desk.qtbot.keyClick(window.sidebar.search, Qt.Key.Key_Escape)
    assert window.sidebar.isHidden()
    window.does.sidebar.trigger()
    window.open_conversation(conversation)
    assert window.sidebar.isHidden()
    window.does.sidebar.trigger()
    window.resize(1000, 600)
    desk.until(lambda: window.pages.width() == 1000 - window.sidebar.width() - 1)
    assert window.sidebar.isVisible()


def test_the_conversation_that_was_open_is_open_again(
    desk: Desk, open_window: Callable[..., Desk]
) -> None:
    bread = desk.say("About bread")
    desk.window.open_conversation(bread)
    desk.window.resize(760, 600)
    desk.window.does.sidebar.trigger()
    desk.close()
    again = open_window()
    again.until(lambda: again.window.open_id == bread)
    assert again.window.size().toTuple() == (760, 600)
    assert again.window.sidebar.isHidden()


def test_whoever_writes_already_is_not_taken_elsewhere(
    desk: Desk, open_window: Callable[..., Desk]
) -> None:
    desk.window.open_conversation(desk.say("About bread"))
    desk.close()
    again = open_window()
    again.window.chat.set_composer_text("By the way")
    again.until(lambda: again.titles == ["About bread"])
    assert again.window.open_id == ""
    assert again.window.chat.composer.text == "By the way"


def test_the_window_is_named_after_the_conversation(desk: Desk) -> None:
    desk.window.open_conversation(desk.say("About bread"))
    assert desk.window.windowTitle() == "About bread"
    desk.window.does.new.trigger()
    assert desk.window.windowTitle() == ""


def test_the_status_line_tells_of_the_model_and_of_what_runs(desk: Desk) -> None:
    status = desk.window.status
    desk.until(lambda: status.model.text() == desk.listener.all(ModelReady)[0].name)
    desk.companion.events.publish(Activity("Building the search index"))
    desk.until(lambda: status.activity.text() == "Building the search index")
    desk.companion.events.publish(Activity(""))
    desk.until(lambda: status.activity.text() == "")


@pytest.mark.parametrize("part", ["sidebar", "rail", "memories", "settings", "status", "banners"])
def test_whatever_takes_the_keyboard_has_a_name_for_a_screen_reader(desk: Desk, part: str) -> None:
    widget = getattr(desk.window, part)
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QSlider)
    nameless = [
        child
        for kind in kinds
        for child in widget.findChildren(kind)
        if child.isVisibleTo(widget)
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not child.accessibleName()
    ]
    assert nameless == []


def test_what_is_said_before_the_store_is_open_is_no_trouble(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window()
    # The core is started when the window is painted.
    desk.window.painted.connect(lambda: desk.window.chat.talk.send("Good morning!"))
    desk.until(lambda: bool(desk.listener.all(TurnFinished)))
    desk.until(lambda: len(desk.window.chat.messages.rows) == 2)
    assert not desk.window.banners.findChildren(Banner)
