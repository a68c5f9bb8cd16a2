"""The colours of each theme: light and dark, each also with more contrast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

Ground = Annotated[str, "ground"]
"""A colour that words are written on, as #rrggbb."""
Ink = Annotated[str, "ink"]
"""A colour of words and icons: WCAG AA (4.5:1) on every ground, AAA (7:1) with more contrast."""
Line = Annotated[str, "line"]
"""A colour of neither."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme. `on_X` is the ink on X, `X_soft` a ground that goes with X."""

    dark: bool
    contrast: bool
    ground: Ground
    """Behind the conversation."""
    sidebar: Ground
    surface: Ground
    """Cards, the composer, panels."""
    raised: Ground
    """Hovered rows, the person's own bubble."""
    pressed: Ground
    """Buttons that are held down."""
    line: Line
    """Hairlines and borders."""
    chosen_line: Line
    """Around what is chosen; its ground alone tells it where there is no need for contrast."""
    text: Ink
    muted: Ink
    """Secondary text."""
    accent: Ink
    accent_strong: Ink
    """Hovered or pressed accent."""
    on_accent: Line
    accent_soft: Ground
    """Selection and quiet highlights."""
    danger: Ink
    danger_soft: Ground
    warning: Ink
    warning_soft: Ground
    code_ground: Ground
    turned_accent: Line
    """The accent on a ground of `text`."""
    turned_raised: Line
    """What is hovered there."""


LIGHT = Palette(
    dark=False,
    contrast=False,
    ground="#fbf9f6",
    sidebar="#f3efe9",
    surface="#ffffff",
    raised="#ece6dd",
    pressed="#e9e2d8",
    line="#e2dbd1",
    chosen_line="#f6e3d8",
    text="#24211d",
    muted="#6a6259",
    accent="#a8481f",
    accent_strong="#8c3a17",
    on_accent="#ffffff",
    accent_soft="#f6e3d8",
    danger="#b3261e",
    danger_soft="#fbe6e4",
    warning="#7a5200",
    warning_soft="#fbeecb",
    code_ground="#f4f0ea",
    turned_accent="#f2ab86",
    turned_raised="#3b3631",
)
DARK = Palette(
    dark=True,
    contrast=False,
    ground="#1c1a18",
    sidebar="#161412",
    surface="#262320",
    raised="#322e2a",
    pressed="#3b3631",
    line="#3b3631",
    chosen_line="#46301f",
    text="#ece7e0",
    muted="#a89f94",
    accent="#e9956a",
    accent_strong="#f2ab86",
    on_accent="#2a150a",
    accent_soft="#46301f",
    danger="#f2938c",
    danger_soft="#47211e",
    warning="#f0c465",
    warning_soft="#41351a",
    code_ground="#15130f",
    turned_accent="#8c3a17",
    turned_raised="#d3cbc0",
)
LIGHT_CONTRAST = replace(
    LIGHT,
    contrast=True,
    ground="#ffffff",
    sidebar="#ffffff",
    surface="#ffffff",
    raised="#efebe5",
    pressed="#e6e0d8",
    line="#6f675e",
    chosen_line="#7a2c0c",
    text="#000000",
    muted="#3a352f",
    accent="#7a2c0c",
    accent_strong="#5c1f06",
    accent_soft="#fdeee5",
    danger="#8a0f0a",
    danger_soft="#fff0ee",
    warning="#573a00",
    warning_soft="#fff6dd",
    code_ground="#ffffff",
    turned_accent="#ffb48f",
    turned_raised="#3b3631",
)
DARK_CONTRAST = replace(
    DARK,
    contrast=True,
    ground="#000000",
    sidebar="#000000",
    surface="#000000",
    raised="#26221f",
    pressed="#322e2a",
    line="#a39a8f",
    chosen_line="#ffb48f",
    text="#ffffff",
    muted="#d9d2c8",
    accent="#ffb48f",
    accent_strong="#ffcdb3",
    on_accent="#000000",
    accent_soft="#3a2415",
    danger="#ffb0aa",
    danger_soft="#3d100e",
    warning="#ffdc8a",
    warning_soft="#332704",
    code_ground="#000000",
    turned_accent="#7a2c0c",
    turned_raised="#d9d2c8",
)
ALL = (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)


def palette_for(*, dark: bool, contrast: bool) -> Palette:
    """The palette of a theme."""
    return next(one for one in ALL if one.dark == dark and one.contrast == contrast)
