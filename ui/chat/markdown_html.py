"""The parsing of markdown, and the writing of it as HTML that Qt draws well."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from ui.chat.code_style import code_style
from ui.chat.markdown import COPY
from ui.palettes import Palette

HIGHLIGHTED = 20_000
"""Longer code is shown without colours: they would take longer than a glance."""


def to_html(text: str, palette: Palette, copy_label: str) -> tuple[str, list[str]]:
    """The HTML of a text without its style, and the code in it as it is to be copied."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    renderer = parser.renderer
    assert isinstance(renderer, _Renderer)
    renderer.prepare(palette, copy_label)
    return parser.render(text).strip(), renderer.code


class _Renderer(RendererHTML):
    """Writes what Qt draws well: tables where CSS boxes would be."""

    def prepare(self, palette: Palette, copy_label: str) -> None:
        self._palette = palette
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
        style = code_style(self._palette)
        formatter = HtmlFormatter(style=style, noclasses=True, nowrap=True)
        return str(highlight(code, lexer, formatter)).rstrip("\n")


def _cell(token: Token) -> str:
    """A cell's alignment as an attribute: given as a style, Qt forgets the cell's border."""
    style = str(token.attrGet("style") or "")
    align = style.partition("text-align:")[2]
    return f'<{token.tag} align="{align or "left"}">'
