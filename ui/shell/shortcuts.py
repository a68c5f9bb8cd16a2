"""The page of keyboard shortcuts, made from the actions and shortcuts there are, and from the keys
that parts of the window take by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QVBoxLayout, QWidget

from ui.memories.column import Column
from ui.shell.beside import Beside
from ui.shell.flow import Flow
from ui.shell.pressed import pressed
from ui.shell.widgets import button, card, label
from ui.theme import Space, scaled

_EVERYWHERE = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)

_RARE = {"Undo", "Redo", *(f"F{number}" for number in range(13, 36))}
"""Keys that hardly a keyboard has; the platform takes some of them for undoing, too."""


def shortcuts(window: QWidget) -> dict[str, dict[str, list[str]]]:
    """The keys of everything in a window that has some, by what it does, and that by where it
    works: the name of a part of the window, or nothing where it works everywhere."""
    found: dict[str, dict[str, list[str]]] = {}
    told = [
        ("" if context in _EVERYWHERE else _place(owner), name, keys)
        for owner, name, keys, context in _keyed(window)
    ]
    told += [(where, name, keys) for _, where, name, keys in pressed()]
    for where, name, keys in told:
        shown = found.setdefault(where, {}).setdefault(name.replace("&", "").rstrip("…"), [])
        for one in keys:
            words = one.toString(QKeySequence.SequenceFormat.NativeText)
            if words and words not in shown and one.toString() not in _RARE:
                shown.append(words)
    return dict(sorted(found.items(), key=lambda it: it[0] != ""))


def _keyed(
    window: QWidget,
) -> Iterator[tuple[QObject | None, str, list[QKeySequence], Qt.ShortcutContext]]:
    for action in window.findChildren(QAction):
        if action.shortcuts() and action.text():
            yield action.parent(), action.text(), action.shortcuts(), action.shortcutContext()
    for made in window.findChildren(QAbstractButton):
        if not made.shortcut().isEmpty():
            yield made, made.accessibleName(), [made.shortcut()], Qt.ShortcutContext.WindowShortcut
    for shortcut in window.findChildren(QShortcut):
        if shortcut.whatsThis():
            yield shortcut.parent(), shortcut.whatsThis(), shortcut.keys(), shortcut.context()


def _place(owner: QObject | None) -> str:
    """What the part of the window is called that something belongs to."""
    while owner is not None:
        if isinstance(owner, QWidget) and owner.accessibleName():
            return owner.accessibleName()
        owner = owner.parent()
    return ""


class ShortcutsDialog(QDialog):
    """What the keys do, by where they do it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(
            min(scaled(560), window.width() - 2 * Space.XL),
            min(scaled(640), window.height() - 2 * Space.XL),
        )
        page = Column()
        page.column.addWidget(label(self.tr("Keyboard shortcuts"), scale="title", wrap=True))
        for where, said in shortcuts(window).items():
            page.column.addWidget(label(where or self.tr("Everywhere"), scale="large", wrap=True))
            page.column.addWidget(self._card(said))
        page.column.addStretch(1)
        close = button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, Space.L, Space.L)
        whole.addWidget(page, 1)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        page.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.finished.connect(self.deleteLater)

    def _card(self, said: dict[str, list[str]]) -> QWidget:
        made = card()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        rows.setSpacing(Space.S)
        for name, keys in said.items():
            row, caps = QWidget(), QWidget()
            flow = Flow(Space.M, caps)
            for key in keys:
                flow.addWidget(label(key, tone="muted"))
            beside = Beside(row)
            beside.addWidget(label(name, wrap=True))
            beside.addWidget(caps)
            rows.addWidget(row)
        return made
