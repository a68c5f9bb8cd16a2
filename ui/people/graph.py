"""A neighbourhood as a picture: drawn by pyqtgraph, with as many names as can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from companion.domain import EntityKind, LinkKind, NoteKind
from companion.known import Neighbourhood, Node, Sort
from ui.people.words import look_of
from ui.theme import Type, font, theme
from ui.timeline.kinds import LOOKS

_MARGIN = 0.12
_LEAST = 0.8
"""The least that is shown in either direction; the farthest is 1 from the middle."""
_STEP = 1.25
"""How much nearer a key brings it."""
_NEARER = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP}
_LABEL = 26
"""Letters of a name that are shown."""
_CENTRE, _NOTE, _OTHER = 22.0, 9.0, 13.0
"""Diameters in pixels."""
_TEXT = 6
"""Notes up to which their words are shown, too: there is room."""
_RELABEL_MS = 30
_VEIL = 170
"""How much of what lies behind a name is covered, of 255."""


class GraphView(pg.PlotWidget):  # type: ignore[misc]
    """Nodes that can be pointed at, chosen, and walked through with the arrow keys."""

    chosen = Signal(int)
    """The place of a node in the neighbourhood."""
    opened = Signal(int)
    """A node was double-clicked, or Enter was pressed on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.hood = Neighbourhood()
        self.current = 0
        self.setAccessibleName(self.tr("What lies around it"))
        self.setAccessibleDescription(
            self.tr("Left and right lead from one to the next, Enter puts it into the middle")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        for side in ("left", "bottom"):
            self.hideAxis(side)
        self.setAspectLocked(True)
        self._graph = pg.GraphItem()
        self._halo = pg.ScatterPlotItem(pxMode=True)
        self._halo.setZValue(1)
        self.addItem(self._halo)
        self.addItem(self._graph)
        self._graph.scatter.sigClicked.connect(self._clicked)
        self._labels: list[tuple[int, pg.TextItem]] = []
        self._relabel = QTimer(self)
        self._relabel.setSingleShot(True)
        self._relabel.setInterval(_RELABEL_MS)
        self._relabel.timeout.connect(self._place_labels)
        self.getPlotItem().vb.sigRangeChanged.connect(lambda *_: self._relabel.start())
        theme().changed.connect(self._draw)

    def show_hood(self, hood: Neighbourhood) -> None:
        """Show a neighbourhood, with its centre chosen."""
        self.hood, self.current = hood, 0
        self._draw()
        self._show_all()
        self.chosen.emit(0)

    def choose(self, place: int) -> None:
        """Choose a node."""
        if self.hood.nodes:
            self.current = place % len(self.hood.nodes)
            self._mark()
            self.chosen.emit(self.current)

    def shown_labels(self) -> list[str]:
        """The names that can be read now."""
        return [text.toPlainText() for _, text in self._labels if text.isVisible()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, + and - bring it nearer and farther, 0 shows all of it."""
        nearer = _NEARER.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.choose(self.current + 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.choose(self.current - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        elif nearer and self.hood.nodes:
            node = self.hood.nodes[self.current]
            self.getPlotItem().vb.scaleBy((1 / nearer,) * 2, pg.Point(node.x, -node.y))
        elif event.key() == Qt.Key.Key_0:
            self._show_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other names may be read now."""
        super().resizeEvent(event)
        if hasattr(self, "_relabel"):
            self._relabel.start()

    def _show_all(self) -> None:
        across = [node.x for node in self.hood.nodes] or [0.0]
        down = [-node.y for node in self.hood.nodes] or [0.0]
        all_of_it = QRectF(min(across), min(down), np.ptp(across), np.ptp(down))
        # Few are not shown larger than life.
        grow = [max(0.0, _LEAST - side) / 2 for side in (all_of_it.width(), all_of_it.height())]
        self.setRange(all_of_it.adjusted(-grow[0], -grow[1], grow[0], grow[1]), padding=_MARGIN)

    # -- drawing ----------------------------------------------------------------------------------

    @Slot()
    def _draw(self) -> None:
        for _, text in self._labels:
            self.removeItem(text)
        self._labels = []
        nodes, edges = self.hood.nodes, self.hood.edges
        if not nodes:
            return
        self._graph.setData(
            pos=np.array([(node.x, -node.y) for node in nodes]),
            adj=np.array([(edge.one, edge.other) for edge in edges] or np.empty((0, 2)), dtype=int),
            pen=_pens(edge.kind for edge in edges) if edges else None,
            size=np.array([_size(node) for node in nodes]),
            symbolBrush=[QColor(_colour(node)) for node in nodes],
            symbolPen=pg.mkPen(theme().palette.ground, width=1.5),
            hoverable=True,
            tip=lambda x, y, data: data.label if data is not None else "",
            data=list(nodes),
        )
        ground = QColor(theme().palette.ground)
        ground.setAlpha(_VEIL)
        named = [at for at, node in enumerate(nodes) if node.anchor.sort is not Sort.NOTE]
        if len(nodes) <= _TEXT:
            named = list(range(len(nodes)))
        for at in sorted({0, *named}, key=lambda it: (it != 0, -nodes[it].degree, it)):
            text = pg.TextItem(
                _cut(nodes[at].label), color=theme().palette.text, anchor=(0.5, 0), fill=ground
            )
            text.setFont(font(Type.SMALL if at else Type.BODY))
            text.setPos(nodes[at].x, -nodes[at].y)
            self.addItem(text, ignoreBounds=True)
            self._labels.append((at, text))
        self._mark()
        self._relabel.start()

    def _mark(self) -> None:
        if not self.hood.nodes:
            return
        node = self.hood.nodes[self.current]
        accent = pg.mkPen(theme().palette.accent, width=2)
        self._halo.setData(
            [node.x], [-node.y], size=_size(node) + 9, pen=accent, brush=None, symbol="o"
        )

    @Slot()
    def _place_labels(self) -> None:
        """Show the names of what is best connected, none over another."""
        box = self.getPlotItem().vb
        if not self.hood.nodes or box.width() < 1:
            return
        middles = {at: box.mapViewToScene(pg.Point(node.x, -node.y))
                   for at, node in enumerate(self.hood.nodes)}  # fmt: skip
        taken = [_around(middles[at], _size(self.hood.nodes[at])) for at, _ in self._labels]
        dots = [_around(middle, _NOTE) for middle in middles.values()]
        for at, text in self._labels:
            size = text.boundingRect()
            gap = _size(self.hood.nodes[at]) / 2 + 1
            free = [
                (place, anchor)
                for place, anchor in _beside(middles[at], size.width(), size.height(), gap)
                if not any(place.intersects(to) for to in taken)
            ]
            text.setVisible(bool(free))
            if free:
                # Over as few of the small ones as can be.
                place, anchor = min(free, key=lambda it: sum(map(it[0].intersects, dots)))
                text.setAnchor(anchor)
                taken.append(place)

    # -- the mouse --------------------------------------------------------------------------------

    @Slot(object, object, object)
    def _clicked(self, _item: object, points: Iterable[pg.SpotItem], event: object) -> None:
        for point in points:
            place = point.index()
            self.choose(place)
            if getattr(event, "double", lambda: False)():
                self.opened.emit(place)
            return


def _around(middle: QPointF, size: float) -> QRectF:
    """Where a node is drawn."""
    return QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)


def _beside(
    middle: QPointF, wide: float, high: float, gap: float
) -> Iterator[tuple[QRectF, tuple[float, float]]]:
    """Where a name may stand, below its node at best, and the anchor that puts it there: in its own
    pixels, whatever the scale."""
    name = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
    down, across = gap + high / 2, gap + wide / 2
    yield name.translated(0, down), (0.5, -gap / high)
    yield name.translated(0, -down), (0.5, 1 + gap / high)
    yield name.translated(across, 0), (-gap / wide, 0.5)
    yield name.translated(-across, 0), (1 + gap / wide, 0.5)


def _colour(node: Node) -> str:
    if isinstance(node.kind, NoteKind):
        return LOOKS[node.kind].ink
    assert node.kind is None or isinstance(node.kind, EntityKind)
    return look_of(node.kind).ink


def _size(node: Node) -> float:
    if node.steps == 0:
        return _CENTRE
    if node.anchor.sort is Sort.NOTE:
        return _NOTE
    return _OTHER + min(7.0, 1.5 * sqrt(node.degree))


def _pens(kinds: Iterable[LinkKind | None]) -> np.ndarray:
    """One pen for each line: quiet where something only belongs to something, loud where it does
    not fit together. Each is seen: 3 to 1 on its ground."""
    quiet, clash = QColor(theme().palette.muted), QColor(theme().palette.danger)
    rows = []
    for kind in kinds:
        colour = clash if kind is LinkKind.CONTRADICTS else quiet
        alpha, width = (190, 0.8) if kind is None else (255, 1.4)
        rows.append((colour.red(), colour.green(), colour.blue(), alpha, width))
    names = [("red", np.ubyte), ("green", np.ubyte), ("blue", np.ubyte), ("alpha", np.ubyte)]
    return np.array(rows, dtype=[*names, ("width", float)])


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"
