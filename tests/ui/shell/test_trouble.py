"""What the window says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from companion.errors import EncoderError, ModelError, StoreError
from companion.events import ModelReady, Ready
from companion.llm.scripted import ScriptedChatModel
from companion.settings import Settings
from tests.ui.shell.conftest import Desk


def no_model(_: Settings) -> ScriptedChatModel:
    raise ModelError("The model file is damaged.", "Choose another one.")


def no_encoders() -> object:
    raise EncoderError("The embedder is missing.", "Install the starter group.")


def test_a_model_that_does_not_load_is_told_with_a_way_to_choose_another(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window(load_model=no_model)
    banners = desk.window.banners
    desk.until(lambda: banners.banner("model") is not None)
    banner = banners.banner("model")
    assert banner.message.text() == "The model file is damaged."
    assert banner.hint.text() == "Choose another one."
    assert banner.remedy.text() == "Choose a model…"
    assert desk.window.status.model.text() == "No model"


def test_the_banner_goes_when_a_model_is_there(open_window: Callable[..., Desk]) -> None:
    desk = open_window(load_model=no_model)
    desk.until(lambda: desk.window.banners.banner("model") is not None)
    desk.companion.events.publish(ModelReady("Another", 4096, gpu=True))
    desk.until(lambda: desk.window.banners.banner("model") is None)
    assert desk.window.status.model.text() == "Another"
    assert "GPU" in desk.window.status.device.text()


def test_less_memory_is_a_warning_that_can_be_dismissed(open_window: Callable[..., Desk]) -> None:
    desk = open_window(load_encoders=no_encoders)
    banners = desk.window.banners
    desk.until(lambda: banners.banner("memory") is not None)
    desk.qtbot.mouseClick(banners.banner("memory").dismiss, Qt.MouseButton.LeftButton)
    assert banners.banner("memory") is None
    assert banners.isHidden()


def test_a_second_window_on_the_same_data_waits_for_the_first_to_close(
    desk: Desk, open_window: Callable[..., Desk]
) -> None:
    second = open_window()
    page = second.window.start_failed
    second.until(lambda: second.window.whole.currentWidget() is page)
    assert page.heading.text() == "Companion is already open"
    assert page.message.text()
    desk.close()
    second.qtbot.mouseClick(page.retry_button, Qt.MouseButton.LeftButton)
    second.until(lambda: bool(second.listener.all(Ready)))
    second.until(lambda: second.window.whole.currentWidget() is not page)


def test_an_error_that_nobody_took_is_a_banner(desk: Desk) -> None:
    error = StoreError("The disk is full.", "Make room, then try again.")
    desk.window.faults.catch(type(error), error, None)
    desk.until(lambda: desk.window.banners.banner("trouble") is not None)
    assert desk.window.banners.banner("trouble").message.text() == "The disk is full."


def test_a_bug_on_a_lane_is_shown_once_though_it_is_told_twice(
    open_window: Callable[..., Desk],
) -> None:
    desk = open_window()
    desk.listener.awaits_fault = True
    desk.until(lambda: bool(desk.listener.all(ModelReady)))
    failing = desk.companion._write(lambda store: 1 // 0)
    with desk.qtbot.captureExceptions() as caught:
        desk.window.bridge.ask(failing, lambda _: None)
        desk.until(lambda: bool(caught))
    dialog = desk.window.faults.dialog
    desk.until(dialog.isVisible)
    desk.window.faults.catch(*caught[0])
    desk.window.faults.catch(KeyError, KeyError("another one"), None)
    desk.until(lambda: "another one" in dialog.report.toPlainText())
    assert dialog.report.toPlainText().count("ZeroDivisionError") == 1
    dialog.close()


def test_a_bug_shows_its_whole_report_to_copy(desk: Desk) -> None:
    dialog = desk.window.faults.dialog
    try:
        raise RuntimeError("a wire came loose")
    except RuntimeError as error:
        desk.window.faults.catch(type(error), error, error.__traceback__)
    desk.until(dialog.isVisible)
    assert "a wire came loose" in dialog.report.toPlainText()
    assert "test_trouble.py" in dialog.report.toPlainText()
    desk.qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "a wire came loose" in QGuiApplication.clipboard().text()
    dialog.close()
