"""The activity view on a Companion whose sleep a test writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot

from companion import sleeping
from companion.app import Companion
from companion.conditions import Reading
from companion.domain import NoteStatus
from companion.memory.jobs import Desk, Edit, JobStep
from tests.ui.waiting import wait_until
from ui.activity.run_row import RunRow
from ui.activity.view import ActivityView
from ui.bridge import Bridge


class Archiving:
    """A job that archives every note, one in each step."""

    name = "decay"

    def __init__(self) -> None:
        self.before_step: Callable[[], object] = lambda: None

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """One note after the other."""
        for note in desk.store.notes.standing("", 1000):
            self.before_step()
            faded = replace(note, status=NoteStatus.ARCHIVED)
            yield JobStep((Edit(note, faded, "it faded"),), did={"archived": 1})


@dataclass
class Bedside:
    """The view, the Companion behind it, and hands to wait with."""

    view: ActivityView
    companion: Companion
    job: Archiving
    qtbot: QtBot
    wanted: list[str] = field(default_factory=list)
    """The notes that were to be shown."""

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def slept(self) -> RunRow:
        """The one row there is, as soon as it is there."""
        self.until(lambda: len(self.view.rows) == 1 and not self.view.now.sleeping)
        (row,) = self.view.rows.values()
        return row

    def statuses(self) -> set[NoteStatus]:
        """The statuses of all notes."""
        return {note.status for note in self.companion.notes(limit=1000).result()}


@pytest.fixture
def bedside(
    companion: Companion, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bedside]:
    """The view, before anybody has slept."""
    job = Archiving()
    monkeypatch.setattr(sleeping, "all_jobs", lambda: (job,))
    idle = Reading(on_battery=False, free_bytes=10**11, others=0.0)
    monkeypatch.setattr(companion._watching, "_look_at_machine", lambda: idle)
    bridge = Bridge(companion)
    view = ActivityView(bridge)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.refresh()
    bedside = Bedside(view, companion, job, qtbot)
    view.note_wanted.connect(bedside.wanted.append)
    bedside.until(lambda: bool(view.summary.text()))
    yield bedside
    view.hide()
    bridge.close()
