"""A page to read: one column in the middle that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.shell.widgets import with_text
from ui.theme import Space, scaled


class Column(QScrollArea):
    """Holds what is put into `column`, no wider than is good to read."""

    def __init__(
        self, width: int = Space.COLUMN, margin: int = Space.XL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        inner = QWidget()
        with_text(inner, lambda: inner.setMaximumWidth(scaled(width)))
        sides = QHBoxLayout(page)
        sides.setContentsMargins(margin, margin, margin, margin)
        sides.addStretch(1)
        sides.addWidget(inner, 100)
        sides.addStretch(1)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.L)
        self.setWidget(page)
