"""One run of a job: what it did, the memories it changed, and its undoing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.domain import JobRun, JobState, Note
from companion.errors import CompanionError
from ui.activity.words import and_so_on, job_words, state_words, what_it_did
from ui.bridge import Bridge
from ui.language import counted
from ui.memories.note_line import NoteLine
from ui.shell.beside import Beside
from ui.shell.flow import Flow
from ui.shell.latest import Latest
from ui.shell.widgets import button, icon_label, label
from ui.theme import Space

_LEAST = 220
"""The least room for what a run did, beside its buttons."""
PAGE = 20
"""How many of the changed memories are shown at once."""


class RunRow(QWidget):
    """Shows `run`; what it changed is asked for when it is wanted."""

    note_wanted = Signal(str)
    undo_wanted = Signal(str)
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, run: JobRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge, self)
        self._notes: list[Note] = []
        self.lines: list[NoteLine] = []
        self.name = label(wrap=True)
        self.did = label(scale="small", tone="muted", wrap=True)
        self.changed = button("", kind="quiet")
        self.changed.setCheckable(True)
        self.changed.clicked.connect(self._open)
        self.undo = button(self.tr("Undo"), kind="quiet", icon_name="undo-2")
        self.undo.clicked.connect(lambda: self.undo_wanted.emit(self.run.id))
        self.more = button("", kind="quiet")
        self.more.clicked.connect(self._show_more)
        self._mark = icon_label(job_words(run.job).icon, size=18)
        self._build()
        self.show_run(run)

    def show_run(self, run: JobRun) -> None:
        """Show the run as it is now."""
        self.run = run
        words = job_words(run.job)
        state = state_words(run.state)
        self.name.setText(f"{words.name}  ·  {state}" if state else words.name)
        did = and_so_on(what_it_did(run)) or self.tr("nothing to do")
        self.did.setText(did[:1].upper() + did[1:])
        self.changed.setVisible(run.changed > 0)
        one = self.tr("1 memory") if run.changed == 1 else ""
        many = self.tr("{count} memories").format(count=counted(run.changed))
        self.changed.setText(one or many)
        self.changed.setAccessibleName(
            self.tr("Show what was changed: {count}").format(count=one or many)
        )
        self.undo.setVisible(bool(run.did) and run.state not in (JobState.UNDONE, JobState.RUNNING))
        self.undo.setEnabled(True)
        self.undo.setAccessibleName(self.tr("Undo: {did}").format(did=did))
        if self.changed.isChecked():
            self._ask()

    @Slot()
    def _open(self) -> None:
        self._holder.setVisible(self.changed.isChecked())
        if self.changed.isChecked():
            self._ask()

    def _ask(self) -> None:
        asked = self._bridge.companion.notes_of_run(self.run.id)
        self._latest.ask(asked, self._show_notes, self._failed)

    def _failed(self, error: CompanionError) -> None:
        self.trouble.emit(error)

    def _show_notes(self, notes: list[Note]) -> None:
        self._notes = [note for note in notes if note.text]
        self._none.setVisible(not self._notes)
        self._put_lines(max(PAGE, len(self.lines)))

    @Slot()
    def _show_more(self) -> None:
        self._put_lines(len(self.lines) + PAGE)

    def _put_lines(self, wanted: int) -> None:
        shown = self._notes[:wanted]
        for line in self.lines[len(shown) :]:
            line.hide()
            line.deleteLater()
        del self.lines[len(shown) :]
        for at, note in enumerate(shown):
            if at < len(self.lines):
                self.lines[at].show_note(note)
                continue
            line = NoteLine(note)
            line.wanted.connect(self.note_wanted)
            self._column.insertWidget(at, line)
            self.lines.append(line)
        left = len(self._notes) - len(shown)
        self.more.setText(self.tr("Show more ({count})").format(count=counted(left)))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)

    def _build(self) -> None:
        words, ways = QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.name)
        lines.addWidget(self.did)
        buttons = Flow(Space.S, ways)
        buttons.addWidget(self.changed)
        buttons.addWidget(self.undo)
        beside = Beside(least=_LEAST)
        beside.addWidget(words)
        beside.addWidget(ways)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(18, Space.XS, 0, 0)
        self._column.setSpacing(0)
        self._none = label(self.tr("None of them is left."), scale="small", tone="muted")
        self._column.addWidget(self._none)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._holder.hide()
        self._none.hide()
        self.more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._holder)
