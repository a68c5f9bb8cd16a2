"""Colours for code, made from the theme: few, quiet, and readable on the code's ground."""

from __future__ import annotations

from functools import lru_cache

from pygments.style import Style
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Token,
)

from ui.palettes import Palette


@lru_cache(maxsize=4)
def code_style(palette: Palette) -> type[Style]:
    """The pygments style that goes with a palette."""
    string, number, name, kind = (
        ("#a3cba9", "#a5bfda", "#e0c070", "#c3afe2")
        if palette.dark
        else ("#3d6a45", "#3f5d7d", "#7a5200", "#62478a")
    )
    return _style(palette, string=string, number=number, name=name, kind=kind)


def _style(palette: Palette, *, string: str, number: str, name: str, kind: str) -> type[Style]:
    class Made(Style):
        background_color = palette.code_ground
        styles = {  # noqa: RUF012 (the base class declares it so)
            Token: palette.text,
            Comment: f"italic {palette.muted}",
            Keyword: palette.accent,
            Keyword.Type: kind,
            Keyword.Constant: number,
            Operator.Word: palette.accent,
            Operator: palette.muted,
            Punctuation: palette.muted,
            Name.Builtin: kind,
            Name.Class: name,
            Name.Function: name,
            Name.Decorator: kind,
            Name.Exception: name,
            Name.Tag: palette.accent,
            Name.Attribute: name,
            String: string,
            Number: number,
            Generic.Deleted: palette.danger,
            Generic.Inserted: string,
            Generic.Heading: "bold",
            Generic.Subheading: "bold",
            Generic.Emph: "italic",
            Generic.Strong: "bold",
        }

    return Made
