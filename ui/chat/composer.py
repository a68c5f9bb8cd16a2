"""Where the person writes: a field that grows, a button that sends or stops."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.chat.growing_edit import GrowingEdit
from ui.chat.style import repolish
from ui.shell.widgets import icon_button, set_icon, with_text
from ui.theme import Space, scaled

_BUTTON = 34


class Composer(QFrame):
    """Takes text at any time; sends it when no reply is being made."""

    sent = Signal(str)
    stop_wanted = Signal()
    typed = Signal(str)
    off_the_record_changed = Signal(bool)
    edit_last_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self.setObjectName("composer")
        self.setProperty("active", False)
        self.field = GrowingEdit()
        self.field.setObjectName("composer_text")
        self.field.setPlaceholderText(self.tr("Say something…"))
        self.field.setAccessibleName(self.tr("Message"))
        self.field.setAccessibleDescription(
            self.tr("Enter sends, Shift+Enter begins a new line, Up edits your last message.")
        )
        self.off_the_record = icon_button("ghost", self.tr("Off the record"))
        self.off_the_record.setCheckable(True)
        self.off_the_record.setToolTip(
            self.tr("Off the record: memories are read, and nothing is written down")
        )
        self.send = icon_button("arrow-up", self.tr("Send"), colour="on_accent")
        self.send.setObjectName("send")
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        line.setSpacing(Space.XS)
        line.addWidget(self.field, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.off_the_record, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        with_text(self, self._take_size)
        self.field.submitted.connect(self._submit)
        self.field.cancelled.connect(self._cancel)
        self.field.up_when_empty.connect(self.edit_last_wanted)
        self.field.textChanged.connect(self._text_changed)
        self.field.focus_changed.connect(self._show_active)
        self.send.clicked.connect(self._press)
        self.off_the_record.toggled.connect(self._toggle_off_the_record)
        self._show_button()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in the field as a new beginning: there is nothing to undo."""
        if text != self.text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def set_running(self, running: bool) -> None:
        """Whether a reply is being made, so that the button stops it."""
        self._running = running
        self._show_button()

    def offer_off_the_record(self, offered: bool) -> None:
        """Whether the conversation may still be taken off the record."""
        self.off_the_record.setVisible(offered)
        if not offered:
            self.off_the_record.setChecked(False)

    # -- inside -----------------------------------------------------------------------------------

    @Slot()
    def _press(self) -> None:
        if self._running:
            self.stop_wanted.emit()
        else:
            self._submit()

    @Slot()
    def _submit(self) -> None:
        if self.text.strip() and not self._running:
            self.sent.emit(self.text.strip())

    @Slot()
    def _cancel(self) -> None:
        if self._running:
            self.stop_wanted.emit()

    @Slot()
    def _text_changed(self) -> None:
        self.typed.emit(self.text)
        self._show_button()

    @Slot(bool)
    def _toggle_off_the_record(self, on: bool) -> None:
        set_icon(self.off_the_record, "ghost", "accent" if on else "")
        self.off_the_record_changed.emit(on)

    @Slot(bool)
    def _show_active(self, active: bool) -> None:
        self.setProperty("active", active)
        repolish(self)

    def _take_size(self) -> None:
        square = QSize(scaled(_BUTTON), scaled(_BUTTON))
        self.send.setFixedSize(square)
        self.off_the_record.setFixedSize(square)

    def _show_button(self) -> None:
        name = self.tr("Stop") if self._running else self.tr("Send")
        ready = self._running or bool(self.text.strip())
        if (name, ready) == (self.send.accessibleName(), self.send.property("ready")):
            return
        self.send.setProperty("ready", ready)
        self.send.setAccessibleName(name)
        self.send.setToolTip(self.tr("Stop  (Esc)") if self._running else name)
        colour = "ground" if self._running else "on_accent" if ready else "muted"
        icon_size = 14 if self._running else 18
        set_icon(self.send, "stop" if self._running else "arrow-up", colour, icon_size)
        self.send.setProperty("running", self._running)
        repolish(self.send)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole box is the field."""
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
