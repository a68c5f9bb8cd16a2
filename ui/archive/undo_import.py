"""Taking the last import back, when its dialog is long closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from companion.errors import CompanionError
from ui.archive.guided import Guided
from ui.bridge import Bridge
from ui.language import translate


class UndoImportDialog(Guided):
    """Asks whether it is meant, and does it."""

    def __init__(self, bridge: Bridge, parent: QWidget, swap: Callable[[], object]) -> None:
        """`swap` is called after a conversation that may be shown is gone."""
        super().__init__(bridge, translate("archive", "Undo the last import?"), parent)
        self._swap = swap
        words = self.tr(
            "What came in with it goes, and what it changed is what it was. What you have said and "
            "noted since stays."
        )
        self.show_step(words, way_on=self.tr("Undo the import"), do=self._undo)

    def _undo(self) -> None:
        undoing = self.tr("Undoing the import…")
        self.work(undoing, self._archive.undo_import(), self._undone, self._not_done)

    def _undone(self, _: object) -> None:
        self._swap()
        self.show_step(self.tr("What came in is gone again."), leave=self.tr("Close"))

    def _not_done(self, error: CompanionError) -> None:
        self.show_step("", leave=self.tr("Close"))
        self.tell(error)
