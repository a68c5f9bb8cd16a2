"""The activity view tells what sleep did and does, and undoes it."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt

from companion.domain import NoteStatus
from tests.ui.activity.conftest import Bedside
from ui.activity.run_row import PAGE

LEFT = Qt.MouseButton.LeftButton


def test_before_the_first_night_it_says_what_will_be_done(bedside: Bedside) -> None:
    assert bedside.view.summary.text().startswith("While you are away")
    bedside.until(lambda: "away" in bedside.view.now.why.text())
    assert bedside.view.now.state.text() == "Awake"


def test_sleep_is_begun_and_told_in_plain_words(bedside: Bedside) -> None:
    for text in ("Ana lives in Braga", "Biscuit fears thunder"):
        bedside.companion.remember(text).result()
    bedside.qtbot.mouseClick(bedside.view.now.run, LEFT)
    row = bedside.slept()
    assert row.did.text() == "Let 2 memories fade into the archive"
    assert bedside.view.summary.text() == "Just now I let 2 memories fade into the archive."


def test_a_run_is_undone_as_a_whole(bedside: Bedside) -> None:
    bedside.companion.remember("Ana lives in Braga").result()
    bedside.companion.remember("Biscuit fears thunder").result()
    bedside.qtbot.mouseClick(bedside.view.now.run, LEFT)
    row = bedside.slept()
    assert bedside.statuses() == {NoteStatus.ARCHIVED}
    bedside.qtbot.mouseClick(row.undo, LEFT)
    bedside.until(row.undo.isHidden)
    assert bedside.statuses() == {NoteStatus.ACTIVE}
    assert bedside.slept().name.text().endswith("undone")
    history = bedside.view._bridge.history
    for turn, status in ((history.undo, NoteStatus.ARCHIVED), (history.redo, NoteStatus.ACTIVE)):
        bedside.until(lambda: history.can_undo or history.can_redo)
        turn()
        bedside.until(lambda: bedside.statuses() == {status})  # noqa: B023
        gone = status is NoteStatus.ACTIVE
        bedside.until(lambda: bedside.slept().undo.isHidden() is gone)  # noqa: B023
    bedside.until(lambda: "nothing to do" in bedside.view.summary.text())


def test_what_was_changed_is_listed_and_leads_to_the_timeline(bedside: Bedside) -> None:
    for number in range(PAGE + 3):
        bedside.companion.remember(f"Memory number {number}").result()
    bedside.qtbot.mouseClick(bedside.view.now.run, LEFT)
    row = bedside.slept()
    bedside.qtbot.mouseClick(row.changed, LEFT)
    bedside.until(lambda: len(row.lines) == PAGE)
    assert row.more.text() == "Show more (3)"
    bedside.qtbot.mouseClick(row.more, LEFT)
    assert len(row.lines) == PAGE + 3
    assert row.more.isHidden()
    bedside.qtbot.mouseClick(row.lines[0], LEFT)
    assert bedside.wanted == [row.lines[0].note.id]


def test_the_keyboard_stays_with_the_button(bedside: Bedside) -> None:
    bedside.companion.remember("Ana lives in Braga").result()
    bedside.view.now.run.setFocus()
    bedside.qtbot.keyClick(bedside.view.now.run, Qt.Key.Key_Space)
    bedside.slept()
    bedside.until(bedside.view.now.run.hasFocus)


def test_what_goes_on_is_shown_and_can_be_paused(bedside: Bedside) -> None:
    bedside.companion.remember("Ana lives in Braga").result()
    bedside.companion.remember("Biscuit fears thunder").result()
    reached, go_on = threading.Semaphore(0), threading.Semaphore(0)
    bedside.job.before_step = lambda: (reached.release(), go_on.acquire(timeout=20))
    bedside.qtbot.mouseClick(bedside.view.now.run, LEFT)
    now = bedside.view.now
    assert reached.acquire(timeout=20)
    go_on.release()
    bedside.until(lambda: "one memory" in now.why.text())
    assert now.state.text() == "Asleep: seeing what no longer matters"
    assert now.run.isHidden()
    bedside.qtbot.mouseClick(now.pause, LEFT)
    go_on.release(2)
    row = bedside.slept()
    assert row.name.text().endswith("paused")
    bedside.until(lambda: now.why.text().startswith("You paused me"))


def test_one_job_alone_can_be_run(bedside: Bedside) -> None:
    bedside.companion.remember("Ana lives in Braga").result()
    action = next(it for it in bedside.view.now.menu.actions() if it.text().startswith("Let what"))
    action.trigger()
    assert bedside.slept().run.job == "decay"


def test_rows_stay_the_same_while_others_come(bedside: Bedside) -> None:
    bedside.companion.remember("Ana lives in Braga").result()
    bedside.qtbot.mouseClick(bedside.view.now.run, LEFT)
    row = bedside.slept()
    bedside.qtbot.mouseClick(row.changed, LEFT)
    bedside.companion.remember("Biscuit fears thunder").result()
    bedside.companion.sleep().result()
    bedside.until(lambda: len(bedside.view.rows) == 2)
    assert row in bedside.view.rows.values()
    assert row.changed.isChecked()
