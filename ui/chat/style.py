"""How the conversation looks; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtWidgets import QWidget

from ui.palettes import Palette
from ui.theme import sizes

_SHEET = Template("""
#chat, #messages, #messages_page, #empty_state { background: $ground; }

QTextBrowser#message, QTextBrowser#message:focus {
  background: transparent; color: $text; border: 0; border-radius: 0; padding: 0;
}
#bubble { background: $raised; border: 0; border-radius: 16px; }
#day { color: $muted; font-size: ${small}pt; }

QPushButton[kind="line"] {
  background: transparent; color: $muted; border: 2px solid transparent; border-radius: 7px;
  padding: 1px 6px; min-height: ${line_height}px;
  font-size: ${small}pt; font-weight: 400; text-align: left;
}
QPushButton[kind="line"]:hover { background: $raised; color: $text; }
QPushButton[kind="line"]:checked {
  background: $accent_soft; color: $text; border-color: $chosen_line;
}
QPushButton[kind="line"]:focus { border-color: $accent; }
QToolButton[kind="small"] { padding: 2px; border-radius: 7px; }

#composer { background: $surface; border: 1px solid $line; border-radius: 18px; }
#composer[active="true"] { border-color: $accent; }
QPlainTextEdit#composer_text, QPlainTextEdit#composer_text:focus {
  background: transparent; border: 0; border-radius: 0; padding: 0;
}
QToolButton#send { background: $accent; color: $on_accent; border-radius: ${round}px; padding: 0; }
QToolButton#send:hover { background: $accent_strong; }
QToolButton#send:focus { border-color: $text; }
QToolButton#send[ready="false"] { background: $raised; color: $muted; }
QToolButton#send[running="true"] { background: $text; color: $ground; }
QToolButton#latest {
  background: $surface; border: 1px solid $line; border-radius: ${round}px; padding: 0;
}
QToolButton#latest:hover { background: $raised; }
QToolButton#latest:focus { border: 2px solid $accent; }

#off_record { background: $raised; border-radius: 11px; }
#off_record QLabel { color: $muted; font-size: ${small}pt; }

QPushButton[kind="chip"] {
  text-align: left; font-weight: 400; color: $text; background: $surface;
  border: 1px solid $line; border-radius: 12px; padding: 10px 14px;
}
QPushButton[kind="chip"]:hover { background: $raised; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 9px 13px; }

#drawer { background: $sidebar; border: 0; border-left: 1px solid $line; }
#drawer_page { background: $sidebar; }
#find_bar { background: $surface; border: 1px solid $line; border-radius: 12px; }
#find_bar QLineEdit { border: 0; background: transparent; padding: 4px; }

#note_card { background: $surface; border: 1px solid $line; border-radius: 12px; }
#quote { background: transparent; border: 0; border-left: 2px solid $accent; }
""")


def style_sheet(palette: Palette) -> str:
    """The conversation's part of the application's style sheet."""
    return _SHEET.substitute(asdict(palette), **sizes())


def repolish(widget: QWidget) -> None:
    """Dress a widget anew after one of its dynamic properties has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
