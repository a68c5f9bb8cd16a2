"""A walk through every view of the window, with something in each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from companion.domain import JobRun, NoteKind
from companion.errors import HomeInUse
from companion.events import JobProgress, StartFailed
from companion.filters import Filter
from tests.listening import PATIENCE_S
from tests.ui.shell.conftest import Desk
from ui.activity.view import ActivityView
from ui.acts.asking import Asking
from ui.memories.view import View
from ui.people.view import PeopleView
from ui.portrait.view import PortraitView
from ui.review.view import ReviewView

TOLD = (
    "My sister Rita lives in Braga with her dog Biscuit. I work as a structural engineer.",
    "Rita is a nurse, and I love strong coffee in the morning.",
    "I think I'm becoming allergic to cats.",
)


def walk(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Each view by its name, when it is in front and has settled."""
    for words in TOLD:
        conversation = desk.say(words)
    desk.listener.rest()
    desk.companion.sleep(["links", "portrait"]).result(PATIENCE_S)
    window = desk.window
    window.open_conversation("")
    yield from _settled(desk, "new", window)
    window.open_conversation(conversation)
    desk.until(lambda: bool(window.chat.talk.items))
    yield from _settled(desk, "conversation", window)
    row = window.chat.messages.row(window.chat.talk.items[-1].message.id)
    if row is not None and row.bar.notes is not None:
        row.bar.notes.click()
        desk.until(window.chat.panel.isVisible)
        yield from _settled(desk, "notes", window)
    window.go_to(window.memories)
    yield from _timeline(desk)
    yield from _views(desk)
    window.go_to(window.settings)
    yield from _settled(desk, "settings", window)
    if window.sidebar.isHidden():
        window.does.sidebar.trigger()
        yield from _settled(desk, "sidebar", window)
        window.does.sidebar.trigger()
    now = desk.companion.clock.now()
    run = JobRun("", "topics", now, now)
    desk.companion.events.publish(JobProgress(run, 7, 9))
    yield from _settled(desk, "asleep", window)
    window.open_conversation(desk.say("Between us: I quit.", off_the_record=True))
    yield from _settled(desk, "off the record", window)
    in_use = HomeInUse("Another Companion already has this memory open.", "Use its window.")
    desk.companion.events.publish(StartFailed(in_use))
    yield from _settled(desk, "start failed", window)


def _timeline(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    timeline = desk.window.memories.timeline
    desk.until(lambda: timeline.model.rowCount() > 2)
    yield from _settled(desk, "timeline", desk.window)
    timeline.list.choose_first()
    timeline.list.activated.emit(timeline.list.currentIndex())
    desk.until(lambda: timeline.detail.card is not None)
    yield from _settled(desk, "detail", desk.window)
    timeline.detail.acts.ask_to_forget(timeline.list.selected_ids())
    dialog = timeline.detail.findChild(Asking)
    assert dialog is not None
    desk.until(dialog.go_on.isEnabled)
    yield from _settled(desk, "forget", dialog)
    dialog.reject()
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)
    timeline.list.setFocus()
    timeline.list.selectAll()
    desk.until(timeline.detail.several.isVisible)
    yield from _settled(desk, "several", desk.window)
    timeline.detail.back.emit()
    timeline.adder.open_editor()
    yield from _settled(desk, "adder", desk.window)
    timeline.adder.close_editor()
    timeline.narrow(Filter(kinds=(NoteKind.PLAN,), people=("Nobody",)))
    desk.until(timeline.state.isVisible)
    yield from _settled(desk, "nothing fits", desk.window)
    timeline.narrow(Filter())


def _views(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    memories = desk.window.memories
    memories.show_view(View.PEOPLE)
    people = memories.view(View.PEOPLE)
    assert isinstance(people, PeopleView)
    desk.until(lambda: people.model.rowCount() > 0)
    yield from _settled(desk, "people", desk.window)
    people.list.setCurrentIndex(people.model.index(0))
    people.list.activated.emit(people.model.index(0))
    desk.until(people.page.isVisible)
    yield from _settled(desk, "one", desk.window)
    memories.show_view(View.PORTRAIT)
    portrait = memories.view(View.PORTRAIT)
    assert isinstance(portrait, PortraitView)
    desk.until(lambda: bool(portrait.cards))
    yield from _settled(desk, "portrait", desk.window)
    memories.show_view(View.REVIEW)
    review = memories.view(View.REVIEW)
    assert isinstance(review, ReviewView)
    desk.until(lambda: bool(review.cards))
    yield from _settled(desk, "review", desk.window)
    memories.show_view(View.ACTIVITY)
    activity = memories.view(View.ACTIVITY)
    assert isinstance(activity, ActivityView)
    desk.until(lambda: bool(activity.rows))
    yield from _settled(desk, "activity", desk.window)


def _settled(desk: Desk, name: str, shown: QWidget) -> Iterator[tuple[str, QWidget]]:
    desk.qtbot.wait(50)
    yield name, shown
