"""What Companion needs of the Qt binding itself."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def test_calls_that_return_nothing_leave_the_interpreter_whole(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 drops a reference to None each time, until the process dies."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.resize(10, 10)
    assert sys.getrefcount(None) > before - 500
