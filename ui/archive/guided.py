"""The frame of a dialog that leads through something that takes a while: what is wanted, how far it
is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from companion.errors import CompanionError
from companion.events import ArchiveProgress, Event
from ui.acts.asking import Asking
from ui.bridge import Bridge
from ui.shell.controls import Segments
from ui.shell.widgets import label
from ui.theme import Space
from ui.told import told_error

T = TypeVar("T")


class Guided(Asking):
    """One step after the other; while something is under way, Cancel ends it and nothing of it
    stays."""

    def __init__(
        self, bridge: Bridge, heading: str, parent: QWidget, *, kind: str = "primary"
    ) -> None:
        super().__init__(heading, "", "", parent, kind=kind)
        self._bridge = bridge
        self._archive = bridge.companion.archive
        self._do: Callable[[], object] | None = None
        self._step: QWidget | None = None
        self.working = False
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.trouble = label(tone="danger", wrap=True)
        self.trouble.hide()
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.trouble)
        bridge.event.connect(self._on_event)

    def show_step(
        self,
        words: str,
        step: QWidget | None = None,
        *,
        way_on: str = "",
        do: Callable[[], object] | None = None,
        leave: str = "",
    ) -> None:
        """Say this and show `step`, with a button `way_on` that does `do`, and `leave` for one that
        leaves (Cancel, if it is not named)."""
        self.working = False
        self.progress.hide()
        self.trouble.hide()
        if self._step is not None and self._step is not step:
            self._step.hide()
        if step is not None and step is not self._step and self.body.indexOf(step) < 0:
            self.body.insertWidget(0, step)
        self._step, self._do = step, do
        if step is not None:
            step.show()
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.go_on.setText(way_on)
        self.go_on.setAccessibleName(way_on)
        self.go_on.setVisible(bool(way_on))
        self.go_on.setEnabled(True)
        self.cancel.setText(leave or self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        self._fit_soon()

    def work(
        self,
        words: str,
        future: Future[T],
        then: Callable[[T], None],
        failed: Callable[[CompanionError], None],
    ) -> None:
        """Say what is under way until it is done, and go on with `then`, or with `failed`."""
        self.show_step(words)
        self.working = True
        self.progress.setRange(0, 0)
        self.progress.show()
        self._bridge.ask(future, then, failed, owner=self)

    def tell(self, error: CompanionError) -> None:
        """Say what went wrong, below the step."""
        self.trouble.setText(told_error(error))
        self.trouble.show()
        self._fit_soon()

    def accept(self) -> None:
        """Go on with the step."""
        if self._do is not None and self.go_on.isEnabled():
            self._do()

    def reject(self) -> None:
        """Leave; what is under way ends, and nothing of it stays."""
        if self.working:
            self._archive.cancel()
        super().reject()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if self.working and isinstance(event, ArchiveProgress):
            self.progress.setRange(0, max(event.total, 1))
            self.progress.setValue(event.done)

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self.fit)


def column(*parts: QWidget) -> QWidget:
    """Parts of a step below each other; a button, or a few, are as wide as their words."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(Space.S)
    for part in parts:
        narrow = isinstance(part, QPushButton | Segments)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
        inside.addWidget(part, 0, side)
    return made
