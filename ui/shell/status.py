"""The status line: the model and how fast it is, what runs in the background, and the promise."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from companion.domain import JobState
from companion.events import (
    Activity,
    Event,
    JobProgress,
    ModelFailed,
    ModelLoading,
    ModelReady,
    StartFailed,
    TurnFinished,
)
from ui.activity.words import job_words
from ui.bridge import Bridge
from ui.language import counted
from ui.shell.elided import ElidedLabel
from ui.shell.widgets import button, icon_label, label, set_icon
from ui.theme import Space, scaled
from ui.told import told

_PASSING_MS = 6000
_NARROW = 640
"""Below this width the lock alone stands for the promise."""
_TIGHT = 420
"""Below this one the moon alone tells that it sleeps."""


class StatusLine(QFrame):
    """Says quietly what the machine is doing."""

    activity_wanted = Signal()
    """The person wants to see what sleep does."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName(self.tr("Status"))
        self._mark = icon_label("cpu", size=14)
        self._asleep = ""
        self.model = ElidedLabel(self.tr("Starting…"))
        self.device = label()
        self.rate = label()
        self.activity = ElidedLabel()
        self.promise = label(self.tr("Everything stays on this machine"))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 3, Space.L, 3)
        row.setSpacing(Space.S)
        for part in (self._mark, self.model, self.device, self.rate):
            row.addWidget(part)
        self.sleep = button("", kind="quiet")
        self.sleep.clicked.connect(self.activity_wanted)
        row.addStretch(1)
        row.addWidget(self.activity)
        row.addStretch(1)
        row.addWidget(self.sleep)
        lock = icon_label("lock", size=13)
        lock.setToolTip(self.promise.text())
        row.addWidget(lock)
        row.addWidget(self.promise)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self.activity.clear)
        self._show_sleep()
        bridge.event.connect(self._on_event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that have no room are left out, not cut off."""
        super().resizeEvent(event)
        self.promise.setVisible(self.width() >= scaled(_NARROW))
        self._show_asleep()

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something in passing, until something else runs."""
        self.activity.setText(text)
        self._passing.start()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        match event:
            case ModelLoading(name):
                self._show_model(self.tr("Waking {name}…").format(name=name), "loader")
            case ModelReady(name, context_tokens, gpu):
                self._show_model(name, "cpu")
                self.device.setText("· " + (self.tr("GPU") if gpu else self.tr("CPU")))
                self.model.setToolTip(
                    self.tr("Reads up to {count} tokens at a time").format(
                        count=counted(context_tokens)
                    )
                )
            case ModelFailed() | StartFailed():
                self._show_model(self.tr("No model"), "circle-alert")
            case TurnFinished(_, _, figures) if figures.tokens_per_s > 0:
                self.rate.setText(
                    "· " + self.tr("{rate} tokens/s").format(rate=round(figures.tokens_per_s))
                )
            case JobProgress(run, number, of):
                going_on = run.state is JobState.RUNNING
                last = number == of or run.state is not JobState.DONE
                if going_on or last:
                    self._show_sleep(job_words(run.job).doing if going_on else "")
            case Activity(text):
                self._passing.stop()
                self.activity.setText(told(text))

    def _show_sleep(self, doing: str = "") -> None:
        self._asleep = self.tr("Asleep: {doing}").format(doing=doing) if doing else ""
        self._show_asleep()
        name = self._asleep or self.tr("What was done while you were away")
        self.sleep.setToolTip(name)
        self.sleep.setAccessibleName(name)

    def _show_asleep(self) -> None:
        self.sleep.setText(self._asleep if self.width() >= scaled(_TIGHT) else "")
        set_icon(self.sleep, "moon", "accent" if self._asleep else "", 14)

    def _show_model(self, text: str, icon_name: str) -> None:
        self.model.setText(text)
        self.model.setToolTip("")
        self.device.clear()
        self.rate.clear()
        set_icon(self._mark, icon_name, size=14)
