"""What lies behind a row: whether it is hovered, chosen, or has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ui.theme import theme

_RING = 2


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, radius: int = 10) -> None:
    """Draw the ground of a row in `state` over `rect`, and a ring around the one in focus."""
    colours = theme().palette
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Sunken:
        _box(painter, rect, radius, colours.pressed)
    elif chosen or state & QStyle.StateFlag.State_MouseOver:
        _box(painter, rect, radius, colours.accent_soft if chosen else colours.raised)
    ring = rect.adjusted(1, 1, -1, -1)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colours.accent), _RING))
        _box(painter, ring, radius - 1)
    elif chosen and colours.contrast:
        painter.setPen(QPen(QColor(colours.chosen_line), 1))
        _box(painter, ring, radius - 1)
    painter.setPen(Qt.PenStyle.NoPen)


def _box(painter: QPainter, rect: QRect, radius: int, colour: str = "") -> None:
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, radius, radius)
