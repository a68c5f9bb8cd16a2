"""The backups: what there is, making one, and going back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from companion.errors import CompanionError
from ui.archive.guided import Guided, column
from ui.archive.words import size_of, why_made
from ui.bridge import Bridge
from ui.chat.when import said
from ui.language import translate
from ui.shell.widgets import button, label
from ui.theme import Space

if TYPE_CHECKING:
    from companion.backup import Backup

_BACKUP = Qt.ItemDataRole.UserRole
_ROWS = 7


class BackupsDialog(Guided):
    """Lists them, the latest first."""

    def __init__(self, bridge: Bridge, parent: QWidget, swap: Callable[[], object]) -> None:
        """`swap` is called before another memory takes the place of what is shown, and after."""
        super().__init__(bridge, translate("archive", "Backups"), parent)
        self._swap = swap
        self.list = QListWidget()
        self.list.setObjectName("asked")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(self._arrange)
        self.none = label(self.tr("There is none yet."), tone="muted")
        self.make = button(self.tr("Make one now"), icon_name="plus")
        self.make.clicked.connect(self._make)
        self._all = column(self.list, self.none, self.make)
        self._load()

    def _load(self) -> None:
        self._bridge.ask(self._archive.backups(), self._show, self.tell, owner=self)

    def _show(self, backups: Sequence[Backup]) -> None:
        now = self._bridge.companion.clock.now()
        self.list.clear()
        for backup in backups:
            told = f"{why_made(backup.why.value)} · {size_of(backup.size)}"
            item = QListWidgetItem(f"{said(backup.made_at, now)}\n{told}")
            item.setData(_BACKUP, backup)
            # A row that is chosen takes more room for its two lines.
            item.setSizeHint(QSize(0, 2 * self.list.fontMetrics().lineSpacing() + 2 * Space.M))
            self.list.addItem(item)
        self.list.setVisible(bool(backups))
        self.none.setVisible(not backups)
        row = self.list.sizeHintForRow(0) if backups else 0
        self.list.setFixedHeight(min(len(backups), _ROWS) * row + 12)
        self.show_step(
            self.tr(
                "Made daily, and before every import. What you forget is taken out of them, too."
            ),
            self._all,
            way_on=self.tr("Go back to it…"),
            do=self._ask,
            leave=self.tr("Close"),
        )
        self.list.setCurrentRow(0)
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _arrange(self) -> None:
        if self._step is self._all:
            self.go_on.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _make(self) -> None:
        making = self.tr("Making a backup…")
        self.work(making, self._archive.back_up(), lambda _: self._load(), self._failed)

    def _ask(self) -> None:
        backup: Backup = self.list.currentItem().data(_BACKUP)
        when = said(backup.made_at, self._bridge.companion.clock.now())
        self.show_step(
            self.tr(
                "Make everything what it was: {when}? What is here now is kept in a backup first, "
                "and what you have forgotten since stays forgotten."
            ).format(when=when),
            way_on=self.tr("Go back"),
            do=lambda: self._go_back(backup),
        )

    def _go_back(self, backup: Backup) -> None:
        self._swap()
        going = self.tr("Going back…")
        self.work(going, self._archive.restore(backup.name), self._gone_back, self._failed)

    def _gone_back(self, _: Backup) -> None:
        self._swap()
        words = self.tr("Everything is as it was. The backup at the top of the list undoes it.")
        self.show_step(
            words, way_on=self.tr("Show the list"), do=self._load, leave=self.tr("Close")
        )

    def _failed(self, error: CompanionError) -> None:
        self._load()
        self.tell(error)
