"""Markdown to the HTML that Qt's rich text understands, in the colours of a palette.

Nothing in it can load anything: HTML is shown as text, and an image becomes a link to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ui.palettes import LIGHT, Palette
from ui.theme import Type

COPY = "copy"
"""The scheme of the links that copy a block of code; the path is its number."""
LINE_HEIGHT = 130
"""Of running text, in percent of the font's own line."""
CODE_PADDING = (14, 8)
"""Left of and above a block of code, in pixels."""
COMMON = ("python", "bash", "javascript", "json", "html", "css", "sql", "cpp", "yaml")
"""Languages whose rules are read beforehand: that takes longer than a glance, too."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a text, and the code in it as it is to be copied."""

    html: str
    code: tuple[str, ...]


@lru_cache(maxsize=256)
def render(text: str, palette: Palette, size: int, *, mono: str, copy_label: str) -> Rendered:
    """Render `text` at `size` percent; `mono` is the font family of code, `copy_label` the words
    of its link."""
    # The parser takes a tenth of a second to import; the window is there before anything is said.
    from ui.chat.markdown_html import to_html

    html, code = to_html(text, palette, copy_label)
    return Rendered(f"<style>{_css(palette, size / 100, mono)}</style>{html}", tuple(code))


def warm_up() -> None:
    """Load what the first code would have to wait for; meant for a thread of its own."""
    for language in COMMON:
        render(f"```{language}\nx\n```", LIGHT, 100, mono="", copy_label="")


def _css(palette: Palette, scale: float, mono: str) -> str:
    left, top = CODE_PADDING
    small, code = f"{Type.SMALL * scale:g}pt", f"{(Type.BODY - 1) * scale:g}pt"
    return f"""
p, li {{ line-height: {LINE_HEIGHT}%; }}
p {{ margin: 0 0 10px 0; }}
ul, ol {{ margin: 0 0 10px 0; }}
li {{ margin: 0 0 4px 0; }}
li p {{ margin: 0 0 4px 0; }}
h1, h2, h3, h4, h5, h6 {{ font-weight: 600; margin: 16px 0 6px 0; }}
h1 {{ font-size: {(Type.TITLE - 2) * scale:g}pt; }}
h2 {{ font-size: {Type.LARGE * scale:g}pt; }}
h3, h4, h5, h6 {{ font-size: {Type.BODY * scale:g}pt; }}
a {{ color: {palette.accent}; }}
code {{ font-family: "{mono}"; font-size: {code}; background: {palette.code_ground}; }}
table.code {{ margin: 4px 0 16px 0; }}
td.language {{ color: {palette.muted}; font-size: {small}; padding: {top}px 0 0 {left}px; }}
td.way {{ font-size: {small}; padding: {top}px {left}px 0 0; }}
a.copy {{ color: {palette.muted}; text-decoration: none; }}
td.listing {{ padding: 8px {left}px 12px {left}px; }}
pre {{ font-family: "{mono}"; font-size: {code}; white-space: pre-wrap; margin: 0;
       line-height: 120%; }}
table.quote {{ margin: 4px 0 12px 0; }}
td.quoted {{ padding: 0 0 0 12px; color: {palette.muted}; }}
td.quoted p {{ margin: 0 0 2px 0; }}
table.data {{ margin: 2px 0 14px 0; }}
table.data th {{ padding: 5px 24px 5px 0; border-bottom: 1px solid {palette.muted};
                 font-weight: 600; }}
table.data td {{ padding: 5px 24px 5px 0; border-bottom: 1px solid {palette.line}; }}
table.rule {{ margin: 8px 0 14px 0; }}
"""
