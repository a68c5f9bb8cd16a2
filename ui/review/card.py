"""One thing to decide, as a card that takes one key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from companion.clock import Clock
from companion.domain import NoteDetail
from companion.reviewing import CHOICES, Choice, Decided, Waiting
from ui.chat.when import said
from ui.language import quoted
from ui.memories.row_button import RowButton
from ui.review.words import answer, decided, icon_of, question
from ui.shell.flow import Flow
from ui.shell.widgets import button, icon_label, label, with_text
from ui.theme import Space, scaled

_MARK = 16


class ReviewCard(QFrame):
    """Asks about `waiting`; once it is decided, a line says what was, and offers to undo it."""

    chosen = Signal(object, object)
    """The `Waiting`, and the `Choice`."""
    undo_wanted = Signal(object)
    """The `Decided` that is to be undone."""
    note_wanted = Signal(str)
    left = Signal(int)
    """The keyboard goes on: 1 to the next card, -1 to the one before."""

    def __init__(self, waiting: Waiting, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.waiting = waiting
        self.decided: Decided | None = None
        self.answers: dict[Choice, QPushButton] = {}
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question = label(question(waiting), wrap=True)
        self.outcome = label(tone="muted", wrap=True)
        self.undo = button(self.tr("Undo  U"), kind="quiet", icon_name="undo-2")
        self.undo.setAccessibleName(self.tr("Undo this decision"))
        self.undo.clicked.connect(self._undo)
        self._asks, self._told = QWidget(), QWidget()
        self._build()
        self.ask()

    def ask(self) -> None:
        """Ask, perhaps once more."""
        self.decided = None
        self._told.hide()
        self._asks.show()
        self.setEnabled(True)
        texts = " ".join(quoted(detail.note.text) for detail in self.waiting.notes)
        self.setAccessibleName(f"{self.question.text()} {texts}")
        keys = [f"{number}: {made.text()[3:]}" for number, made in self._numbered()]
        self.setAccessibleDescription("; ".join(keys))

    def follow(self, waiting: Waiting) -> bool:
        """Ask about the notes as they are now; False when they read otherwise than shown."""
        shown, now = ([it.note.text for it in one.notes] for one in (self.waiting, waiting))
        if (shown, self.waiting.reason) != (now, waiting.reason):
            return False
        self.waiting = waiting
        return True

    def tell(self, outcome: Decided) -> None:
        """Say what was decided."""
        self.decided = outcome
        self.outcome.setText(
            f"{decided(outcome.waiting.matter, outcome.choice)}  ·  "
            f"{self._short(outcome.waiting.notes[0])}"
        )
        self.setAccessibleName(self.outcome.text())
        self.setAccessibleDescription(self.tr("U undoes it"))
        self._asks.hide()
        self._told.show()

    def decide(self, choice: Choice) -> None:
        """Answer the question."""
        if self.decided is None and choice in self.answers:
            self.chosen.emit(self.waiting, choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number decides, U undoes, arrows lead to the next card."""
        number = event.key() - Qt.Key.Key_1
        choices = CHOICES[self.waiting.matter]
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.left.emit(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.left.emit(-1)
        elif event.key() == Qt.Key.Key_U and self.decided is not None:
            self._undo()
        elif 0 <= number < len(choices) and not event.modifiers():
            self.decide(choices[number])
        else:
            super().keyPressEvent(event)

    @Slot()
    def _undo(self) -> None:
        if self.decided is not None:
            self.undo_wanted.emit(self.decided)

    def _numbered(self) -> list[tuple[int, QPushButton]]:
        return list(enumerate(self.answers.values(), 1))

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        mark = icon_label(icon_of(self.waiting.matter), "accent", _MARK)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.question, 1)
        inner = QVBoxLayout(self._asks)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.S)
        inner.addLayout(head)
        for at, detail in enumerate(self.waiting.notes):
            inner.addWidget(self._note(detail, at))
        ways = Flow(Space.S)
        for number, choice in enumerate(CHOICES[self.waiting.matter], 1):
            words = answer(self.waiting.matter, choice)
            made = button(f"{number}  {words}")
            made.setAccessibleName(words)
            made.clicked.connect(partial(self.decide, choice))
            self.answers[choice] = made
            ways.addWidget(made)
        holder = QWidget()
        holder.setLayout(ways)
        inner.addWidget(holder)
        line = QHBoxLayout(self._told)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(icon_label("check", size=16))
        line.addWidget(self.outcome, 1)
        line.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.addWidget(self._asks)
        column.addWidget(self._told)

    def _note(self, detail: NoteDetail, at: int) -> QWidget:
        note = detail.note
        made = RowButton(note.text)
        made.setAccessibleDescription(self.tr("Show this memory in the timeline"))
        made.clicked.connect(lambda: self.note_wanted.emit(note.id))
        row = QVBoxLayout(made)
        with_text(made, lambda: row.setContentsMargins(scaled(_MARK) + Space.S, 4, Space.S, 4))
        row.setSpacing(1)
        when = said(note.recorded_at, self._clock.now())
        if len(self.waiting.notes) == 2:
            which = self.tr("The older one") if at else self.tr("The newer one")
            when = f"{which}  ·  {when}"
        text = label(quoted(note.text.strip()), wrap=True)
        quiet = label(when, scale="small", tone="muted")
        for part in (text, quiet):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        return made

    def _short(self, detail: NoteDetail) -> str:
        text = " ".join(detail.note.text.split())
        return quoted(f"{text[:80].rstrip()}…" if len(text) > 81 else text)
