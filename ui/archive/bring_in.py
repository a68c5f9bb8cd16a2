"""Bringing in a file: what is in it, how it meets what is here, and one step back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.archive.differing import Differing
from ui.archive.guided import Guided, column
from ui.archive.passphrase import hidden_field
from ui.archive.preview import PreviewTable
from ui.archive.words import told
from ui.bridge import Bridge
from ui.language import translate
from ui.shell.controls import Segments
from ui.shell.widgets import button, label

if TYPE_CHECKING:
    from companion.archive.importing import Imported, ImportOptions, Prepared, Preview
    from companion.compared import Compared

_MERGE, _PERSONA, _REPLACE = "merge", "persona", "replace"


class ImportDialog(Guided):
    """Reads a file, shows what importing it would do, does it, and can take it back."""

    def __init__(
        self, bridge: Bridge, file: Path, parent: QWidget, swap: Callable[[], object]
    ) -> None:
        """`swap` is called before another memory takes the place of what is shown, and after."""
        heading = translate("archive", "Import {file}").format(file=file.name)
        super().__init__(bridge, heading, parent)
        self._file, self._swap = file, swap
        self._prepared: Prepared | None = None
        self._how = _MERGE
        self.passphrase = hidden_field(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self.accept)
        self.table = PreviewTable()
        self.ways = Segments(self.tr("How to import"), {})
        self.explained = label(tone="muted", scale="small", wrap=True)
        self.persona = QLineEdit()
        self.persona.setPlaceholderText(self.tr("Name of the persona"))
        self.persona.setAccessibleName(self.persona.placeholderText())
        self.persona.textChanged.connect(self._arrange)
        self.forgotten = QCheckBox(self.tr("Keep and bring back what was forgotten"))
        self.forgotten.toggled.connect(self._look)
        self.look = button(self.tr("Look into it"), icon_name="search")
        self.look.clicked.connect(self._look_into)
        self.differing = Differing(bridge, self._fit_soon)
        self.differing.hide()
        self._plan = column(
            self.table, self.look, self.differing, self.explained, self.persona, self.forgotten
        )
        self.undo = button(self.tr("Undo the import"), icon_name="undo-2")
        self.undo.clicked.connect(self._undo)
        self._backup = ""
        self.finished.connect(self._close)
        self._read("")

    # -- reading ----------------------------------------------------------------------------------

    def _read(self, passphrase: str) -> None:
        reading = self.tr("Reading {file}…").format(file=self._file.name)
        self.work(reading, self._archive.read(self._file, passphrase), self._found, self._unread)

    def _unread(self, error: CompanionError) -> None:
        from companion.archive.locked import WrongPassphrase

        if not isinstance(error, WrongPassphrase):
            self.show_step("", leave=self.tr("Close"))
            self.tell(error)
            return
        asked_before = bool(self.passphrase.text())
        words = self.tr("It is locked. Give the passphrase it was locked with.")
        self.show_step(words, self.passphrase, way_on=self.tr("Open"), do=self._unlock)
        if asked_before:
            self.tell(error)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        self._read(self.passphrase.text())

    def _found(self, prepared: Prepared) -> None:
        self._prepared = prepared
        ways: dict[object, str] = {
            _MERGE: self.tr("Add to what is here"),
            _PERSONA: self.tr("Under a persona of its own"),
        }
        if prepared.whole:
            ways[_REPLACE] = self.tr("In place of what is here")
        self.ways = Segments(self.tr("How to import"), ways)
        self.ways.chosen.connect(self._choose)
        self.ways.choose(self._how)
        layout = self._plan.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(3, self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        self._look()

    # -- what it would do -------------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        assert self._prepared is not None
        comparing = self.tr("Comparing it with what is here…")
        self.work(
            comparing,
            self._archive.preview(self._prepared, self._options()),
            self._show_plan,
            self._unread,
        )

    def _show_plan(self, preview: Preview) -> None:
        words = self.tr("From {source}. Nothing has been changed yet.")
        self.table.show_preview(preview)
        listed = self.differing.show_preview(preview, self._compare)
        self.look.setVisible(listed and not self.differing.isVisible())
        if not listed:
            self.differing.hide()
        self.forgotten.setVisible(
            bool(preview.left_out or preview.lost) or self.forgotten.isChecked()
        )
        self.show_step(
            words.format(source=preview.source),
            self._plan,
            way_on=self.tr("Import"),
            do=self._take_in,
        )
        self._arrange()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self, kind: str, ids: Sequence[str]) -> Future[list[Compared]]:
        assert self._prepared is not None
        return self._archive.compare(self._prepared, kind, ids)

    @Slot()
    def _look_into(self) -> None:
        self.look.hide()
        self.differing.open()

    def _options(self) -> ImportOptions:
        from companion.archive.importing import ImportOptions, Mode

        persona = self.persona.text().strip() if self._how == _PERSONA else ""
        return ImportOptions(Mode(self._how), persona, self.forgotten.isChecked())

    @Slot(object)
    def _choose(self, how: str) -> None:
        self._how = how
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        self.explained.setText({
            _MERGE: self.tr("Of what is on both sides, the later version stays."),
            _PERSONA: self.tr("Its conversations are put together under a name of their own."),
            _REPLACE: self.tr("What is here makes room for it. A backup of it is made first."),
        }[self._how])  # fmt: skip
        self.persona.setVisible(self._how == _PERSONA)
        self.go_on.setEnabled(self._how != _PERSONA or bool(self.persona.text().strip()))
        self._fit_soon()

    # -- doing it ---------------------------------------------------------------------------------

    def _take_in(self) -> None:
        assert self._prepared is not None
        if self._how == _REPLACE:
            self._swap()
        importing = self.tr("Importing {file}…").format(file=self._file.name)
        taken = self._archive.take_in(self._prepared, self._options())
        self.work(importing, taken, self._done, self._not_done)

    def _not_done(self, error: CompanionError) -> None:
        self.show_step("", leave=self.tr("Close"))
        self.tell(error)

    def _done(self, imported: Imported) -> None:
        if self._how == _REPLACE:
            self._swap()
        self._backup = imported.backup
        counts = {"notes": len(imported.note_ids), "conversations": len(imported.conversation_ids)}
        words = self.tr("{what} came in or changed.").format(what=told(counts))
        if not any(counts.values()):
            words = self.tr("Nothing came in or changed.")
        self.show_step(words, column(self.undo), leave=self.tr("Close"))
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _undo(self) -> None:
        undoing = self.tr("Going back to what was here before…")
        if self._how == _REPLACE:
            self._swap()
            self.work(undoing, self._archive.restore(self._backup), self._undone, self._not_done)
        else:
            self.work(undoing, self._archive.undo_import(), self._undone, self._not_done)

    def _undone(self, _: object) -> None:
        self._swap()
        self.show_step(self.tr("What came in is gone again."), leave=self.tr("Close"))

    @Slot()
    def _close(self) -> None:
        if self._prepared is not None:
            self._prepared.close()
