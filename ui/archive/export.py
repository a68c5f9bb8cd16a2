"""Taking the memory along: as what, how much of it, and where to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from companion.filters import Filter
from companion.selection import Format, Selection
from ui.acts.since import beginning, day_field
from ui.archive.guided import Guided, column
from ui.archive.passphrase import NewPassphrase
from ui.archive.words import size_of, told
from ui.bridge import Bridge
from ui.shell.controls import Segments
from ui.shell.widgets import button, label
from ui.theme import Space

if TYPE_CHECKING:
    from companion.archive.export import Exported

_ALL, _FILTER, _TIME = "all", "filter", "time"
_MONTH = timedelta(days=30)


class ExportDialog(Guided):
    """Asks what is wanted, writes it, and shows where it is."""

    def __init__(self, bridge: Bridge, filter: Filter, parent: QWidget) -> None:
        """`filter` is what the timeline is narrowed to: that can be taken alone."""
        super().__init__(bridge, self.tr("Export your memory"), parent)
        self._filter = filter
        self._format, self._what = Format.ARCHIVE, _ALL
        now = bridge.companion.clock.now()
        formats: dict[object, str] = {
            Format.ARCHIVE: self.tr("Archive"),
            Format.HTML: self.tr("Page"),
            Format.MARKDOWN: self.tr("Text"),
            Format.CSV: self.tr("Table"),
        }
        self.format = Segments(self.tr("Export as"), formats)
        self.format.chosen.connect(self._choose_format)
        self.explained = label(tone="muted", scale="small", wrap=True)
        parts: dict[object, str] = {_ALL: self.tr("Everything"), _TIME: self.tr("Some days")}
        if filter:
            parts[_FILTER] = self.tr("What the timeline shows")
        self.part = Segments(self.tr("What to export"), parts)
        self.part.chosen.connect(self._choose_part)
        self.since = day_field(now - _MONTH, self.tr("From this day on"))
        self.until = day_field(now, self.tr("Up to this day"))
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for part in (self.since, label("–", tone="muted"), self.until):
            row.addWidget(part)
        row.addStretch(1)
        self.notes_only = QCheckBox(self.tr("Only memories, without the conversations"))
        self.locked = QCheckBox(self.tr("Lock it with a passphrase"))
        self.locked.toggled.connect(self._arrange)
        self.passphrase = NewPassphrase()
        self.passphrase.changed.connect(self._arrange)
        self._form = column(
            self.format, self.explained, self.part, self.days, self.notes_only, self.locked,
            self.passphrase,
        )  # fmt: skip
        self.open_folder = button(self.tr("Open the folder"), icon_name="folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self._written: Path | None = None
        self.format.choose(self._format)
        self.part.choose(self._what)
        self._ask()

    def _ask(self) -> None:
        words = self.tr("It becomes a file of yours. Nothing is sent anywhere.")
        self.show_step(words, self._form, way_on=self.tr("Choose where…"), do=self.choose_file)
        self._arrange()
        self.format.setFocus(Qt.FocusReason.OtherFocusReason)

    def selection(self) -> Selection:
        """What of the memory is wanted."""
        days = self._what == _TIME
        return Selection(
            since=beginning(self.since.date()) if days else None,
            until=beginning(self.until.date().addDays(1)) if days else None,
            filter=self._filter if self._what == _FILTER else Filter(),
            conversations=self._format is Format.CSV or not self.notes_only.isChecked(),
        )

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file, and write it."""
        today = self._bridge.companion.clock.now().astimezone().date()
        name = f"companion-{today.isoformat()}.{self._format.value}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path.home() / name), f"*.{self._format.value}"
        )
        if chosen:
            file = Path(chosen)
            self.write(file if file.suffix else file.with_suffix(f".{self._format.value}"))

    def write(self, file: Path) -> None:
        """Write the file, and say what is in it."""
        from companion.archive.diary_words import words_in
        from companion.archive.export import ExportOptions

        passphrase = self.passphrase.text() if self._is_locked() else ""
        words = words_in(QLocale().name()[:2])
        options = ExportOptions(passphrase=passphrase, format=self._format, words=words)

        def again(error: Exception) -> None:
            self._ask()
            self.tell(error)  # type: ignore[arg-type]

        writing = self.tr("Writing {file}…").format(file=file.name)
        self.work(writing, self._archive.export(file, self.selection(), options), self._done, again)

    def _done(self, exported: Exported) -> None:
        self._written = exported.file
        words = self.tr("{file} is written: {what}, {size}.").format(
            file=exported.file.name, what=told(exported.records), size=size_of(exported.size)
        )
        self.show_step(words, column(self.open_folder), leave=self.tr("Close"))
        self.open_folder.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _explanation(self) -> str:
        match self._format:
            case Format.ARCHIVE:
                return self.tr("Everything in one file, to be brought in again here or elsewhere.")
            case Format.HTML:
                return self.tr("A diary to be read in a browser, and to be printed.")
            case Format.MARKDOWN:
                return self.tr("A diary as plain text: Markdown, day by day.")
            case Format.CSV:
                return self.tr("The memories alone, in a table for a spreadsheet.")

    def _is_locked(self) -> bool:
        return self._format is Format.ARCHIVE and self.locked.isChecked()

    @Slot(object)
    def _choose_format(self, format: Format) -> None:
        self._format = format
        self._arrange()

    @Slot(object)
    def _choose_part(self, what: str) -> None:
        self._what = what
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        self.explained.setText(self._explanation())
        self.days.setVisible(self._what == _TIME)
        self.notes_only.setVisible(self._format is not Format.CSV)
        self.locked.setVisible(self._format is Format.ARCHIVE)
        self.passphrase.setVisible(self._is_locked())
        self.go_on.setEnabled(not self._is_locked() or self.passphrase.is_fit())
        self._fit_soon()
