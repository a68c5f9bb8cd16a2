"""The frame of a dialog that asks what is meant before something is done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.widgets import button, label, named_shortcut
from ui.theme import Space, scaled

_WIDTH = 540


class Asking(QDialog):
    """A heading, a sentence, what subclasses put into `body`, Cancel and one way on. Ctrl+Enter
    takes it from anywhere, Escape cancels."""

    def __init__(
        self, heading: str, words: str, way_on: str, parent: QWidget, *, kind: str = "primary"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setModal(True)
        self._over = parent
        self.resize(self._wide(), 0)
        self.words = label(words, tone="muted", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        self.go_on = button(way_on, kind=kind)
        self.go_on.clicked.connect(self.accept)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            named_shortcut(keys, self, way_on, self._take)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addStretch(1)
        ways.addWidget(self.cancel)
        ways.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(label(heading, scale="large", wrap=True))
        column.addWidget(self.words)
        column.addLayout(self.body, 1)
        column.addLayout(ways)
        self._column = column
        self.finished.connect(self.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that what is inside needs."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            QTimer.singleShot(0, self, self.fit)

    @Slot()
    def fit(self) -> None:
        """What is inside has changed: take the height it needs, and stay on the screen."""
        # What is inside of what is inside tells of its new height by events.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.resize(self._wide(), self.height())
        self._column.activate()
        height = self._column.totalHeightForWidth(self.width())
        self.setMinimumHeight(height)
        self.resize(self.width(), height)
        frame, room = self.frameGeometry(), self.screen().availableGeometry()
        if frame.bottom() > room.bottom() and frame.top() > room.top():
            up = min(frame.bottom() - room.bottom(), frame.top() - room.top())
            self.move(self.x(), self.y() - up)

    def _wide(self) -> int:
        room = self._over.window().width() - 2 * Space.XL
        return min(scaled(_WIDTH), max(360, room))

    def _take(self) -> None:
        if self.go_on.isEnabled():
            self.accept()
