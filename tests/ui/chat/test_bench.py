"""The measurement of how long the window is deaf."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from companion.llm.scripted import ScriptedChatModel
from tests.listening import Listener
from ui.bench import measure_gui_block


@pytest.mark.slow
def test_it_tells_for_typing_and_scrolling_how_late_the_window_was(
    open_companion: Callable[..., Listener], qtbot: QtBot
) -> None:
    model = ScriptedChatModel(["and so on " * 400], delay_s=0.02)
    listener = open_companion(load_model=lambda _: model)
    listener.start()
    conversation_id = listener.say("Hello").conversation_id
    figures = measure_gui_block(listener.companion, 1.0, conversation_id=conversation_id)
    for part in (figures, figures["typing"], figures["scrolling"]):
        assert part["beats"] > 10
        assert 0 <= part["p99_ms"] <= part["max_ms"]
    assert figures["messages"] == 4
