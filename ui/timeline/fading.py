"""How well a memory is remembered: a sentence, and its curve with a dot for what happened to it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from companion.domain import Fading, Review
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.shell.widgets import label
from ui.theme import Space, theme

_HEIGHT = 56
_DOT = 3.0


class FadingLines(QWidget):
    """Asks how a note fades, and shows the answer when it comes."""

    def __init__(self, bridge: Bridge, note_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sentence = label(scale="small", wrap=True)
        self.curve = Curve()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(label(_tr("How well it is remembered"), scale="small", tone="muted"))
        column.addWidget(self._sentence)
        column.addWidget(self.curve)
        self.hide()
        bridge.ask(bridge.companion.fading(note_id), self._show, self._failed, owner=self)

    def text(self) -> str:
        """What it says; empty until that is known."""
        return self._sentence.text()

    def _show(self, fading: Fading) -> None:
        self._sentence.setText(_told(fading))
        self.curve.draw(fading, self._bridge.companion.clock.now())
        self.curve.setHidden(fading.never_fades)
        self.show()

    def _failed(self, error: CompanionError) -> None:
        """The note has gone meanwhile; so will this."""


class Curve(QWidget):
    """Retrievability over time: what was as a line, what is to come dotted, reviews as dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fading: Fading | None = None
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._repaint)

    def draw(self, fading: Fading, now: datetime) -> None:
        """Show this curve."""
        self._fading, self._now = fading, now
        self.setAccessibleName(_told(fading))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fading is None or self._now is None:
            return
        palette, painter = theme().palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_DOT, _DOT + 1, -_DOT, -1)
        painter.setPen(QPen(QColor(palette.line), 1.0))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        placed = [(at, _place(self._fading, area, at, value)) for at, value in self._fading.points]
        line = QPen(QColor(palette.accent), 1.6)
        painter.setPen(line)
        painter.drawPolyline(QPolygonF([point for at, point in placed if at <= self._now]))
        line.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(line)
        painter.drawPolyline(QPolygonF([point for at, point in placed if at >= self._now]))
        painter.setPen(Qt.PenStyle.NoPen)
        for review in self._fading.reviews:
            lapse = review.what is Review.DISMISSED
            painter.setBrush(QColor(palette.danger if lapse else palette.accent))
            value = max(value for at, value in self._fading.points if at == review.at)
            painter.drawEllipse(_place(self._fading, area, review.at, value), _DOT, _DOT)
        painter.end()

    @Slot()
    def _repaint(self) -> None:
        self.update()


def _place(fading: Fading, area: QRectF, at: datetime, value: float) -> QPointF:
    """Where a time and a retrievability are drawn."""
    begins, ends = fading.points[0][0], fading.points[-1][0]
    share = (at - begins) / (ends - begins)
    return QPointF(area.left() + share * area.width(), area.bottom() - value * area.height())


def _told(fading: Fading) -> str:
    refreshed = sum(review.what is not Review.DISMISSED for review in fading.reviews)
    lapses = len(fading.reviews) - refreshed
    if fading.never_fades:
        parts = [_tr("Never fades")]
    else:
        parts = [_tr("{share} % fresh").format(share=round(100 * fading.retrievability))]
    parts += [_tr("refreshed {count}×").format(count=refreshed)] if refreshed else []
    parts += [_tr("not relevant {count}×").format(count=lapses)] if lapses else []
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("fading", text)
