"""Everything can be read: WCAG's contrast, measured for every pair of colours of every theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import get_args, get_type_hints

import pytest
from pytestqt.qtbot import QtBot

from ui.chat.code_style import code_style
from ui.palettes import ALL, Palette
from ui.people.words import look_of
from ui.shell.search_field import SearchField
from ui.style import style_sheet
from ui.timeline.kinds import LOOKS

AA, AAA, MARK = 4.5, 7.0, 3.0
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WORDLESS = re.compile(r"::(?!item)|QProgressBar|QSplitter|rule=|#quote")
"""Selectors of what no words stand on."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(palette: Palette, role: str) -> dict[str, str]:
    """The colours of a palette that are declared as a `ground` or an `ink`."""
    hints = get_type_hints(Palette, include_extras=True)
    return {
        name: value for name, value in asdict(palette).items() if role in get_args(hints[name])[1:]
    }


def name_of(palette: Palette) -> str:
    return f"{'dark' if palette.dark else 'light'}{'-contrast' if palette.contrast else ''}"


@dataclass(frozen=True)
class Rule:
    """One selector of the style sheet, and what it declares."""

    selector: str
    said: dict[str, str]

    @property
    def disabled(self) -> bool:
        return ":disabled" in self.selector


def rules(palette: Palette) -> list[Rule]:
    found = []
    for selectors, body in _RULE.findall(style_sheet(palette)):
        said = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        declared = {key.strip(): value.strip() for key, value in said.items()}
        found += [Rule(one.strip(), declared) for one in selectors.split(",")]
    return found


def plainer(selector: str) -> Iterator[str]:
    """The selector itself, and those it goes back to where it says nothing."""
    yield selector
    stateless = re.sub(r":[\w-]+$", "", selector)
    yield stateless
    yield re.sub(r"\[[^]]*\]$", "", stateless)
    yield stateless.split()[-1]
    yield re.sub(r"\[[^]]*\]$", "", stateless.split()[-1])


def worded(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """Of each rule that paints a ground or words: the selector, the words' colour, the ground's."""
    all_rules = rules(palette)
    last: dict[tuple[str, str], str] = {}
    for rule in all_rules:
        last |= {(rule.selector, key): value for key, value in rule.said.items()}

    def said(selector: str, key: str) -> str:
        return next((last[it, key] for it in plainer(selector) if (it, key) in last), "")

    for rule in all_rules:
        if rule.disabled or _WORDLESS.search(rule.selector):
            continue
        if not {"color", "background"} & set(rule.said):
            continue
        ink = said(rule.selector, "color") or palette.text
        ground = said(rule.selector, "background")
        if _COLOUR.fullmatch(ink) and _COLOUR.fullmatch(ground):
            yield rule.selector, ink, ground


palettes = pytest.mark.parametrize("palette", ALL, ids=name_of)


@palettes
def test_every_ink_can_be_read_on_every_ground(palette: Palette) -> None:
    least = AAA if palette.contrast else AA
    inks, grounds = colours(palette, "ink"), colours(palette, "ground")
    assert len(inks) > 3
    assert len(grounds) > 5
    short = {
        f"{ink} on {ground}": round(contrast(inks[ink], grounds[ground]), 2)
        for ink in inks
        for ground in grounds
        if contrast(inks[ink], grounds[ground]) < least
    }
    assert short == {}


@palettes
def test_what_stands_on_a_colour_can_be_read_there(palette: Palette) -> None:
    named = asdict(palette)
    for ink in (name for name in named if name.startswith("on_")):
        for ground in (name for name in named if name.startswith(ink.removeprefix("on_"))):
            if not ground.endswith("_soft"):
                assert contrast(named[ink], named[ground]) >= AA, (ink, ground)


@palettes
def test_the_style_sheet_writes_nothing_that_cannot_be_read(qtbot: QtBot, palette: Palette) -> None:
    pairs = list(worded(palette))
    assert len(pairs) > 30
    assert [pair for pair in pairs if contrast(*pair[1:]) < AA] == []


@palettes
def test_the_ring_of_the_focus_is_seen_on_every_ground(qtbot: QtBot, palette: Palette) -> None:
    rings = {
        value
        for rule in rules(palette)
        if ":focus" in rule.selector and "#toast" not in rule.selector
        for key in ("border", "border-color")
        for value in _COLOUR.findall(rule.said.get(key, ""))
    }
    assert palette.accent in rings
    for ring in rings:
        for ground in colours(palette, "ground").values():
            assert contrast(ring, ground) >= MARK


@palettes
def test_the_bar_that_is_turned_over_can_be_read(palette: Palette) -> None:
    for ground in (palette.text, palette.turned_raised):
        assert contrast(palette.turned_accent, ground) >= AA
        assert contrast(palette.ground, ground) >= AA


@palettes
def test_code_can_be_read_in_all_its_colours(palette: Palette) -> None:
    style = code_style(palette)
    for token, look in style:
        ink = f"#{look['color']}" if look["color"] else palette.text
        assert contrast(ink, palette.code_ground) >= AA, token


@pytest.mark.parametrize("dark", [False, True])
def test_the_icons_of_kinds_are_seen(dark: bool) -> None:
    looks = [*LOOKS.values(), *(look_of(kind) for kind in (None,))]
    for look in looks:
        ground, ink = look.dark if dark else look.light
        assert contrast(ink, ground) >= MARK
        for palette in ALL:
            if palette.dark == dark:
                assert contrast(ink, palette.ground) >= MARK


@palettes
def test_with_more_contrast_borders_are_seen(palette: Palette) -> None:
    if palette.contrast:
        for line in (palette.line, palette.chosen_line):
            assert all(contrast(line, it) >= MARK for it in colours(palette, "ground").values())


def test_what_stands_in_an_empty_field_can_be_read(qtbot: QtBot) -> None:
    for palette in ALL:
        field = SearchField("Search")
        qtbot.addWidget(field)
        field.setStyleSheet(style_sheet(palette))
        field.ensurePolished()
        words = field.palette().placeholderText().color()
        assert words.alpha() == 255
        assert contrast(words.name(), palette.surface) >= AA, name_of(palette)
