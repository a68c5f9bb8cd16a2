"""How the views of the memory look; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.palettes import Palette
from ui.theme import sizes

_SHEET = Template("""
#views { background: $ground; }
QPushButton[kind="note"] {
  text-align: left; font-weight: 400; background: transparent; border: 2px solid transparent;
  border-radius: 8px; padding: 4px 8px;
}
QPushButton[kind="note"]:hover { background: $raised; }
QPushButton[kind="note"]:pressed { background: $pressed; }
QPushButton[kind="note"]:focus { border-color: $accent; padding: 4px 8px; }

QFrame[card="true"]:focus { border: 2px solid $accent; }

QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

#status QPushButton {
  background: transparent; border: 1px solid transparent; border-radius: 6px; color: $muted;
  font-size: ${small}pt; font-weight: 400; padding: 1px 7px; min-height: ${low}px;
}
#status QPushButton:hover { background: $raised; }
#status QPushButton:focus { border-color: $accent; }
""")


def style_sheet(palette: Palette) -> str:
    """Their part of the application's style sheet."""
    return _SHEET.substitute(asdict(palette), **sizes())
