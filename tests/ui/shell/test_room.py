"""Everything has room: no words are cut off in a small window, in any language or size of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from companion.domain import Deleted
from companion.events import ModelReady, Ready
from tests.ui.shell.conftest import Desk
from tests.ui.shell.walking import walk
from tests.ui.speaking import spoken_here
from ui.language import SOURCE
from ui.shell.elided import ElidedLabel
from ui.style import Styler
from ui.theme import Space, load_fonts, theme

SMALL = (800, 600)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application looks as it does for its owner, and afterwards as before."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    load_fonts()
    styler = Styler(qapp)
    yield
    # Windows that are closed, but still there, would be dressed anew with the others.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme().choose("system", text_size=100)
    styler.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize(
    ("language", "percent"),
    [
        ("de", 200),
        pytest.param(SOURCE, 100, marks=pytest.mark.slow),
        pytest.param("de", 100, marks=pytest.mark.slow),
        pytest.param(SOURCE, 200, marks=pytest.mark.slow),
    ],
)
def test_nothing_is_cut_off_in_a_small_window(
    open_window: Callable[..., Desk], language: str, percent: int
) -> None:
    with spoken_here(language):
        desk = open_window()
        desk.window.resize(*SMALL)
        desk.until(lambda: bool(desk.listener.all(Ready) and desk.listener.all(ModelReady)))
        desk.companion.change_settings(text_size=percent)
        theme().choose("light", text_size=percent)
        found = {name: cut for name, shown in walk(desk) if (cut := list(cut_off(shown)))}
        lines = [f"{name}: {one}" for name, cut in found.items() for one in cut]
        assert not lines, "\n".join(lines)


def cut_off(window: QWidget) -> Iterator[str]:
    """What of the visible words has not the room it needs."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not worded(widget):
            continue
        need = wanted(widget)
        if widget.width() < need[0] or widget.height() < need[1]:
            yield f"{told(widget)} has {widget.width()}x{widget.height()}, needs {need}"
        elif (out := sticks_out(widget)) is not None:
            yield f"{told(widget)} sticks out of {type(out).__name__} {out.objectName()}"


def worded(widget: QWidget) -> bool:
    """Whether words stand in it, and all of them are to be seen: what has a policy to ignore its
    hint leaves some out by itself."""
    ignores = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
    if isinstance(widget, ElidedLabel):
        return False
    if isinstance(widget, QLineEdit):
        return True
    if isinstance(widget, QLabel | QAbstractButton) and not ignores:
        return bool(widget.text()) and "…" not in widget.text()[-1:]
    return isinstance(widget, QComboBox) and not ignores


def wanted(widget: QWidget) -> tuple[int, int]:
    """The least width and height in which nothing is cut off."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    if isinstance(widget, QLineEdit):
        return 0, widget.minimumSizeHint().height()
    hint = widget.minimumSizeHint() if isinstance(widget, QComboBox) else widget.sizeHint()
    return hint.width(), hint.height()


def sticks_out(widget: QWidget) -> QWidget | None:
    """An ancestor that cuts a widget off; what can be scrolled to is not cut off."""
    scrolled = False
    ancestor = widget.parentWidget()
    while ancestor is not None and not widget.isWindow():
        rect = QRect(widget.mapTo(ancestor, QPoint(0, 0)), widget.size())
        inside = ancestor.rect()
        if rect.left() < inside.left() or rect.right() > inside.right():
            return ancestor
        over = ancestor.parentWidget()
        if isinstance(over, QAbstractScrollArea) and over.viewport() is ancestor:
            scrolled = True
        if not scrolled and (rect.top() < inside.top() or rect.bottom() > inside.bottom()):
            return ancestor
        if ancestor.isWindow():
            return None
        ancestor = over
    return None


def told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} “{words[:40]}”"


def test_what_was_deleted_is_told_in_full_whatever_the_room(
    open_window: Callable[..., Desk],
) -> None:
    window = open_window().window
    window.resize(*SMALL)
    theme().choose("light", text_size=200)
    bar = window.undo_bar
    what = "Conversation “Words for the retirement speech of a colleague” deleted with 5 memories"
    for _ in range(2):
        bar.offer(Deleted("x", what, 10.0))
        assert bar.text.text() == what
        assert bar.width() == window.pages.width() - 2 * Space.L
        assert bar.text.height() >= bar.text.heightForWidth(bar.text.width())
        assert bar.text.width() > bar.width() // 3
