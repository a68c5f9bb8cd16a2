"""How the shell and the memories look; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.theme import Palette, Type

_SHEET = Template("""
#sidebar, #rail { background: $sidebar; }
#sidebar QLineEdit { background: $ground; }
#sidebar QPushButton[kind="row"], #sidebar QPushButton[kind="start"] {
  text-align: left; padding: 7px 9px; border: 2px solid transparent; border-radius: 8px;
  background: transparent;
}
#sidebar QPushButton[kind="row"]:hover { background: $raised; }
#sidebar QPushButton[kind="row"]:checked { background: $accent_soft; }
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

#toast { background: $text; border-radius: 10px; }
#toast QLabel { color: $ground; }
#toast QPushButton { background: transparent; border: 2px solid transparent; color: $undo; }
#toast QPushButton:hover { background: $hover; }
#toast QPushButton:focus { border-color: $undo; }
#toast QToolButton:hover { background: $hover; }

#status { background: $ground; border-top: 1px solid $line; }
#status QLabel { color: $muted; font-size: ${small}pt; }

#memories_list { background: $ground; }
#memories_detail, #memories_detail QScrollArea, #memories_detail #page { background: $sidebar; }
#report { font-family: monospace; font-size: ${small}pt; background: $code_ground; }
""")


def style_sheet(palette: Palette) -> str:
    """The shell's part of the application's style sheet."""
    # The undo bar is drawn in the palette turned over, so its accent comes from the other theme.
    turned = {
        "undo": "#8c3a17" if palette.dark else "#f2ab86",
        "hover": "#d3cbc0" if palette.dark else "#3b3631",
    }
    return _SHEET.substitute(asdict(palette), small=str(Type.SMALL), **turned)
