"""Typing is undone in its own field, and what was done to memories in the window, by the same keys:
whichever came last. Qt's fields would keep the keys even where they have nothing to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

_TYPED_AT = "typed_at"
_Field = QLineEdit | QPlainTextEdit | QTextEdit


class OwnUndo(QObject):
    """Watches the field that has the keyboard, and only that: a filter of the whole application
    would see every event there is."""

    def __init__(self, done_at: Callable[[], int], parent: QObject) -> None:
        """`done_at` tells when something was done last that the window can undo: milliseconds of
        Qt's clock."""
        super().__init__(parent)
        self._done_at = done_at
        self._field: _Field | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep from the field what asks it whether it wants the keys, when it should not."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        leaves = watched is self._field and (
            (event.matches(QKeySequence.StandardKey.Undo) and not self._is_typing_next(undo=True))
            or (
                event.matches(QKeySequence.StandardKey.Redo)
                and not self._is_typing_next(undo=False)
            )
        )
        if leaves:
            event.ignore()
        return leaves

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
            self._field.textChanged.disconnect(self._typed)
        self._field = now if isinstance(now, _Field) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.textChanged.connect(self._typed)

    @Slot()
    def _typed(self) -> None:
        if self._field is not None:
            self._field.setProperty(_TYPED_AT, QDeadlineTimer.current().deadline())

    def _is_typing_next(self, *, undo: bool) -> bool:
        field = self._field
        assert field is not None
        holds = field if isinstance(field, QLineEdit) else field.document()
        there = holds.isUndoAvailable() if undo else holds.isRedoAvailable()
        typed_at = field.property(_TYPED_AT)
        return there and self._done_at() <= (-1 if typed_at is None else typed_at)
