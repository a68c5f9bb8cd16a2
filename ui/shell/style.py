"""How the shell and the memories look; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.palettes import Palette
from ui.theme import sizes

_SHEET = Template("""
#sidebar, #rail { background: $sidebar; }
#sidebar QLineEdit { background: $ground; }
#sidebar QPushButton[kind="row"], #sidebar QPushButton[kind="start"] {
  text-align: left; padding: 7px 9px; border: 2px solid transparent; border-radius: 8px;
  background: transparent;
}
#sidebar QPushButton[kind="row"]:hover { background: $raised; }
#sidebar QPushButton[kind="row"]:checked {
  background: $accent_soft; border-color: $chosen_line;
}
#sidebar QPushButton[kind="row"]:focus { border-color: $accent; }
#sidebar QPushButton[kind="start"] {
  background: $surface; border: 1px solid $line; padding: 8px 10px;
}
#sidebar QPushButton[kind="start"]:hover { background: $raised; }
#sidebar QPushButton[kind="start"]:focus { border: 2px solid $accent; padding: 7px 9px; }

#banner { border-radius: 10px; border: 1px solid $line; background: $surface; }
#banner[severity="error"] { background: $danger_soft; border-color: $danger_soft; }
#banner[severity="warning"] { background: $warning_soft; border-color: $warning_soft; }
#banner QPushButton { background: $surface; }
#banner QPushButton:hover { background: $raised; }

#toast { background: $text; color: $ground; border-radius: 10px; }
#toast QLabel { color: $ground; }
#toast QPushButton {
  background: transparent; border: 2px solid transparent; color: $turned_accent;
}
#toast QPushButton:hover { background: $turned_raised; }
#toast QPushButton:focus { border-color: $turned_accent; }
#toast QToolButton { color: $ground; }
#toast QToolButton:hover { background: $turned_raised; }

#status { background: $ground; border-top: 1px solid $line; }
#status QLabel { color: $muted; font-size: ${small}pt; }

#memories_list { background: $ground; }
#memories_detail, #memories_detail QScrollArea, #memories_detail #page { background: $sidebar; }
#report { font-family: monospace; font-size: ${small}pt; background: $code_ground; }
""")


def style_sheet(palette: Palette) -> str:
    """The shell's part of the application's style sheet."""
    return _SHEET.substitute(asdict(palette), **sizes())
