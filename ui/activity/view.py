"""The activity view: what sleep did, night by night, what it does now, and how to undo it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.domain import JobRun, JobState, Outlook
from companion.events import Event, JobProgress
from ui.activity.nights import nights, told
from ui.activity.now import NowCard
from ui.activity.run_row import RunRow
from ui.activity.words import job_words
from ui.bridge import Bridge
from ui.chat.when import said, time_of
from ui.memories.column import Column
from ui.memories.view import MemoryView
from ui.shell.latest import Latest
from ui.shell.widgets import button, card, label, rule
from ui.theme import Space

PAGE = 40
LOOK_EVERY_MS = 30_000
_SETTLED_MS = 400
"""How long after the end of a job the next one has begun, if there is one."""


class ActivityView(MemoryView):
    """Sleep, as something to be looked at calmly."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._latest = Latest(bridge, self)
        self._outlook = Latest(bridge, self)
        self._limit = PAGE
        self.rows: dict[str, RunRow] = {}
        page = Column()
        self.summary = page.begin(self.tr("Activity"))
        self.now = NowCard()
        self.now.run_wanted.connect(self._run)
        self.now.pause_wanted.connect(bridge.companion.pause_sleep)
        self.older = button(self.tr("Show earlier nights"), kind="quiet")
        self.older.clicked.connect(self._show_older)
        self._nights = QVBoxLayout()
        self._nights.setSpacing(Space.L)
        page.column.addWidget(self.now)
        page.column.addSpacing(Space.S)
        page.column.addLayout(self._nights)
        page.column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignHCenter)
        page.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.older.hide()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.refresh)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_EVERY_MS)
        self._looks.timeout.connect(self._look)
        bridge.event.connect(self._on_event)

    @Slot()
    def refresh(self) -> None:
        """Ask anew for the runs, and for what comes next."""
        runs = self._bridge.companion.job_runs(self._limit)
        self._latest.ask(runs, self._show_runs, self.trouble.emit)

    def enter(self, *, focus: bool) -> None:
        """Look at the machine as it is now."""
        self.refresh()
        if focus:
            ways = self.now.pause if self.now.sleeping else self.now.run
            ways.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the machine from time to time."""
        super().showEvent(event)
        self._looks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is asked for when it is entered again."""
        super().hideEvent(event)
        self._looks.stop()
        self._settled.stop()

    # -- what comes back --------------------------------------------------------------------------

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if not isinstance(event, JobProgress):
            return
        if event.run.state is JobState.RUNNING:
            self._settled.stop()
            self.now.show_progress(event)
        elif self.isVisible():
            self._settled.start()
        if (row := self.rows.get(event.run.id)) is not None:
            row.show_run(event.run)

    def _show_runs(self, runs: list[JobRun]) -> None:
        going_on = any(run.state is JobState.RUNNING for run in runs)
        if not going_on:
            self.now.show_awake()
            self._look()
        self.older.setVisible(len(runs) == self._limit)
        ended = [run for run in runs if run.state is not JobState.RUNNING]
        self._tell(ended)
        self._lay_out(ended)

    def _tell(self, runs: Sequence[JobRun]) -> None:
        if runs:
            self.summary.setText(told(nights(runs)[0], self._now()))
        else:
            self.summary.setText(
                self.tr(
                    "While you are away I go through your memories: I join what was said twice, "
                    "let fade what no longer matters, sum up days, and keep your portrait. "
                    "What I did is told here, and each of it can be undone."
                )
            )

    @Slot()
    def _look(self) -> None:
        if self.isVisible() and not self.now.sleeping:
            asked = self._bridge.companion.sleep_outlook()
            self._outlook.ask(asked, self._show_outlook, lambda _: None)

    def _show_outlook(self, outlook: Outlook) -> None:
        if not self.now.sleeping:
            today = outlook.due_at.astimezone().date() == self._now().astimezone().date()
            when = time_of(outlook.due_at) if today else said(outlook.due_at, self._now())
            self.now.show_awake(outlook, when)

    # -- the nights -------------------------------------------------------------------------------

    def _lay_out(self, runs: Sequence[JobRun]) -> None:
        """One card for each night, in which rows that are there already stay."""
        wanted = {run.id: run for run in runs if run.did or run.state is JobState.FAILED}
        for run_id in set(self.rows) - set(wanted):
            self.rows.pop(run_id).deleteLater()
        for run_id, run in wanted.items():
            if run_id in self.rows:
                if self.rows[run_id].run != run:
                    self.rows[run_id].show_run(run)
            else:
                self.rows[run_id] = self._row(run)
        for row in self.rows.values():
            row.setParent(self)
        while (item := self._nights.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for night in nights(runs):
            self._nights.addWidget(self._night(night))

    def _row(self, run: JobRun) -> RunRow:
        row = RunRow(self._bridge, run)
        row.note_wanted.connect(self.note_wanted)
        row.undo_wanted.connect(self._undo)
        row.trouble.connect(self.trouble)
        return row

    def _night(self, night: Sequence[JobRun]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        when = said(night[-1].started_at, self._now())
        column.addWidget(label(when, scale="small", tone="muted"))
        panel = card()
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        inner.setSpacing(Space.M)
        rows = [self.rows[run.id] for run in reversed(night) if run.id in self.rows]
        idle = [job_words(run.job).name for run in reversed(night) if run.id not in self.rows]
        for row in rows:
            if inner.count():
                inner.addWidget(rule())
            inner.addWidget(row)
            row.show()
        if not rows:
            nothing = self.tr("Nothing was to be done.")
            inner.addWidget(label(nothing, tone="muted", wrap=True))
        elif idle:
            inner.addWidget(rule())
            found = self.tr("Nothing to do: {jobs}").format(jobs="  ·  ".join(idle))
            inner.addWidget(label(found, scale="small", tone="muted", wrap=True))
        column.addWidget(panel)
        return made

    # -- what the person does ---------------------------------------------------------------------

    @Slot(list)
    def _run(self, names: list[str]) -> None:
        begun = self._bridge.companion.sleep(names)
        self._bridge.ask(begun, lambda _: self.refresh(), self.trouble.emit, owner=self)

    @Slot(str)
    def _undo(self, run_id: str) -> None:
        self.rows[run_id].undo.setEnabled(False)
        job = job_words(self.rows[run_id].run.job).name
        undone = self._bridge.companion.acts.undo_run(run_id)
        what = self.tr("Undo “{job}”").format(job=job)
        self._bridge.history.do(
            what, undone, lambda _: self.refresh(), self.trouble.emit, owner=self
        )

    @Slot()
    def _show_older(self) -> None:
        self._limit += PAGE
        self.refresh()

    def _now(self) -> datetime:
        return self._bridge.companion.clock.now()
