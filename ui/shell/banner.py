"""Banners at the top of the main area: what happened, what to do about it, and a way to do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.shell.widgets import button, icon_button, icon_label, label
from ui.theme import Space
from ui.told import told, told_error


@dataclass(frozen=True)
class Remedy:
    """What a banner's button says and does."""

    text: str
    do: Callable[[], object]


class Banner(QFrame):
    """One error: its sentence, what to do, perhaps a button that does it."""

    dismissed = Signal()

    def __init__(
        self, error: CompanionError, *, severity: str = "error", remedy: Remedy | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("severity", severity)
        self.setAccessibleName(told_error(error))
        self.message = label(told(error.message), wrap=True)
        self.hint = label(told(error.hint), scale="small", wrap=True)
        self.hint.setVisible(bool(error.hint))
        for text in (self.message, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.message)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        colour = "danger" if severity == "error" else "warning"
        mark = icon_label("circle-alert" if severity == "error" else "triangle-alert", colour, 20)
        row.addWidget(mark)
        row.addLayout(words, 1)
        self.remedy = button(remedy.text) if remedy else None
        if self.remedy and remedy:
            do = remedy.do
            self.remedy.clicked.connect(lambda _checked=False: do())
            row.addWidget(self.remedy)
        self.dismiss = icon_button("x", self.tr("Dismiss"), size=16)
        self.dismiss.clicked.connect(self.dismissed)
        row.addWidget(self.dismiss)


class BannerArea(QWidget):
    """Banners by topic: a new one of a topic takes the place of the old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, 0)
        self._column.setSpacing(Space.S)
        self.hide()

    def tell(
        self,
        topic: str,
        error: CompanionError,
        *,
        severity: str = "error",
        remedy: Remedy | None = None,
    ) -> None:
        """Show `error` until it is dismissed or its topic cleared."""
        self.clear(topic)
        banner = Banner(error, severity=severity, remedy=remedy)
        banner.dismissed.connect(lambda: self.clear(topic))
        self._banners[topic] = banner
        self._column.addWidget(banner)
        self.show()

    def clear(self, topic: str) -> None:
        """Take a topic's banner away; harmless when there is none."""
        banner = self._banners.pop(topic, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def banner(self, topic: str) -> Banner | None:
        """The banner of a topic."""
        return self._banners.get(topic)
