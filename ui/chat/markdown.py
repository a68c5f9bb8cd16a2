"""Markdown to the HTML that Qt's rich text understands, in the colours of a palette.

Nothing in it can load anything: HTML is shown as text, and an image becomes a link to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from ui.chat.code_style import code_style
from ui.theme import DARK, LIGHT, Palette, Type

COPY = "copy"
"""The scheme of the links that copy a block of code; the path is its number."""
LINE_HEIGHT = 130
"""Of running text, in percent of the font's own line."""
CODE_PADDING = (14, 8)
"""Left of and above a block of code, in pixels."""
HIGHLIGHTED = 20_000
"""Longer code is shown without colours: they would take longer than a glance."""


COMMON = ("python", "bash", "javascript", "json", "html", "css", "sql", "cpp", "yaml")
"""Languages whose rules are read beforehand: that takes longer than a glance, too."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a text, and the code in it as it is to be copied."""

    html: str
    code: tuple[str, ...]


@lru_cache(maxsize=256)
def render(text: str, *, dark: bool, mono: str, copy_label: str) -> Rendered:
    """Render `text`; `mono` is the font family of code, `copy_label` the words of its link."""
    palette = DARK if dark else LIGHT
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    renderer = parser.renderer
    assert isinstance(renderer, _Renderer)
    renderer.prepare(palette, mono, copy_label)
    html = parser.render(text).strip()
    return Rendered(f"<style>{_css(palette, mono)}</style>{html}", tuple(renderer.code))


def warm_up() -> None:
    """Load what the first code would have to wait for; meant for a thread of its own."""
    for language in COMMON:
        render(f"```{language}\nx\n```", dark=False, mono="", copy_label="")


class _Renderer(RendererHTML):
    """Writes what Qt draws well: tables where CSS boxes would be."""

    def prepare(self, palette: Palette, mono: str, copy_label: str) -> None:
        self._palette = palette
        self._mono = mono
        self._copy_label = copy_label
        self.code: list[str] = []

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        language = tokens[idx].info.strip().split(" ")[0]
        return self._block(tokens[idx].content, language)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return self._block(tokens[idx].content, "")

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        token = tokens[idx]
        words = self.renderInlineAsText(token.children or [], options, env)
        source = str(token.attrGet("src") or "")
        return f'<a href="{escape(source)}">{escape(words or source)}</a>'

    def blockquote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return (
            '<table cellspacing="0" cellpadding="0" class="quote"><tr>'
            f'<td width="3" bgcolor="{self._palette.line}"></td><td class="quoted">'
        )

    def blockquote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any
    ) -> str:
        return "</td></tr></table>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return '<table cellspacing="0" cellpadding="0" class="data">'

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return _cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return _cell(tokens[idx])

    def hr(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        line = self._palette.line
        return (
            '<table width="100%" cellspacing="0" cellpadding="0" class="rule"><tr>'
            f'<td height="1" bgcolor="{line}" style="font-size:1px">&nbsp;</td></tr></table>'
        )

    def _block(self, code: str, language: str) -> str:
        code = code.rstrip("\n")
        self.code.append(code)
        copy = f'<a class="copy" href="{COPY}:{len(self.code) - 1}">{escape(self._copy_label)}</a>'
        return (
            f'<table width="100%" cellspacing="0" cellpadding="0" class="code" '
            f'bgcolor="{self._palette.code_ground}">'
            f'<tr><td class="language">{escape(language)}</td>'
            f'<td class="way" align="right">{copy}</td></tr>'
            f'<tr><td colspan="2" class="listing">'
            f"<pre>{self._coloured(code, language)}</pre></td></tr></table>"
        )

    def _coloured(self, code: str, language: str) -> str:
        if not language or len(code) > HIGHLIGHTED:
            return escape(code)
        from pygments import highlight
        from pygments.formatters.html import HtmlFormatter
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        try:
            lexer = get_lexer_by_name(language)
        except ClassNotFound:
            return escape(code)
        style = code_style(self._palette.dark)
        formatter = HtmlFormatter(style=style, noclasses=True, nowrap=True)
        return str(highlight(code, lexer, formatter)).rstrip("\n")


def _cell(token: Token) -> str:
    """A cell's alignment as an attribute: given as a style, Qt forgets the cell's border."""
    style = str(token.attrGet("style") or "")
    align = style.partition("text-align:")[2]
    return f'<{token.tag} align="{align or "left"}">'


def _css(palette: Palette, mono: str) -> str:
    left, top = CODE_PADDING
    return f"""
p, li {{ line-height: {LINE_HEIGHT}%; }}
p {{ margin: 0 0 10px 0; }}
ul, ol {{ margin: 0 0 10px 0; }}
li {{ margin: 0 0 4px 0; }}
li p {{ margin: 0 0 4px 0; }}
h1, h2, h3, h4, h5, h6 {{ font-weight: 600; margin: 16px 0 6px 0; }}
h1 {{ font-size: {Type.TITLE - 2}pt; }}
h2 {{ font-size: {Type.LARGE}pt; }}
h3, h4, h5, h6 {{ font-size: {Type.BODY}pt; }}
a {{ color: {palette.accent}; }}
code {{ font-family: "{mono}"; font-size: {Type.BODY - 1}pt; background: {palette.code_ground}; }}
table.code {{ margin: 4px 0 16px 0; }}
td.language {{ color: {palette.muted}; font-size: {Type.SMALL}pt; padding: {top}px 0 0 {left}px; }}
td.way {{ font-size: {Type.SMALL}pt; padding: {top}px {left}px 0 0; }}
a.copy {{ color: {palette.muted}; text-decoration: none; }}
td.listing {{ padding: 8px {left}px 12px {left}px; }}
pre {{ font-family: "{mono}"; font-size: {Type.BODY - 1}pt; white-space: pre-wrap; margin: 0;
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
