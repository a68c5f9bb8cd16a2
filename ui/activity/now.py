"""What sleep does now, or why it waits, and the buttons that begin and pause it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from companion.domain import JobState, Outlook
from companion.events import JobProgress
from ui.activity.words import and_so_on, job_words, jobs, what_it_did, why_awake
from ui.shell.beside import Beside
from ui.shell.widgets import button, icon_button, icon_label, label, set_icon
from ui.theme import Space


class NowCard(QFrame):
    """A card with the state of sleep."""

    run_wanted = Signal(list)
    """The names of the jobs to run now; none for all."""
    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.sleeping = False
        self._mark = icon_label("moon", "accent", 22)
        self.state = label(scale="large", wrap=True)
        self.why = label(tone="muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of sleep"))
        self.run = button(
            self.tr("Sleep now"), kind="primary", icon_name="play", colour="on_accent"
        )
        self.run.clicked.connect(lambda: self.run_wanted.emit([]))
        self.choose = icon_button("chevron-down", self.tr("Do one thing only"))
        self.choose.setPopupMode(self.choose.ToolButtonPopupMode.InstantPopup)
        self.choose.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.menu = QMenu(self)
        for job in jobs():
            action = self.menu.addAction(job_words(job).name)
            set_icon(action, job_words(job).icon)
            action.triggered.connect(partial(self._one, job))
        self.choose.setMenu(self.menu)
        self.pause = button(self.tr("Pause"), icon_name="pause")
        self.pause.setToolTip(self.tr("Nothing begins by itself for half a day"))
        self.pause.clicked.connect(self.pause_wanted)
        self._build()
        self.show_awake()

    def show_progress(self, progress: JobProgress) -> None:
        """Show what is going on."""
        run = progress.run
        if run.state is not JobState.RUNNING:
            # Between two jobs nothing changes here; `show_awake` comes after the last.
            return
        self.sleeping = True
        self.state.setText(self.tr("Asleep: {doing}").format(doing=job_words(run.job).doing))
        place = self.tr("{number} of {of}").format(number=progress.number, of=progress.of)
        did = and_so_on(what_it_did(run))
        self.why.setText(f"{place}  ·  {did}" if did else place)
        self.progress.setRange(0, progress.of)
        self.progress.setValue(progress.number - 1)
        self._arrange()

    def show_awake(self, outlook: Outlook | None = None, when: str = "") -> None:
        """Show that nothing is going on, and why; `when` is the time of `outlook` in words."""
        self.sleeping = False
        self.state.setText(self.tr("Awake"))
        self.why.setText(why_awake(outlook, when) if outlook else "")
        self._arrange()

    def _one(self, job: str) -> None:
        self.run_wanted.emit([job])

    def _arrange(self) -> None:
        comes, goes = (self.pause, self.run) if self.sleeping else (self.run, self.pause)
        focused = any(it.hasFocus() for it in (goes, self.choose))
        comes.show()
        # Before what has the keyboard goes: else it would land anywhere.
        if focused:
            comes.setFocus(Qt.FocusReason.OtherFocusReason)
        goes.hide()
        self.progress.setVisible(self.sleeping)
        self.choose.setVisible(not self.sleeping)
        self.why.setVisible(bool(self.why.text()))
        set_icon(self._mark, "moon" if self.sleeping else "sun", "accent", 22)

    def _build(self) -> None:
        words, both = QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.state)
        lines.addWidget(self.why)
        ways = QHBoxLayout(both)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(Space.XS)
        for part in (self.run, self.choose, self.pause):
            ways.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._mark)
        beside = Beside()
        beside.addWidget(words)
        beside.addWidget(both)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(row)
        column.addWidget(self.progress)
