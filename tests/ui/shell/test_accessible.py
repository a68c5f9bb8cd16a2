"""The window without eyes and without a mouse: everything has a name, and Tab leads everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from tests.ui.shell.conftest import Desk
from tests.ui.shell.walking import walk

_ROWS = 12
_ROWS_OF_LISTS = (QAccessible.Role.ListItem, QAccessible.Role.TreeItem, QAccessible.Role.Cell)
_ROLES_OF_NOTHING = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)


def test_everything_with_focus_has_a_name_and_a_role_and_is_reached(desk: Desk) -> None:
    trouble: list[str] = []
    for name, window in walk(desk):
        stops = [it for it in window.findChildren(QWidget) if is_stop(it)]
        assert stops, name
        trouble += [f"{name}: {told(it)} {lacks}" for it in stops if (lacks := lacking(it))]
        trouble += [f"{name}: {it}" for it in nameless_rows(window)]
        visited = tabbed_through(desk, len(stops))
        trouble += [f"{name}: {told(it)} is not reached" for it in stops if it not in visited]
    assert not trouble, "\n".join(dict.fromkeys(trouble))


def is_stop(widget: QWidget) -> bool:
    """Whether Tab should stop there: of a group in which one holds, only that one."""
    if not (widget.isVisible() and widget.isEnabled()) or widget.focusProxy() is not None:
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return widget.isChecked()
    return True


def lacking(widget: QWidget) -> str:
    """What a screen reader would miss."""
    found = QAccessible.queryAccessibleInterface(widget)
    if not found.text(QAccessible.Text.Name).strip():
        return "has no name"
    return f"is a {found.role().name}" if found.role() in _ROLES_OF_NOTHING else ""


def nameless_rows(window: QWidget) -> list[str]:
    """The rows in view that a screen reader would not read out, or not as what they are."""
    found = []
    for view in window.findChildren(QAbstractItemView):
        model, shown = view.model(), view.isVisible()
        for row in range(min(model.rowCount(), _ROWS) if model is not None and shown else 0):
            read = QAccessible.queryAccessibleInterface(view).child(row)
            name, role = read.text(QAccessible.Text.Name).strip(), read.role()
            if not name or role not in _ROWS_OF_LISTS:
                found.append(f"row {row} of {told(view)} is a {role.name} called “{name}”")
    return found


def tabbed_through(desk: Desk, stops: int) -> set[QWidget]:
    """Where the keyboard gets with Tab alone."""
    visited: set[QWidget] = set()
    for _ in range(2 * stops + 10):
        here = QApplication.focusWidget()
        assert here is not None, "the keyboard is nowhere"
        visited.add(here)
        desk.qtbot.keyClick(here, Qt.Key.Key_Tab)
    return visited


def told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    parent = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName()} “{words}” in {type(parent).__name__}"
