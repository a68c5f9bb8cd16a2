"""What must hold of the Qt binding itself before anything else about the window can."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer


def test_a_call_into_qt_does_not_wear_none_out(qapp: object) -> None:
    """PySide6 6.12.0 on CPython 3.11 gives away one reference to None with every call that returns
    nothing; after some five thousand of them the process dies in `none_dealloc`. 6.11.3 does not;
    from Python 3.12 on None is immortal."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(500):
        timer.setInterval(1)
    assert sys.getrefcount(None) > before - 250
