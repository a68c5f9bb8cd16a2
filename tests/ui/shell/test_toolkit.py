"""What the toolkit must not do to us."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractListModel, QObject, Signal

from ui.shell.rows import Index


class Speaker(QObject):
    spoke = Signal(int)


class Nothing(QAbstractListModel):
    def rowCount(self, parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = 0) -> None:
        return None


def test_signals_and_models_do_not_wear_out_true_and_none() -> None:
    """PySide6 6.12.0 drops a reference to True with every emit and one to None with every
    `QModelIndex.data`: below Python 3.12 the process dies after some hundred of them. 6.11 is well.
    """
    speaker, model = Speaker(), Nothing()
    index = model.index(0)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(100):
        speaker.spoke.emit(number)
        index.data(99)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert all(late > early - 50 for early, late in zip(before, after, strict=True))
