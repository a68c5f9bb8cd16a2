"""What the window can do: one QAction each, with its icon, its shortcut and its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.shell.widgets import set_icon, with_shortcut
from ui.theme import theme


class Actions(QObject):
    """The window's actions. Buttons stand for them; the window says what they do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.new = self._make(self.tr("New conversation"), "plus", "Ctrl+N")
        self.search = self._make(self.tr("Search conversations"), "search", "Ctrl+K")
        self.memories = self._make(self.tr("Memories"), "brain", "Ctrl+M")
        self.settings = self._make(self.tr("Settings"), "settings", "Ctrl+,")
        self.theme = self._make(
            self.tr("Switch between light and dark"), "sun-moon", "Ctrl+Shift+L"
        )
        self.sidebar = self._make(self.tr("Show or hide the sidebar"), "panel-left", "Ctrl+B")
        self.previous = self._make(
            self.tr("Previous conversation"), "arrow-up", "Alt+Up", "Ctrl+Shift+Tab"
        )
        self.next = self._make(self.tr("Next conversation"), "arrow-down", "Alt+Down", "Ctrl+Tab")
        self.export = self._make(self.tr("Export your memory"), "archive", "Ctrl+Shift+S")
        self.bring_in = self._make(self.tr("Import a file"), "inbox", "Ctrl+O")
        standard = QKeySequence.StandardKey
        self.undo = self._make(self.tr("Undo"), "undo-2", *QKeySequence.keyBindings(standard.Undo))
        self.redo = self._make(self.tr("Redo"), "redo-2", *QKeySequence.keyBindings(standard.Redo))
        self.shortcuts = self._make(self.tr("Keyboard shortcuts"), "keyboard", "F1", "Ctrl+/")
        self.quit = self._make(self.tr("Quit"), "x", "Ctrl+Q")
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        theme().changed.connect(self._mark_theme)
        self._mark_theme()
        self.memories.setCheckable(True)
        self.settings.setCheckable(True)

    def on(self, action: QAction, do: Callable[[], object]) -> None:
        """Do `do` when `action` is triggered."""
        action.triggered.connect(lambda _checked=False: do())

    def enable(self, enabled: bool) -> None:
        """Offer the actions that need an open store, or none of them."""
        for action in (self.new, self.search, self.memories, self.settings, self.sidebar):
            action.setEnabled(enabled)

    @Slot()
    def _mark_theme(self) -> None:
        set_icon(self.theme, "sun" if theme().palette.dark else "moon")

    def _make(self, text: str, icon_name: str, *shortcuts: str | QKeySequence) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setToolTip(with_shortcut(text, action.shortcut()))
        set_icon(action, icon_name)
        self._window.addAction(action)
        return action
