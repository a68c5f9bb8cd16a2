"""The quiet line under a message: its notes, its branches, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from companion.domain import MessageState, ThreadMessage
from ui.shell.widgets import button, icon_button, label, set_icon, with_text
from ui.theme import scaled

HEIGHT = 28
_COPIED_MS = 1500


class ActionRow(QWidget):
    """Notes and branches are always there; the rest appears while someone looks at the message.

    Its height never changes, so that nothing moves when it appears.
    """

    copy_wanted = Signal()
    change_wanted = Signal()
    """Regenerate a reply, or edit one's own message."""
    notes_wanted = Signal()
    branch_wanted = Signal(str)

    def __init__(self, *, own: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._own = own
        self._shown: ThreadMessage | None = None
        self._revealed = False
        self.notes: QPushButton | None = None
        self.older: QToolButton | None = None
        self.newer: QToolButton | None = None
        self.branch: QLabel | None = None
        self.copy: QToolButton | None = None
        self.change: QToolButton | None = None
        self._time: QLabel | None = None
        with_text(self, lambda: self.setFixedHeight(scaled(HEIGHT)))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(2, 2, 2, 0)
        self._line.setSpacing(2)
        side = Qt.AlignmentFlag.AlignRight if own else Qt.AlignmentFlag.AlignLeft
        self._line.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def show_message(self, shown: ThreadMessage, time: str) -> None:
        """Show the notes and branches of `shown`, said at `time`."""
        self._shown = shown
        self._time_text = time
        self._show_notes(shown)
        self._show_branches(shown)

    def reveal(self, revealed: bool) -> None:
        """Show or hide what is there only while someone looks."""
        if revealed and self.copy is None:
            self._make_buttons()
        self._revealed = revealed
        for part in (self.copy, self.change, self._time):
            if part is not None:
                part.setVisible(revealed)

    def buttons(self) -> list[QWidget]:
        """What the keyboard visits, in order."""
        parts = (self.notes, self.older, self.newer, self.copy, self.change)
        return [part for part in parts if part is not None]

    @Slot()
    def say_copied(self) -> None:
        """Show for a moment that the message was copied."""
        if self.copy is not None:
            set_icon(self.copy, "check", "accent", 16)
            QTimer.singleShot(_COPIED_MS, self.copy, self._forget_copied)

    # -- building ---------------------------------------------------------------------------------

    def _show_notes(self, shown: ThreadMessage) -> None:
        parts = []
        whole = shown.message.state is not MessageState.STREAMING
        if shown.used and whole:
            parts.append(self.tr("used {n}").format(n=len(shown.used)))
        if shown.saved and whole:
            parts.append(self.tr("saved {n}").format(n=len(shown.saved)))
        if parts and self.notes is None:
            self.notes = button("", kind="line", icon_name="brain")
            self.notes.setToolTip(self.tr("What was remembered for this reply"))
            self.notes.setAccessibleDescription(self.tr("Opens the notes behind this reply"))
            set_icon(self.notes, "brain", size=14)
            self.notes.clicked.connect(self.notes_wanted)
            self._line.insertWidget(0, self.notes)
        if self.notes is not None:
            self.notes.setText(" · ".join(parts))
            self.notes.setAccessibleName(self.tr("Notes: {what}").format(what=", ".join(parts)))
            self.notes.setVisible(bool(parts))

    def _show_branches(self, shown: ThreadMessage) -> None:
        several = len(shown.siblings) > 1
        if several and self.branch is None:
            self.older = self._small("chevron-left", self.tr("Previous version"))
            self.newer = self._small("chevron-right", self.tr("Next version"))
            self.branch = label(scale="small", tone="muted")
            self.older.clicked.connect(self._show_older)
            self.newer.clicked.connect(self._show_newer)
            at = 0 if self.notes is None else 1
            for step, part in enumerate((self.older, self.branch, self.newer)):
                self._line.insertWidget(at + step, part)
        if self.older is not None and self.newer is not None and self.branch is not None:
            at = shown.siblings.index(shown.message.id)
            self.branch.setText(f"{at + 1}/{len(shown.siblings)}")
            self.older.setEnabled(at > 0)
            self.newer.setEnabled(at + 1 < len(shown.siblings))
            for part in (self.older, self.branch, self.newer):
                part.setVisible(several)

    def _make_buttons(self) -> None:
        self.copy = self._small("copy", self.tr("Copy message"))
        if self._own:
            self.change = self._small("pencil", self.tr("Edit message"))
        else:
            self.change = self._small("refresh-cw", self.tr("Make another reply"))
        self._time = label(self._time_text, scale="small", tone="muted")
        self._time.setContentsMargins(6, 0, 6, 0)
        self.copy.clicked.connect(self.copy_wanted)
        self.change.clicked.connect(self.change_wanted)
        first = 0 if self._own else self._line.count()
        order = (self._time, self.copy, self.change)
        for step, part in enumerate(order if self._own else (self.copy, self.change, self._time)):
            self._line.insertWidget(first + step, part)

    def _small(self, icon_name: str, name: str) -> QToolButton:
        made = icon_button(icon_name, name, size=16)
        made.setProperty("kind", "small")
        return made

    @Slot()
    def _forget_copied(self) -> None:
        if self.copy is not None:
            set_icon(self.copy, "copy", size=16)

    @Slot()
    def _show_older(self) -> None:
        self._step(-1)

    @Slot()
    def _show_newer(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self._shown is not None:
            siblings = self._shown.siblings
            self.branch_wanted.emit(siblings[siblings.index(self._shown.message.id) + by])
