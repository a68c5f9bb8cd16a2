"""What fills the window when the store cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.errors import CompanionError, HomeInUse, NewerDatabase
from ui.memories.column import Column
from ui.shell.widgets import button, icon_label, label
from ui.theme import Space
from ui.told import told

_WIDTH = 520


class StartFailedPage(Column):
    """One sentence, what to do, and two ways on."""

    retry = Signal()
    quit = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent=parent)
        self.heading = label(scale="title", wrap=True)
        self.message = label(wrap=True)
        self.hint = label(tone="muted", wrap=True)
        self.retry_button = button(self.tr("Try again"), kind="primary")
        self.retry_button.clicked.connect(self.retry)
        self.quit_button = button(self.tr("Quit"))
        self.quit_button.clicked.connect(self.quit)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addStretch(1)
        ways.addWidget(self.quit_button)
        ways.addWidget(self.retry_button)
        ways.addStretch(1)
        column = self.column
        column.setSpacing(Space.M)
        column.addStretch(2)
        column.addWidget(icon_label("lock", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        for words in (self.heading, self.message, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        column.addSpacing(Space.M)
        column.addLayout(ways)
        column.addStretch(3)

    def tell(self, error: CompanionError) -> None:
        """Show `error`."""
        if isinstance(error, HomeInUse):
            heading = self.tr("Companion is already open")
        elif isinstance(error, NewerDatabase):
            heading = self.tr("This is from a newer Companion")
        else:
            heading = self.tr("Companion cannot open its data")
        self.heading.setText(heading)
        self.message.setText(told(error.message))
        self.hint.setText(told(error.hint))
        self.hint.setVisible(bool(error.hint))
        self.retry_button.setFocus(Qt.FocusReason.OtherFocusReason)
