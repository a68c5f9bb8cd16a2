"""Writing a memory in one's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from companion.domain import NoteDetail
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.shell.widgets import button, named_shortcut, with_text
from ui.theme import Space, scaled


class Adder(QWidget):
    """A small editor; it goes away when the memory is written."""

    added = Signal(str)
    """The id of the new note."""
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(self.tr("Something to remember, in your own words"))
        self.text.setAccessibleName(self.tr("New memory"))
        self.text.setTabChangesFocus(True)
        with_text(self.text, self._take_height)
        self.text.textChanged.connect(self._weigh)
        self.save = button(self.tr("Remember"), kind="primary")
        self.save.clicked.connect(self._save)
        self.cancel = button(self.tr("Cancel"), kind="quiet")
        self.cancel.clicked.connect(self.close_editor)
        self.setAccessibleName(self.tr("New memory"))
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            named_shortcut(keys, self, self.save.text(), self._save, here)
        named_shortcut("Escape", self, self.cancel.text(), self.close_editor, here)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addStretch(1)
        ways.addWidget(self.cancel)
        ways.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, 0, Space.L, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.text)
        column.addLayout(ways)
        self._weigh()
        self.hide()

    @Slot()
    def open_editor(self) -> None:
        """Show the editor and take the keyboard there."""
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_editor(self) -> None:
        """Put the editor away; what was written there is gone."""
        self.text.clear()
        self.hide()

    def _take_height(self) -> None:
        """Three lines, or one where there is little room."""
        self.text.setMinimumHeight(scaled(32))
        self.text.setMaximumHeight(scaled(84))

    @Slot()
    def _weigh(self) -> None:
        self.save.setEnabled(bool(self.text.toPlainText().strip()))

    @Slot()
    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.save.setEnabled(False)

        def written(detail: NoteDetail) -> None:
            self.close_editor()
            self.added.emit(detail.note.id)

        def failed(error: CompanionError) -> None:
            self._weigh()
            self.trouble.emit(error)

        remembered = self._bridge.companion.remember(self.text.toPlainText().strip())
        self._bridge.ask(remembered, written, failed, owner=self)
