"""A page to read: one column in the middle that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.shell.widgets import label, with_text
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

    @staticmethod
    def subheading(words: str) -> QLabel:
        """A heading within the page, nearer to what it heads than to what is before it."""
        made = label(words, scale="large", wrap=True)
        made.setContentsMargins(0, Space.S, 0, 0)
        return made

    def begin(self, title: str, words: str = "") -> QLabel:
        """Put a title at the top, and quiet words below it; gives the label of these."""
        said = label(words, tone="muted", wrap=True)
        self.column.addWidget(label(title, scale="title", wrap=True))
        self.column.addWidget(said)
        return said
