"""How well a memory is remembered: a sentence, and its curve with a dot for what happened to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import lru_cache
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.domain import Fading, Review
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.language import translate
from ui.shell.widgets import label
from ui.theme import Space, Type, font, scaled, theme

_HEIGHT = 128
_DOT = 8
_AT_ONCE_S = 0.004
"""A quarter of a frame."""
_TOP = 114
"""So much of the scale is drawn, in per cent: the words at 100 have room beside their line."""


class FadingLines(QWidget):
    """Asks how a note fades, and shows the answer when it comes."""

    def __init__(self, bridge: Bridge, note_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._fading: Fading | None = None
        self._sentence = label(scale="small", wrap=True)
        self.curve: Any = None
        """The plot, when there is one."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._column.setSpacing(Space.S)
        heading = translate("fading", "How well it is remembered")
        self._column.addWidget(label(heading, scale="small", tone="muted"))
        self._column.addWidget(self._sentence)
        self._place = QWidget()
        """Holds the room of the curve: what stands below does not move when that comes."""
        inner = QVBoxLayout(self._place)
        inner.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._place)
        self.hide()
        theme().changed.connect(self._draw)
        bridge.ask(bridge.companion.fading(note_id), self._show, self._failed, owner=self)

    def text(self) -> str:
        """What it says; empty until that is known."""
        return self._sentence.text()

    def _show(self, fading: Fading) -> None:
        self._fading = fading
        self._sentence.setText(_told(fading))
        self._place.setFixedHeight(scaled(_HEIGHT))
        self._place.setHidden(fading.never_fades)
        self.show()
        if not fading.never_fades:
            self._bridge.ask(plots(), lambda _: self._draw(), owner=self)

    @Slot()
    def _draw(self) -> None:
        fading = self._fading
        if fading is None or fading.never_fades or not plots().done():
            return
        if self.curve is not None:
            self.curve.hide()
            self.curve.deleteLater()
        self._place.setFixedHeight(scaled(_HEIGHT))
        self.curve = _plot(fading, self._bridge.companion.clock.now().timestamp())
        self.curve.setAccessibleName(_told(fading))
        self.curve.setAccessibleDescription(
            translate("fading", "From 0 to 100 %, over time, with a forecast")
        )
        room = self._place.layout()
        assert room is not None
        room.addWidget(self.curve)

    def _failed(self, error: CompanionError) -> None:
        """The note has gone meanwhile; so will this."""


@lru_cache(maxsize=1)
def plots() -> Future[None]:
    """Done when plots can be drawn. Their library takes half a second to import, which the window
    does not wait for: a thread imports it.

    It looks at every class of Qt, and PySide makes a class when it is first looked at. Made in a
    thread while the window makes another, that crashed once in ten times. So the window has made
    all of them before, a few at a time.
    """
    loaded: Future[None] = Future()

    def load() -> None:
        try:
            import pyqtgraph  # noqa: F401
        except BaseException as error:
            loaded.set_exception(error)
            raise
        loaded.set_result(None)

    classes = _qt_classes()

    def make_some() -> None:
        until = time.perf_counter() + _AT_ONCE_S
        for _ in classes:
            if time.perf_counter() > until:
                QTimer.singleShot(0, make_some)
                return
        threading.Thread(target=load, name="plots", daemon=True).start()

    make_some()
    return loaded


def _qt_classes() -> Iterator[object]:
    """All that the library looks at, made one at a time."""
    for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets", "QtTest"):
        module = import_module(f"PySide6.{name}")
        for word in dir(module):
            yield getattr(module, word)


def _plot(fading: Fading, now: float) -> Any:
    """Retrievability over time: what was as a line, what is to come dotted, reviews as dots."""
    import pyqtgraph as pg

    palette = theme().palette
    axis = pg.DateAxisItem(orientation="bottom")
    made = pg.PlotWidget(axisItems={"bottom": axis}, background=None, enableMenu=False)
    made.setObjectName("plot")
    made.viewport().setAutoFillBackground(False)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setMouseEnabled(x=False, y=False)
    made.hideButtons()
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    small = font(Type.SMALL - 1.5)
    for name in ("bottom", "left"):
        side = made.getAxis(name)
        side.setPen(pg.mkPen(palette.line))
        side.setTextPen(pg.mkPen(palette.muted))
        side.setStyle(tickFont=small, tickLength=-4)
    # The library leaves room for the words of a usual size.
    metrics = QFontMetrics(small)
    made.getAxis("bottom").setHeight(metrics.height() + Space.S)
    made.getAxis("left").setWidth(metrics.horizontalAdvance("100 %") + Space.M)
    made.getAxis("left").setTicks([[(0, "0"), (50, "50"), (100, "100 %")]])
    made.setYRange(0, _TOP, padding=0)
    points = [(at.timestamp(), 100 * share) for at, share in fading.points]
    made.setXRange(points[0][0], points[-1][0], padding=0.02)
    was = [point for point in points if point[0] <= now]
    to_come = [was[-1], *(point for point in points if point[0] > now)] if was else points
    line = QColor(palette.accent)
    made.plot(*_sides(was), pen=pg.mkPen(line, width=2))
    made.plot(*_sides(to_come), pen=pg.mkPen(line, width=2, style=Qt.PenStyle.DotLine))
    made.addItem(pg.InfiniteLine(now, pen=pg.mkPen(palette.line, width=1)))
    for lapse, colour in ((False, palette.accent), (True, palette.danger)):
        told = [it.at for it in fading.reviews if (it.what is Review.DISMISSED) is lapse]
        at = [
            (
                moment.timestamp(),
                max(100 * share for when, share in fading.points if when == moment),
            )
            for moment in told
        ]
        dots = pg.ScatterPlotItem(*_sides(at), size=_DOT, brush=colour, pen=pg.mkPen(None))
        made.addItem(dots)
    return made


def _sides(points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _told(fading: Fading) -> str:
    refreshed = sum(review.what is not Review.DISMISSED for review in fading.reviews)
    lapses = len(fading.reviews) - refreshed
    if fading.never_fades:
        parts = [translate("fading", "Never fades")]
    else:
        parts = [
            translate("fading", "{share} % fresh").format(share=round(100 * fading.retrievability))
        ]
    parts += (
        [translate("fading", "refreshed {count}×").format(count=refreshed)] if refreshed else []
    )
    parts += [translate("fading", "not relevant {count}×").format(count=lapses)] if lapses else []
    return " · ".join(parts)
