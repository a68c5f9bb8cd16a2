"""Asks to which memory another one is to be linked, how, and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from companion.domain import LinkKind, Note
from ui.acts.asking import Asking
from ui.bridge import Bridge
from ui.language import translate
from ui.shell.latest import Latest
from ui.shell.search_field import SearchField
from ui.told import title_of

_ID = Qt.ItemDataRole.UserRole
_SHOWN = 30


class LinkDialog(Asking):
    """Memories to choose from, found by their words; how they bear on each other; the reason."""

    def __init__(self, bridge: Bridge, note: Note, parent: QWidget) -> None:
        words = translate("link", "Choose the memory that “{text}” has to do with.")
        super().__init__(
            translate("link", "Link to another memory"),
            words.format(text=_short(note.text)),
            translate("link", "Link"),
            parent,
        )
        self._bridge = bridge
        self._note = note
        self._latest = Latest(bridge, self)
        self.search = SearchField(self.tr("Search memories"))
        self.found = QListWidget()
        self.found.setObjectName("asked")
        self.found.setAccessibleName(self.tr("Memories"))
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setMinimumHeight(150)
        self.how = QComboBox()
        self.how.setAccessibleName(self.tr("How they bear on each other"))
        for kind, name in bearings().items():
            self.how.addItem(name, kind)
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("Why, if you like"))
        self.why.setAccessibleName(self.tr("Why"))
        for part in (self.search, self.found, self.how, self.why):
            self.body.addWidget(part)
        self.search.asked.connect(self._ask)
        self.search.left_down.connect(self.found.setFocus)
        self.found.currentItemChanged.connect(self._weigh)
        self.found.itemActivated.connect(self.accept)
        self._weigh()
        self._ask("")
        self.search.setFocus()

    def other(self) -> str:
        """The id of the chosen note."""
        return str(self.found.currentItem().data(_ID))

    def kind(self) -> LinkKind:
        """How the notes bear on each other."""
        return LinkKind(self.how.currentData())

    @Slot(str)
    def _ask(self, query: str) -> None:
        found = self._bridge.companion.notes(query, limit=_SHOWN)
        self._latest.ask(found, self._show, lambda _: None)

    def _show(self, notes: list[Note]) -> None:
        self.found.clear()
        for note in notes:
            if note.id != self._note.id and note.text:
                item = QListWidgetItem(" ".join((title_of(note) or note.text).split()))
                item.setData(_ID, note.id)
                self.found.addItem(item)
        self._weigh()

    @Slot()
    def _weigh(self) -> None:
        self.go_on.setEnabled(self.found.currentItem() is not None)


def bearings() -> Mapping[LinkKind, str]:
    """How two memories can bear on each other, as their owner says it: the newer one on the
    older."""
    return {
        LinkKind.RELATED: translate("link", "They go together"),
        LinkKind.CAUSES: translate("link", "The older one is why"),
        LinkKind.FOLLOWS: translate("link", "The newer one is what came of it"),
        LinkKind.CONTRADICTS: translate("link", "They do not fit with each other"),
    }


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:79].rstrip() + "…"
