"""Small building blocks: buttons, labels and icons that follow the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui.theme import Space, icon, scaled, theme

ANY_WIDTH = 16_777_215
"""QWIDGETSIZE_MAX, which PySide does not name."""


class _Tint(QObject):
    """Remakes its parent's icon when the theme changes."""

    def __init__(self, target: QAction | QAbstractButton | QLabel) -> None:
        super().__init__(target)
        self._target = target
        self.wear("", "", 18, 0)
        theme().changed.connect(self.paint)

    def wear(self, name: str, colour: str, size: int, gap: int) -> None:
        self._name, self._colour, self._size, self._gap = name, colour, size, gap

    @Slot()
    def paint(self) -> None:
        colour = getattr(theme().palette, self._colour) if self._colour else None
        size = scaled(self._size)
        made = icon(self._name, colour, size, self._gap)
        if isinstance(self._target, QLabel):
            square = QSize(size, size)
            self._target.setFixedSize(square)
            self._target.setPixmap(made.pixmap(square, self._target.devicePixelRatioF()))
            return
        self._target.setIcon(made)
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(size + self._gap, size))


def set_icon(
    target: QAction | QAbstractButton | QLabel, name: str, colour: str = "", size: int = 18
) -> None:
    """Show the icon `name` on `target`, in the theme's colour from now on.

    `colour` names a field of the palette; muted text when not given.
    """
    tint = target.findChild(_Tint) or _Tint(target)
    # Fusion sets the words too near to the icon: a wider icon keeps them apart.
    gap = Space.XS if isinstance(target, QAbstractButton) and target.text() else 0
    tint.wear(name, colour, size, gap)
    tint.paint()


class _WithText(QObject):
    """Does something to its parent now, and again when the size of text changes."""

    def __init__(self, target: QWidget, do: Callable[[], object]) -> None:
        super().__init__(target)
        self._do = do
        theme().changed.connect(self.again)
        self.again()

    @Slot()
    def again(self) -> None:
        self._do()


def with_text(target: QWidget, do: Callable[[], object]) -> None:
    """Do what depends on the size of text, now and whenever that changes while `target` lives."""
    _WithText(target, do)


def label(text: str = "", *, scale: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; `scale` and `tone` are those of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("scale", scale)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def icon_label(name: str, colour: str = "", size: int = 18) -> QLabel:
    """A label that is only an icon, for the eye alone."""
    made = QLabel()
    set_icon(made, name, colour, size)
    return made


def rule(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("rule", True)
    if orientation == Qt.Orientation.Horizontal:
        made.setFixedHeight(1)
    else:
        made.setFixedWidth(1)
    return made


def card() -> QFrame:
    """A panel that lies on the ground."""
    made = QFrame()
    made.setProperty("card", True)
    return made


def button(text: str, *, kind: str = "", icon_name: str = "", colour: str = "") -> QPushButton:
    """A text button; `kind` is that of the style sheet."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    _keyboard_only(made)
    if icon_name:
        set_icon(made, icon_name, colour)
    return made


def icon_button(icon_name: str, name: str, *, colour: str = "", size: int = 18) -> QToolButton:
    """A button that is only an icon; `name` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(name)
    _keyboard_only(made)
    set_icon(made, icon_name, colour, size)
    return made


def action_button(action: QAction, *, size: int = 18) -> QToolButton:
    """An icon button that stands for `action`."""
    made = QToolButton()
    made.setDefaultAction(action)
    with_text(made, lambda: made.setIconSize(QSize(scaled(size), scaled(size))))
    made.setAccessibleName(action.text())
    made.setAccessibleDescription(action.toolTip())
    _keyboard_only(made)
    return made


def row_button(
    action: QAction, icon_name: str, *, kind: str = "row", colour: str = ""
) -> QPushButton:
    """A wide button with icon and words that stands for `action`."""
    made = button(action.text(), kind=kind, icon_name=icon_name, colour=colour)
    made.setToolTip(action.toolTip())
    made.setCheckable(action.isCheckable())

    def follow() -> None:
        made.setEnabled(action.isEnabled())
        made.setChecked(action.isChecked())

    def trigger() -> None:
        action.trigger()
        follow()

    made.clicked.connect(trigger)
    action.changed.connect(follow)
    return made


def named_shortcut(
    keys: QKeySequence | QKeySequence.StandardKey | str,
    host: QWidget,
    name: str,
    do: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """A shortcut that says what it does."""
    made = QShortcut(QKeySequence(keys), host, do, context=context)
    made.setWhatsThis(name)
    return made


def with_shortcut(text: str, shortcut: QKeySequence) -> str:
    """`text` and how to reach it from the keyboard, as tooltips show it."""
    return f"{text}  ({shortcut.toString(QKeySequence.SequenceFormat.NativeText)})"


def _keyboard_only(made: QAbstractButton) -> None:
    # Only the keyboard moves the focus to a button, so that its ring does not show after a click.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
