"""Asks into which memories one is to be split: one on each line."""

from __future__ import annotations

import re

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from companion.domain import Note
from ui.acts.asking import Asking
from ui.language import translate
from ui.shell.widgets import label

_ENDS = re.compile(r"(?<=[.!?;])\s+|,?\s+(?=and\s+(?:I|my|we|our|he|she|they|it)\b)", re.IGNORECASE)


class SplitDialog(Asking):
    """The words of the memory, taken apart where a sentence or a clause ends."""

    def __init__(self, note: Note, parent: QWidget) -> None:
        words = translate(
            "split", "One on each line. The memory itself is put away, with links to them."
        )
        super().__init__(
            translate("split", "Split this memory"), words, translate("split", "Split"), parent
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The memories, one on each line"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(130)
        self.text.textChanged.connect(self._weigh)
        self.count = label(scale="small", tone="muted")
        self.body.addWidget(self.text)
        self.body.addWidget(self.count)
        self.text.setPlainText("\n".join(taken_apart(note.text)))
        self.text.setFocus()

    def parts(self) -> list[str]:
        """What each of them says."""
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    @Slot()
    def _weigh(self) -> None:
        count = len(self.parts())
        one = self.tr("Only one so far: begin a new line where the next one begins.")
        self.count.setText(one if count < 2 else self.tr("{count} memories").format(count=count))
        self.go_on.setEnabled(count > 1)


def taken_apart(text: str) -> list[str]:
    """A text in the parts that may stand by themselves."""
    parts = (re.sub(r"^and\s+", "", part.strip(), flags=re.I) for part in _ENDS.split(text))
    return [part[:1].upper() + part[1:] for part in parts if part]
