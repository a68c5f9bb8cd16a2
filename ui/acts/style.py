"""How the dialogs and the pane of acts look; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.palettes import Palette
from ui.theme import ASSETS, sizes

_SHEET = Template("""
QListView#asked {
  background: $surface; border: 1px solid $line; border-radius: 8px; padding: 4px;
}
QListView#asked:focus { border: 2px solid $accent; padding: 3px; }
QListView#asked::item { padding: 6px 6px; border-radius: 6px; color: $text; }
QListView#asked::item:selected {
  background: $accent_soft; color: $text; border: 1px solid $chosen_line;
}
QListView#asked::item:hover { background: $raised; }

QCheckBox { color: $text; spacing: 8px; padding: 3px; border: 2px solid transparent; }
QCheckBox:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox::indicator, QListView#asked::indicator {
  width: ${box}px; height: ${box}px; border: 1px solid $muted; border-radius: 4px;
  background: $surface;
}
QCheckBox::indicator:checked, QListView#asked::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check");
}

QComboBox, QDateEdit {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
  padding: 4px 9px; min-height: ${high}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QDateEdit QLineEdit { border: 0; padding: 0; background: transparent; }
QComboBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 3px 8px; }
QComboBox::drop-down, QDateEdit::drop-down {
  subcontrol-origin: padding; subcontrol-position: center right; width: ${high}px; border: 0;
}
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url("$down"); width: ${box}px; height: ${box}px;
}
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line; padding: 4px;
  selection-background-color: $raised; selection-color: $text;
}
QCalendarWidget QWidget { background: $surface; color: $text; alternate-background-color: $raised; }
QCalendarWidget QAbstractItemView {
  selection-background-color: $accent; selection-color: $on_accent;
}

QLineEdit#chip_field {
  font-size: ${small}pt; padding: 1px 8px; border-radius: 11px; min-height: ${line_height}px;
  background: transparent;
}
QLineEdit#chip_field:focus { padding: 0 7px; background: $surface; }
QToolButton[kind="small"]::menu-indicator { image: none; width: 0; }
#plot { background: transparent; border: 0; }

QPushButton[kind="action"] {
  text-align: left; font-weight: 400; border: 2px solid transparent; border-radius: 8px;
  background: transparent; padding: 7px 10px;
}
QPushButton[kind="action"]:hover { background: $raised; }
QPushButton[kind="action"]:focus { border-color: $accent; }
""")


def style_sheet(palette: Palette) -> str:
    """Their part of the application's style sheet."""
    # A style sheet cannot tint an icon: the arrow is a grey that is seen on every ground.
    icons = ASSETS / "icons"
    check = icons / f"checked-{'dark' if palette.dark else 'light'}.svg"
    down = icons / "down.svg"
    return _SHEET.substitute(
        asdict(palette), **sizes(), down=down.as_posix(), check=check.as_posix()
    )
