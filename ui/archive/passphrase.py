"""A new passphrase, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.shell.widgets import label
from ui.theme import Space


class NewPassphrase(QWidget):
    """Two fields that must say the same, and what hangs on it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = hidden_field(self.tr("Passphrase"))
        self.again = hidden_field(self.tr("The passphrase again"))
        words = self.tr("Nobody can open it without: keep the passphrase where you will find it.")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        for part in (self.first, self.again, label(words, tone="muted", scale="small", wrap=True)):
            inside.addWidget(part)
        self.first.textChanged.connect(self.changed)
        self.again.textChanged.connect(self.changed)

    def text(self) -> str:
        """What was typed first."""
        return self.first.text()

    def is_fit(self) -> bool:
        """Whether there is one, and both fields say the same."""
        return bool(self.first.text().strip()) and self.first.text() == self.again.text()


def hidden_field(name: str) -> QLineEdit:
    """A field that shows dots."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    return made
