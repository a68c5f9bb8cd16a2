"""Every state of the window: how it gets there, and what is pictured of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from screenshot_stage import NOW, Stage

from companion.domain import JobRun, JobState, NoteKind
from companion.errors import HomeInUse, ModelError, StoreError
from companion.events import JobProgress, ModelFailed, ModelLoading, ModelReady, Ready, StartFailed
from companion.filters import Filter
from ui.acts.asking import Asking
from ui.memories.view import View
from ui.people.view import PeopleView
from ui.portrait.view import PortraitView
from ui.shell.faults import FaultDialog
from ui.shell.shortcuts import ShortcutsDialog
from ui.shell.window import MainWindow
from ui.timeline.fading import FadingLines
from ui.timeline.roles import NoteRole
from ui.timeline.view import MemoriesView

State = tuple[str, QWidget]
"""The name of a state, and the window or dialog that shows it."""
READY = ModelReady("SmolLM2 135M Instruct", 8192, gpu=False)


def with_a_past(stage: Stage, window: MainWindow) -> Iterator[State]:
    """What the window looks like to someone who has talked for a year."""
    stage.companion.events.publish(READY)
    yield from _chat(stage, window)
    yield from _timeline(stage, window)
    yield from _people(stage, window)
    yield from _other_views(stage, window)
    yield from _settings(stage, window)
    yield from _trouble(stage, window)


def without(stage: Stage, window: MainWindow) -> Iterator[State]:
    """What it looks like on the first day."""
    stage.companion.events.publish(ModelLoading("SmolLM2 135M Instruct"))
    window.open_conversation("")
    yield "first-day", window
    stage.companion.events.publish(READY)
    window.go_to(window.memories)
    for view in View:
        window.memories.show_view(view)
        yield f"first-day-{view}", window


def _chat(stage: Stage, window: MainWindow) -> Iterator[State]:
    ids = window.sidebar.model.ids()
    window.open_conversation(ids[0])
    yield "conversation", window
    _click_notes(stage, window)
    yield "conversation-notes", window
    _click_notes(stage, window)
    window.chat.search("mint")
    yield "conversation-find", window
    window.chat.find_bar.close_bar()
    window.open_conversation(ids[2])
    yield "conversation-off-the-record", window
    window.open_conversation("")
    yield "new", window


def _timeline(stage: Stage, window: MainWindow) -> Iterator[State]:
    window.go_to(window.memories)
    window.memories.show_view(View.TIMELINE)
    timeline = window.memories.timeline
    stage.until(lambda: timeline.model.complete)
    timeline.list.clearSelection()
    yield "timeline", window
    rows = _notes(timeline)
    timeline.list.setCurrentIndex(rows[2])
    timeline.list.clicked.emit(rows[2])
    stage.until(lambda: any(it.curve for it in timeline.detail.findChildren(FadingLines)))
    yield "timeline-detail", window
    scroll = next(it for it in timeline.detail.findChildren(QScrollArea) if it.isVisible())
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    yield "timeline-detail-below", window
    timeline.detail.acts.ask_to_forget(timeline.list.selected_ids())
    stage.settle()
    dialog = timeline.detail.findChild(Asking)
    assert isinstance(dialog, QDialog)
    yield "timeline-forget", dialog
    dialog.reject()
    timeline.detail.back.emit()
    for row in rows[-3:]:
        flag = QItemSelectionModel.SelectionFlag.Select
        timeline.list.selectionModel().select(row, flag)
    timeline.list.clicked.emit(rows[-1])
    yield "timeline-several", window
    timeline.detail.back.emit()
    timeline.list.clearSelection()
    timeline.adder.open_editor()
    yield "timeline-add", window
    timeline.adder.close_editor()
    timeline.search.setText("bridge")
    yield "timeline-search", window
    timeline.search.setText("zeppelin xyz")
    yield "timeline-nothing-found", window
    timeline.search.clear()
    stage.settle()
    timeline.narrow(Filter(kinds=(NoteKind.EVENT, NoteKind.PLAN), people=("Inês", "Mother")))
    yield "timeline-filtered", window
    timeline.narrow(Filter())
    stage.settle()
    timeline.model.failed.emit(
        StoreError("Another program holds the database memory.db.", "Close it and try again.")
    )
    yield "timeline-failed", window
    timeline.refresh()
    stage.settle()


def _people(stage: Stage, window: MainWindow) -> Iterator[State]:
    window.memories.show_view(View.PEOPLE)
    people = window.memories.view(View.PEOPLE)
    assert isinstance(people, PeopleView)
    people.list.clearSelection()
    stage.settle()
    yield "people", window
    people.list.setCurrentIndex(people.model.index(0))
    people.list.clicked.emit(people.model.index(0))
    yield "people-one", window
    people.page.around.click()
    yield "people-around", window
    people.around.back_button.click()
    people.to_list.click()
    people.search.setText("xyz")
    yield "people-nothing-found", window
    people.search.clear()


def _other_views(stage: Stage, window: MainWindow) -> Iterator[State]:
    memories = window.memories
    memories.show_view(View.PORTRAIT)
    portrait = memories.view(View.PORTRAIT)
    assert isinstance(portrait, PortraitView)
    stage.until(lambda: bool(portrait.cards))
    yield "portrait", window
    card = next(iter(portrait.cards.values()))
    card.edit.click()
    yield "portrait-editing", window
    card.editor.cancelled.emit()
    memories.show_view(View.REVIEW)
    yield "review", window
    memories.show_view(View.ACTIVITY)
    yield "activity", window
    run = JobRun("", "topics", NOW, NOW, did=(("written", 3),))
    stage.companion.events.publish(JobProgress(run, 7, 9))
    yield "activity-asleep", window
    stage.companion.events.publish(JobProgress(replace(run, state=JobState.DONE), 9, 9))
    memories.show_view(View.TIMELINE)
    memories.show_view(View.ACTIVITY)
    stage.settle()
    memories.show_view(View.TIMELINE)


def _settings(stage: Stage, window: MainWindow) -> Iterator[State]:
    window.go_to(window.settings)
    bar = window.settings.verticalScrollBar()
    bar.setValue(0)
    yield "settings", window
    bar.setValue(bar.maximum())
    yield "settings-below", window
    window.does.shortcuts.trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    yield "shortcuts", dialog
    dialog.accept()


def _trouble(stage: Stage, window: MainWindow) -> Iterator[State]:
    ids = window.sidebar.model.ids()
    window.open_conversation(ids[1])
    error = ModelError("“summer.gguf” is damaged.", "Download it again, or choose another file.")
    stage.companion.events.publish(ModelFailed(error))
    window.sidebar.list.delete_wanted.emit(ids[4])
    stage.until(window.undo_bar.isVisible)
    yield "banner-and-undo", window
    window.undo_bar.undo()
    stage.until(lambda: ids[4] in window.sidebar.model.ids())
    window.banners.clear("model")
    stage.companion.events.publish(READY)
    shown = window.sidebar.isVisible()
    window.does.sidebar.trigger()
    yield "rail" if shown else "sidebar", window
    window.does.sidebar.trigger()
    in_use = HomeInUse(
        "Another Companion already has this memory open.", "Use its window, or close it first."
    )
    stage.companion.events.publish(StartFailed(in_use))
    yield "start-failed", window
    stage.companion.events.publish(Ready())
    stage.settle()
    fault = FaultDialog(window)
    fault.tell("Traceback (most recent call last):\n  …\nZeroDivisionError: division by zero")
    yield "fault", fault
    fault.accept()
    fault.deleteLater()


def _click_notes(stage: Stage, window: MainWindow) -> None:
    """Open, or close, the drawer with the notes behind the latest reply."""
    stage.until(lambda: bool(window.chat.talk.items))
    row = window.chat.messages.row(window.chat.talk.items[-1].message.id)
    if row is not None and row.bar.notes is not None:
        row.bar.notes.click()


def _notes(timeline: MemoriesView) -> list[QModelIndex]:
    """The first rows of the timeline that fade by now."""
    rows = map(timeline.model.index, range(30))
    fading = (NoteKind.FACT, NoteKind.PREFERENCE, NoteKind.EVENT, NoteKind.RELATIONSHIP)
    return [row for row in rows if row.data(NoteRole.KIND) in fading]
