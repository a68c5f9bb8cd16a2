"""The page of shortcuts tells all there are, and F1 opens it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QLabel

import ui
from tests.ui.shell.conftest import Desk
from ui.shell.pressed import pressed
from ui.shell.shortcuts import ShortcutsDialog, shortcuts


def test_every_key_of_the_window_is_told(desk: Desk) -> None:
    window = desk.window
    desk.qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    told = "\n".join(part.text() for part in dialog.findChildren(QLabel))
    keys = {key.toString() for it in window.findChildren(QAction) for key in it.shortcuts()}
    keys |= {key.toString() for it in window.findChildren(QShortcut) for key in QShortcut.keys(it)}
    assert {"Ctrl+N", "F1", "Ctrl+F", "Ctrl+5", "F2"} <= keys
    assert [key for key in keys if key and key not in told] == []
    assert "New conversation" in told


def test_every_shortcut_says_what_it_does(desk: Desk) -> None:
    assert desk.window.memories.timeline
    nameless = [it.key().toString() for it in desk.window.findChildren(QShortcut)
                if not it.whatsThis()]  # fmt: skip
    assert nameless == []


def test_where_a_key_works_is_told_by_the_name_of_the_part(desk: Desk) -> None:
    found = shortcuts(desk.window)
    assert "Ctrl+N" in found[""]["New conversation"]
    assert "F2" in found["Conversations"]["Rename"]


def test_no_key_that_a_part_of_the_window_takes_is_missing(desk: Desk) -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for name, _, _, keys in pressed():
        told[name] |= {"", *(it[0].key().name for it in keys)}
    missing = [f"{name}: {key}" for name, key in handled() if key not in told[name]]
    assert missing == []
    found = shortcuts(desk.window)
    assert found["Review"]["Choose this answer"] == ["1", "2", "3", "4"]
    assert found["What lies around"]["To the next one"] == ["Right", "Down"]


def handled() -> Iterator[tuple[str, str]]:
    """The keys that classes look for when one is pressed, each with the name of its class."""
    for module in Path(ui.__file__).parent.rglob("*.py"):
        for made in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(made, ast.ClassDef):
                for part in made.body:
                    if isinstance(part, ast.FunctionDef) and part.name == "keyPressEvent":
                        yield made.name, ""
                        for it in ast.walk(part):
                            if isinstance(it, ast.Attribute) and it.attr.startswith("Key_"):
                                yield made.name, it.attr
