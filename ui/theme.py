"""How everything looks: two palettes, one type scale, one spacing scale, icons tinted to match.

Widgets take colours from `theme().palette` and repaint on `theme().changed`; most of it is done by
the one style sheet of the application, which is made anew when the theme changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ASSETS = Path(__file__).resolve().parents[1] / "assets"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb. Text on its ground keeps WCAG AA."""

    dark: bool
    ground: str
    """Behind the conversation."""
    sidebar: str
    surface: str
    """Cards, the composer, panels."""
    raised: str
    """Hovered rows, the person's own bubble."""
    line: str
    """Hairlines and borders."""
    text: str
    muted: str
    """Secondary text; still readable on every ground."""
    accent: str
    accent_strong: str
    """Hovered or pressed accent."""
    on_accent: str
    accent_soft: str
    """Selection and quiet highlights."""
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    code_ground: str


LIGHT = Palette(
    dark=False,
    ground="#fbf9f6",
    sidebar="#f3efe9",
    surface="#ffffff",
    raised="#ece6dd",
    line="#e2dbd1",
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
)
DARK = Palette(
    dark=True,
    ground="#1c1a18",
    sidebar="#161412",
    surface="#262320",
    raised="#322e2a",
    line="#3b3631",
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
)


class Space:
    """The spacing scale, in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 40
    RADIUS = 10
    COLUMN = 740
    """The widest the conversation column gets."""


class Type:
    """The type scale, in points, and the weights used."""

    SMALL = 9.5
    BODY = 11.0
    LARGE = 13.0
    TITLE = 17.0
    DISPLAY = 24.0


class Theme(QObject):
    """The palette in use; follows the system until a choice is made."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette = LIGHT
        self._choice = "system"
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def choice(self) -> str:
        """`system`, `light` or `dark`."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use `light` or `dark`, or follow the `system` again."""
        self._choice = choice
        self._follow()

    @Slot()
    def _follow(self) -> None:
        dark = self._choice == "dark" or (
            self._choice == "system"
            and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        palette = DARK if dark else LIGHT
        if palette is not self.palette:
            self.palette = palette
            _pixmap.cache_clear()
            self.changed.emit()


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The application's theme; made on first use, after the QGuiApplication."""
    return Theme()


def load_fonts() -> None:
    """Make the shipped fonts known and take Inter as the application's font."""
    for file in sorted((ASSETS / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    QGuiApplication.setFont(font())


def font(size: float = Type.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter at `size` points."""
    made = QFont("Inter")
    made.setPointSizeF(size)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def icon(name: str, colour: str | None = None, size: int = 18, gap: int = 0) -> QIcon:
    """The icon `assets/icons/NAME.svg` in `colour` (#rrggbb; muted text when not given), with an
    empty `gap` at its right."""
    palette = theme().palette
    made = QIcon()
    for ratio in (1, 2):
        made.addPixmap(_pixmap(name, colour or palette.muted, size, gap, ratio))
        made.addPixmap(_pixmap(name, palette.line, size, gap, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, gap: int, ratio: int) -> QPixmap:
    svg = (ASSETS / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size + gap, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
