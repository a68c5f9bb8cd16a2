"""Asks which of several memories stays when they are joined, and what it then says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from companion.domain import Note, Origin
from ui.acts.asking import Asking
from ui.language import translate
from ui.shell.widgets import label, with_text
from ui.theme import scaled

_ID = Qt.ItemDataRole.UserRole


class JoinDialog(Asking):
    """The memories to choose from, and the words of the one that stays."""

    def __init__(self, notes: Sequence[Note], parent: QWidget) -> None:
        words = translate(
            "join",
            "The chosen one stays and rests on the words of all. The others are put away, with a "
            "link to it.",
        )
        super().__init__(
            translate("join", "Join these memories?"), words, translate("join", "Join"), parent
        )
        self.choice = QListWidget()
        self.choice.setObjectName("asked")
        self.choice.setAccessibleName(self.tr("Which one stays"))
        self.choice.setWordWrap(True)
        self.choice.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for note in notes:
            item = QListWidgetItem(note.text)
            item.setData(_ID, note.id)
            self.choice.addItem(item)
        self.choice.setFixedHeight(min(180, scaled(34) * len(notes) + 14))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("What it says"))
        self.text.setTabChangesFocus(True)
        with_text(self.text, lambda: self.text.setFixedHeight(scaled(84)))
        self.text.textChanged.connect(self._weigh)
        self.body.addWidget(self.choice)
        self.body.addWidget(label(self.tr("What it says then"), scale="small", tone="muted"))
        self.body.addWidget(self.text)
        self.choice.currentItemChanged.connect(self._take_words)
        best = min(notes, key=lambda it: (not (it.pinned or it.origin is Origin.USER), it.id))
        self.choice.setCurrentRow(list(notes).index(best))
        self.choice.setFocus()

    def stays(self) -> str:
        """The id of the note that stays."""
        return str(self.choice.currentItem().data(_ID))

    def said(self) -> str:
        """What it says."""
        return self.text.toPlainText().strip()

    @Slot()
    def _take_words(self) -> None:
        self.text.setPlainText(self.choice.currentItem().text())

    @Slot()
    def _weigh(self) -> None:
        self.go_on.setEnabled(bool(self.said()))
