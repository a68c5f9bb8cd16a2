"""The one style sheet of the application, and the palette of the platform style beneath it.

Widgets choose their look through dynamic properties, not through names: `kind` on buttons
(primary, quiet, danger, segment), `scale` and `tone` on labels, `card` on frames.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import ui.acts.style
import ui.chat.style
import ui.memories.style
import ui.shell.style
import ui.timeline.style
from ui.palettes import Palette
from ui.theme import Space, font, sizes, theme

_BASE = Template("""
QWidget { outline: 0; }
QMainWindow, QDialog, #page { background: $ground; color: $text; }

QLabel[tone="muted"] { color: $muted; }
QLabel[tone="danger"] { color: $danger; }
QLabel[scale="small"] { font-size: ${small}pt; }
QLabel[scale="large"] { font-size: ${large}pt; font-weight: 600; }
QLabel[scale="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[scale="display"] { font-size: ${display}pt; font-weight: 600; }

QPushButton {
  background: $surface; color: $text; font-weight: 500;
  border: 1px solid $line; border-radius: ${radius}px; padding: 6px 13px;
  min-height: ${line_height}px;
}
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 12px; }
QPushButton:disabled { color: $muted; background: transparent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled {
  background: $raised; color: $muted; border-color: $raised;
}
QPushButton[kind="danger"] { color: $danger; }
QPushButton[kind="danger"]:disabled { color: $muted; }
QPushButton[kind="danger"]:hover { background: $danger_soft; border-color: $danger; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="segment"] { border-color: transparent; background: transparent; }
QPushButton[kind="segment"]:hover { background: $raised; }
QPushButton[kind="segment"]:checked {
  background: $accent_soft; color: $text; border-color: $chosen_line;
}
QPushButton[kind="segment"]:focus { border-color: $accent; }

QToolButton {
  background: transparent; color: $text; border: 2px solid transparent;
  border-radius: 8px; padding: 4px;
}
QToolButton:hover { background: $raised; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; border-color: $chosen_line; }
QToolButton:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit {
  background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  padding: 6px 9px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $accent; padding: 5px 8px;
}
QLineEdit QToolButton { padding: 0; border: 0; }

QAbstractItemView { background: transparent; color: $text; border: 0; }
QListView::item { border: 0; }
QHeaderView::section {
  background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 5px 8px;
}
QFileDialog QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QListView QLineEdit { border-radius: 7px; padding: 2px 5px; }

QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[rule="true"] { background: $line; border: 0; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > #page { background: $ground; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px 2px 2px 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0 2px 2px 2px; }
QScrollBar::handle { background: $line; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider { min-height: 26px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
  background: $surface; border: 2px solid $accent; width: 14px; height: 14px;
  margin: -7px 0; border-radius: 9px;
}
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; }

QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 6px; margin: 1px 2px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QToolTip {
  background: $text; color: $ground; border: 0; padding: 5px 8px; font-size: ${small}pt;
}
""")


def style_sheet(palette: Palette) -> str:
    """The sheets of the base widgets, the shell, the memories and the chat, in `palette`."""
    base = _BASE.substitute(asdict(palette), **sizes(), radius=str(Space.RADIUS - 2))
    parts = (
        ui.shell.style,
        ui.chat.style,
        ui.memories.style,
        ui.timeline.style,
        ui.acts.style,
    )
    return "\n".join((base, *(part.style_sheet(palette) for part in parts)))


def qt_palette(palette: Palette) -> QPalette:
    """`palette` for everything the style sheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.sidebar,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.LinkVisited: palette.accent,
        QPalette.ColorRole.ToolTipBase: palette.text,
        QPalette.ColorRole.ToolTipText: palette.ground,
        QPalette.ColorRole.Accent: palette.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made


class Styler(QObject):
    """Keeps the application dressed in the theme's palette."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        theme().changed.connect(self._dress)
        self._dress()

    @Slot()
    def _dress(self) -> None:
        palette = theme().palette
        self._app.setPalette(qt_palette(palette))
        self._app.setFont(font())
        self._app.setStyleSheet(style_sheet(palette))
