"""How the timeline looks; the base widgets are in `ui.style`."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from ui.palettes import Palette
from ui.theme import sizes

_SHEET = Template("""
QPushButton[kind="facet"] {
  background: $accent_soft; border: 2px solid transparent; border-radius: 11px; font-weight: 400;
  font-size: ${small}pt; padding: 1px 9px; min-height: ${low}px;
}
QPushButton[kind="facet"]:hover { background: $raised; }
QPushButton[kind="facet"]:focus { border-color: $accent; padding: 1px 9px; }
""")


def style_sheet(palette: Palette) -> str:
    """Its part of the application's style sheet."""
    return _SHEET.substitute(asdict(palette), **sizes())
