"""The overview at the side: how much there is of each stretch of time, to click and drag."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from ui.language import counted
from ui.theme import Space, Type, font, theme
from ui.timeline.naming import day_heading, full_date, month_heading, short_month
from ui.timeline.sections import Heading, Section
from ui.timeline.stretches import Stretch, Unit, stretches

_BARS = 26
"""How wide the longest bar is, in pixels."""
_LEAST = 4
"""The least pixels a stretch of time takes; else it is told in longer ones."""
_FEW = 24
"""Up to how many notes need no overview."""


_PAGE = {Unit.DAY: 7, Unit.WEEK: 4, Unit.MONTH: 12, Unit.YEAR: 10}


class Overview(QAbstractSlider):
    """A slider over time: its value is the stretch at the top of the list."""

    went = Signal(object, float)
    """The person wants to be at this day, so far (0 to 1) into it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[tuple[date, int]] = []
        self._told = stretches((), 1, date.min)
        self._named: list[tuple[int, str]] = []
        self._at = self._to = 0.0
        self._today = date.min
        self.setOrientation(Qt.Orientation.Vertical)
        self.setInvertedControls(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Overview of the years"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.actionTriggered.connect(self._by_key)
        theme().changed.connect(self._repaint)
        self.hide()

    def show_sections(self, sections: Sequence[Section], today: date) -> None:
        """Tell of these days."""
        self._days = [(it.day, len(it.ids)) for it in sections if it.heading is Heading.DAY]
        self._today = today
        self._lay_out()
        self.setVisible(sum(notes for _, notes in self._days) > _FEW and len(self._told.all) > 1)

    def stand_at(self, top: tuple[date, float], bottom: tuple[date, float]) -> None:
        """The list shows what lies between these days, so far (0 to 1) into each."""
        before = self._seen()
        self._at, self._to = self._told.place(*top), self._told.place(*bottom)
        self.setValue(int(self._at))
        if self._seen() != before:
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        """Narrow, and as high as there is room."""
        return QSize(self._label_width() + _BARS + Space.M, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Higher, there may be room to tell more."""
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along; say where that is."""
        if not self._told.all:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        self.setToolTip(self._said(self._told.all[int(self._place(event.position()))]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Years at the left, bars from the right, and where the list is."""
        told = self._told.all
        if not told:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        high = area.height() / len(told)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_here(painter, area, high)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_bars(painter, area, high)
        self._paint_labels(painter, area, high)

    def _paint_bars(self, painter: QPainter, area: QRectF, high: float) -> None:
        colours = theme().palette
        most = max(it.notes for it in self._told.all)
        first, last = int(self._at), int(self._to)
        gap = 1.0 if high > _LEAST - 1 else 0.0
        for number, stretch in enumerate(self._told.all):
            if not stretch.notes:
                continue
            # By the square root: a full month does not make all others invisible.
            wide = max(2.0, _BARS * (stretch.notes / most) ** 0.5)
            here = first <= number <= last
            colour = QColor(colours.accent if here else colours.muted)
            colour.setAlphaF(0.95 if here else 0.38)
            painter.setBrush(colour)
            tall = min(max(1.0, high - gap), 12.0)
            top = area.top() + number * high
            round_ = min(2.0, tall / 2)
            painter.drawRoundedRect(QRectF(area.right() - wide, top, wide, tall), round_, round_)

    def _paint_labels(self, painter: QPainter, area: QRectF, high: float) -> None:
        """Every year that has room, and months where they have plenty."""
        face = font(Type.SMALL - 1)
        painter.setFont(face)
        painter.setPen(QColor(theme().palette.muted))
        line = QFontMetrics(face).height()
        places = [(area.top() + at * high, words) for at, words in self._named]
        taken: list[float] = []
        for years, room in ((True, line + Space.XS), (False, 2 * line)):
            for top, words in places:
                fits = top + line <= area.bottom() + Space.M
                if words.isdecimal() == years and fits and _is_free(top, taken, room):
                    taken.append(top)
                    place = QRect(0, round(top) - 3, self._label_width(), line)
                    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_here(self, painter: QPainter, area: QRectF, high: float) -> None:
        """A band over what is in view."""
        top, bottom = area.top() + self._at * high, area.top() + self._to * high
        band = QRectF(area.right() - _BARS - 3, top - 2, _BARS + 6, max(8.0, bottom - top + 4))
        colour = QColor(theme().palette.accent)
        painter.setPen(QPen(colour, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        colour.setAlphaF(0.22)
        painter.setBrush(colour)
        painter.drawRoundedRect(band, 4, 4)

    def _seen(self) -> tuple[int, ...]:
        """What of the place can be seen: it is told with each step of the list, and moves a pixel
        after many."""
        high = self._area().height() / max(1, len(self._told.all))
        return int(self._at), int(self._to), round(self._at * high), round(self._to * high)

    def _labels(self) -> list[tuple[int, str]]:
        """The stretches at which another label begins."""
        # Of a week in two months the day counts that has something.
        days = [it.days[0][0] if it.days else it.begins for it in self._told.all]
        named = [(at, self._label(day)) for at, day in enumerate(days)]
        return [it for at, it in enumerate(named) if not at or named[at - 1][1] != it[1]]

    def _label(self, day: date) -> str:
        by_month = self._told.unit in (Unit.DAY, Unit.WEEK) and day.month > 1
        return short_month(day) if by_month else str(day.year)

    def _said(self, stretch: Stretch) -> str:
        match self._told.unit:
            case Unit.YEAR:
                when = str(stretch.begins.year)
            case Unit.MONTH:
                when = month_heading(stretch.begins)
            case Unit.WEEK:
                when = self.tr("Week of {day}").format(day=full_date(stretch.begins))
            case Unit.DAY:
                when = day_heading(stretch.begins, self._today, whole=True)
        return self.tr("{when}: {count}").format(when=when, count=counted(stretch.notes))

    def _lay_out(self) -> None:
        most = max(1, int(self._area().height()) // _LEAST)
        self._told = stretches(self._days, most, self._today)
        self._named = self._labels()
        self.setRange(0, max(0, len(self._told.all) - 1))
        self.setPageStep(_PAGE[self._told.unit])
        self._describe()
        self.update()

    def _describe(self) -> None:
        if self._told.all:
            said = self._said(self._told.all[min(int(self._at), len(self._told.all) - 1)])
            if said != self.accessibleDescription():
                self.setAccessibleDescription(said)

    @Slot(int)
    def _by_key(self, action: int) -> None:
        if self._told.all:
            self.went.emit(*self._told.day(float(self.sliderPosition())))

    def _go_to(self, place: QPointF) -> None:
        if self._told.all:
            self.went.emit(*self._told.day(self._place(place)))

    def _place(self, place: QPointF) -> float:
        area = self._area()
        at = (place.y() - area.top()) / area.height() * len(self._told.all)
        return min(max(0.0, at), len(self._told.all) - 0.001)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, Space.M, -Space.S, -Space.M)

    def _label_width(self) -> int:
        return QFontMetrics(font(Type.SMALL - 1)).horizontalAdvance("2000") + Space.S

    @Slot()
    def _repaint(self) -> None:
        self.update()


def _is_free(top: float, taken: Sequence[float], room: float) -> bool:
    return all(abs(top - other) >= room for other in taken)
