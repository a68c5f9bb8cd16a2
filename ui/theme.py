"""How everything looks: one type scale, one spacing scale, icons tinted to match, and which palette
is in use.

Widgets take colours from `theme().palette` and repaint on `theme().changed`; most of it is done by
the one style sheet of the application, which is made anew when the theme changes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.palettes import LIGHT, palette_for

SYSTEM = "system"
ASSETS = Path(__file__).resolve().parents[1] / "assets"


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
    """The palette in use, and the size of text; colours and contrast follow the system until a
    choice is made."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette = LIGHT
        self.text_size = 100
        """In percent of the type scale."""
        self._choice = self._contrast = SYSTEM
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._follow()

    @property
    def choice(self) -> str:
        """`system`, `light` or `dark`."""
        return self._choice

    @property
    def contrast(self) -> str:
        """`system` or `more`."""
        return self._contrast

    def choose(
        self,
        choice: str | None = None,
        *,
        contrast: str | None = None,
        text_size: int | None = None,
    ) -> None:
        """Use `light` or `dark`, or follow the `system` again; the same with `more` contrast; and
        write as large as this many percent. None leaves it as it is."""
        self._choice = choice or self._choice
        self._contrast = contrast or self._contrast
        resized = text_size is not None and text_size != self.text_size
        if resized:
            assert text_size is not None
            self.text_size = text_size
        if not self._follow() and resized:
            self.changed.emit()

    @Slot()
    def _follow(self) -> bool:
        hints = QGuiApplication.styleHints()
        dark = self._choice == "dark" or (
            self._choice == SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark
        )
        more = self._contrast == "more" or (
            hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
        chosen = palette_for(dark=dark, contrast=more)
        if chosen is self.palette:
            return False
        self.palette = chosen
        _icon.cache_clear()
        self.changed.emit()
        return True


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
    """Inter at `size` points of the type scale."""
    made = QFont("Inter")
    made.setPointSizeF(points(size))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def points(size: float) -> float:
    """A size of the type scale as it is written now, in points."""
    return size * theme().text_size / 100


def sizes() -> dict[str, str]:
    """The type scale as style sheets name it, in points; heights of lines, and what stands beside
    words, in pixels."""
    scale = {
        "small": Type.SMALL, "large": Type.LARGE, "title": Type.TITLE, "display": Type.DISPLAY
    }  # fmt: skip
    heights = {"low": 18, "line_height": 20, "high": 22, "box": 15, "round": 17}
    return {name: f"{points(size):g}" for name, size in scale.items()} | {
        name: str(scaled(height)) for name, height in heights.items()
    }


def scaled(pixels: int) -> int:
    """A length that is there for words, as long as they are large now."""
    return round(pixels * theme().text_size / 100)


def icon(name: str, colour: str | None = None, size: int = 18, gap: int = 0) -> QIcon:
    """The icon `assets/icons/NAME.svg` in `colour` (#rrggbb; muted text when not given), with an
    empty `gap` at its right."""
    palette = theme().palette
    return _icon(name, colour or palette.muted, palette.line, size, gap)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, size: int, gap: int) -> QIcon:
    made = QIcon()
    for ratio in (1, 2):
        made.addPixmap(_pixmap(name, colour, size, gap, ratio))
        made.addPixmap(_pixmap(name, disabled, size, gap, ratio), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, colour: str, size: int, gap: int, ratio: int) -> QPixmap:
    svg = (ASSETS / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size + gap, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
