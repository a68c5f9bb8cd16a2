"""The ways to the memory as a file: from the settings, by keyboard, and by dropping a file on the
window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from companion.filters import Filter
from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from ui.shell.window import MainWindow

_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Archives(QObject):
    """Opens the dialogs. They are imported when they are wanted: the window opens sooner."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge
        self.dialog: QDialog | None = None
        """The one that is open, if one is."""
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @Slot()
    def export(self) -> None:
        """Take the memory along, or what the timeline shows of it."""
        from ui.archive.export import ExportDialog

        self._open(ExportDialog(self._bridge, self._shown(), self._window))

    @Slot()
    def bring_in(self) -> None:
        """Choose a file, and import it."""
        if self.dialog is not None:
            return
        known = self.tr("Archives and exports (*.companion *.json *.jsonl *.png *.zip *.md *.txt)")
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Choose a file to import"), str(Path.home()),
            f"{known};;{self.tr('All files (*)')}",
        )  # fmt: skip
        if chosen:
            self.bring_in_file(Path(chosen))

    def bring_in_file(self, file: Path) -> None:
        """Import a file."""
        from ui.archive.bring_in import ImportDialog

        self._open(ImportDialog(self._bridge, file, self._window, self._make_way))

    @Slot()
    def undo_import(self) -> None:
        """Take the last import back."""
        from ui.archive.undo_import import UndoImportDialog

        self._open(UndoImportDialog(self._bridge, self._window, self._make_way))

    @Slot()
    def backups(self) -> None:
        """Show the backups."""
        from ui.archive.backups import BackupsDialog

        self._open(BackupsDialog(self._bridge, self._window, self._make_way))

    @Slot()
    def forget_all(self) -> None:
        """Ask whether everything is to be forgotten."""
        from ui.archive.forget_all import ForgetAllDialog

        self._open(ForgetAllDialog(self._bridge, self._window, self._make_way))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped on the window."""
        if event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return False
        file = dropped_file(event.mimeData())
        if file is None or self.dialog is not None:
            return False
        # Whatever is proposed: who has it moved would remove it where it was.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.DragEnter:
            self._window.status.say(self.tr("Drop it, to see what is in it"))
        if event.type() == QEvent.Type.Drop:
            self.bring_in_file(file)
        return True

    def _open(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            dialog.deleteLater()
            return
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None
        # An import may have brought another, or taken it away again.
        theme().choose(self._bridge.companion.settings.theme)
        if self._window.pages.on_settings:
            self._window.settings.refresh()

    def _make_way(self) -> None:
        """Another memory takes the place of what is shown, or has done so: show none of it."""
        self._window.note_open("")
        self._window.chat.start_over()
        self._bridge.history.clear()

    def _shown(self) -> Filter:
        pages = self._window.pages
        return pages.memories.timeline.model.filter if pages.on_memories else Filter()


def dropped_file(dropped: QMimeData) -> Path | None:
    """The one file of this machine that is dropped, if it is one."""
    urls = dropped.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.is_file() else None
