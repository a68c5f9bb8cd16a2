"""Forgetting everything: asked in a way that nobody answers by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from companion.errors import CompanionError
from ui.archive.guided import Guided, column
from ui.bridge import Bridge
from ui.language import translate
from ui.shell.widgets import button, label

if TYPE_CHECKING:
    from companion.backup import Backup


class ForgetAllDialog(Guided):
    """Says what goes, asks whether a backup is to be kept, and has some words typed."""

    def __init__(self, bridge: Bridge, parent: QWidget, swap: Callable[[], object]) -> None:
        """`swap` is called before another memory takes the place of what is shown, and after."""
        heading = translate("archive", "Forget everything?")
        super().__init__(bridge, heading, parent, kind="danger")
        self._swap = swap
        self._meant = self.tr("forget everything")
        self.keep = QCheckBox(self.tr("Keep a backup for 30 days"))
        self.keep.setChecked(True)
        self.keep.toggled.connect(self._say)
        self.said = label(tone="muted", scale="small", wrap=True)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self._meant)
        self.typed.setAccessibleName(self.tr("Type “{words}”").format(words=self._meant))
        self.typed.textChanged.connect(self._arrange)
        asked = label(self.tr("Type “{words}” to go on:").format(words=self._meant))
        self._form = column(self.keep, self.said, asked, self.typed)
        self.undo = button(self.tr("Bring everything back"), icon_name="undo-2")
        self.undo.clicked.connect(self._undo)
        self._backup = ""
        self._ask()

    def _ask(self) -> None:
        words = self.tr(
            "Every conversation, every memory, what was made of them, and all backups go from this "
            "machine. Files you have exported stay where they are, and so do your settings. "
            "What is in such a file is not brought back by an import, unless you ask for it there."
        )
        do = self.tr("Forget everything")
        self.show_step(words, self._form, way_on=do, do=self._forget)
        self._say()
        self._arrange()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say(self) -> None:
        self.said.setText(
            self.tr("Until then all of it can be brought back. Then it is gone for good.")
            if self.keep.isChecked()
            else self.tr("Nothing is kept, and nothing can be brought back.")
        )
        self._fit_soon()

    @Slot()
    def _arrange(self) -> None:
        if self._step is self._form:
            typed = " ".join(self.typed.text().casefold().split())
            self.go_on.setEnabled(typed == self._meant.casefold())

    def _forget(self) -> None:
        self._swap()
        forgetting = self.tr("Forgetting everything…")
        done = self._archive.forget_all(keep_backup=self.keep.isChecked())
        self.work(forgetting, done, self._done, self._failed)

    def _done(self, backup: Backup | None) -> None:
        self._swap()
        self._backup = backup.name if backup else ""
        self.show_step(
            self.tr("Everything is forgotten."),
            column(self.undo) if backup else None,
            leave=self.tr("Close"),
        )
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _undo(self) -> None:
        self._swap()
        back = self.tr("Bringing everything back…")
        self.work(back, self._archive.restore(self._backup), self._undone, self._failed)

    def _undone(self, _: object) -> None:
        self._swap()
        self.show_step(self.tr("Everything is back."), leave=self.tr("Close"))

    def _failed(self, error: CompanionError) -> None:
        self.show_step("", leave=self.tr("Close"))
        self.tell(error)
