"""The section of the settings page about the memory as a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.language import translate
from ui.shell.controls import Section
from ui.shell.widgets import button
from ui.theme import Space


class ArchiveSection(Section):
    """A row for each: taking along, bringing in, backups, forgetting everything."""

    export_wanted = Signal()
    import_wanted = Signal()
    undo_import_wanted = Signal()
    backups_wanted = Signal()
    forget_all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("archive", "Your memory"), parent)
        self.export = button(self.tr("Export…"))
        self.bring_in = button(self.tr("Import…"))
        self.undo_import = button(self.tr("Undo the last…"), kind="quiet")
        self.undo_import.hide()
        imports = QWidget()
        ways = QHBoxLayout(imports)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(Space.S)
        ways.addWidget(self.undo_import)
        ways.addWidget(self.bring_in)
        self.backups = button(self.tr("Show…"))
        self.forget_all = button(self.tr("Forget everything…"), kind="danger")
        self.add(
            self.tr("Take it along"),
            self.tr("As an archive, a diary to read, or a table"),
            self.export,
        )
        self.add(
            self.tr("Bring something in"),
            self.tr("An archive, or what another app has exported; you can also drop a file here"),
            imports,
        )
        self.add(self.tr("Backups"), self.tr("Copies of everything, to go back to"), self.backups)
        self.add(
            self.tr("Leave nothing"),
            self.tr("Every conversation and every memory, from this machine"),
            self.forget_all,
        )
        self.export.clicked.connect(self.export_wanted)
        self.bring_in.clicked.connect(self.import_wanted)
        self.undo_import.clicked.connect(self.undo_import_wanted)
        self.backups.clicked.connect(self.backups_wanted)
        self.forget_all.clicked.connect(self.forget_all_wanted)
