"""The card of a memory that a reply was given: it can be said that it was not relevant there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from companion.domain import NoteDetail, RecalledNote
from companion.errors import CompanionError
from ui.bridge import Bridge
from ui.chat.note_card import NoteCard
from ui.chat.style import repolish
from ui.shell.widgets import button, set_icon
from ui.theme import Space


class UsedCard(NoteCard):
    """Shows what the reply `reply_id` was given."""

    def __init__(
        self, bridge: Bridge, reply_id: str, item: RecalledNote, parent: QWidget | None = None
    ) -> None:
        self.dismiss = button("", kind="line")
        super().__init__(bridge, NoteDetail(item.note, item.sources), item, parent)
        self._reply_id = reply_id
        self._item_id = item.item_id
        self._dismissed = item.dismissed
        self._judged = 0
        # The button brings its own padding.
        self._column.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        self._column.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignLeft)
        self.dismiss.clicked.connect(self._dismiss)
        self._show_dismissed()

    def show_dismissed(self, dismissed: bool) -> None:
        """Show whether it was found not relevant."""
        if dismissed != self._dismissed:
            self._dismissed = dismissed
            self._show_dismissed()

    def show_detail(self, detail: NoteDetail) -> None:
        """Show the note as it has become."""
        super().show_detail(detail)
        self.dismiss.setAccessibleDescription(self.text.text())

    @Slot()
    def _dismiss(self) -> None:
        before, wanted = self._dismissed, not self._dismissed
        self._judged += 1
        judged = self._judged
        self.show_dismissed(wanted)

        def failed(error: CompanionError) -> None:
            if judged == self._judged:
                self.show_dismissed(before)
                self.failed(error)

        def kept(_: None) -> None:
            self._trouble.hide()

        asked = self._bridge.companion.dismiss_recalled(self._reply_id, self._item_id, wanted)
        self._bridge.ask(asked, kept, failed, owner=self)

    def _show_dismissed(self) -> None:
        if self._dismissed:
            words = self.tr("Not relevant for this · Undo")
            tip = self.tr("It is not used for questions like this one. Use it again")
        else:
            words = self.tr("Not relevant")
            tip = self.tr("Don't use this for questions like this one")
        self.dismiss.setText(words)
        set_icon(self.dismiss, "undo-2" if self._dismissed else "x", size=14)
        self.dismiss.setAccessibleName(words)
        self.dismiss.setToolTip(tip)
        self.text.setProperty("tone", "muted" if self._dismissed else "")
        repolish(self.text)
