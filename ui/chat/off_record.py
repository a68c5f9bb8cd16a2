"""Says quietly that this conversation leaves no trace in memory."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.shell.widgets import icon_label, label, with_text
from ui.theme import Space


class OffRecordLabel(QFrame):
    """A pill above the composer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("off_record")
        words = self.tr("Off the record: memories are read, nothing is written down.")
        self.setAccessibleName(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.XS, Space.L, Space.XS)
        line.setSpacing(Space.S)
        line.addWidget(icon_label("ghost", size=16))
        self._words = label(words, wrap=True)
        line.addWidget(self._words, 1)
        with_text(self, self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All in one line; who gives less room has them wrapped."""
        self._words.ensurePolished()
        wide = self._words.fontMetrics().horizontalAdvance(self._words.text())
        around = super().sizeHint().width() - self._words.sizeHint().width()
        return QSize(wide + around + 2, super().sizeHint().height())
