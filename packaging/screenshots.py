"""Pictures of the window, made anew: `uv run python packaging/screenshots.py OUT`.

A made-up person's conversations are said to a scripted model in a temporary data directory, with
the clock turned back, so that everything seen is what Companion itself made of them, with the
starter encoders. Needs no screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from screenshot_content import OWN_NOTES, TALKS

from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import NoteKind, Turn
from companion.errors import HomeInUse, ModelError
from companion.events import Event, ModelFailed, ModelReady, Ready, StartFailed, TurnObserved
from companion.filters import Filter
from companion.llm.scripted import ScriptedChatModel
from ui.app import make_application
from ui.bridge import Bridge
from ui.memories.frame import Memories
from ui.memories.view import View
from ui.people.view import PeopleView
from ui.shell.window import MainWindow
from ui.theme import theme

T = TypeVar("T")
NOW = datetime(2026, 5, 7, 20, 15, tzinfo=UTC)
SIZES = {"wide": (1280, 800), "small": (800, 600)}


class Stage:
    """A Companion with a past, in a window."""

    def __init__(self, home: Path) -> None:
        self.model = ScriptedChatModel()
        self.clock = FixedClock(NOW - timedelta(days=400))
        self.companion = Companion(home, clock=self.clock, load_model=lambda _: self.model)
        self.events: list[Event] = []
        self.companion.events.subscribe(self.events.append)
        self.companion.start()
        self._wait(lambda: self._heard(ModelReady) and self._heard(Ready))

    def live_through(self) -> None:
        """Say everything, oldest first, each at its time."""
        for days, title, off_the_record, said in sorted(TALKS, reverse=True):
            self._turn_to(NOW - timedelta(days=days))
            conversation_id: str | None = None
            for words, reply in said:
                self.model.replies = [reply]
                turn = self.companion.send(
                    words, conversation_id=conversation_id, off_the_record=off_the_record
                )
                self._wait(partial(self._has_observed, turn))
                conversation_id = turn.conversation_id
                self._turn_to(self.clock.now() + timedelta(minutes=2))
            assert conversation_id is not None
            self.result(self.companion.rename_conversation(conversation_id, title))
        for text in OWN_NOTES:
            self.result(self.companion.remember(text))
        self._turn_to(NOW)

    def result(self, future: Future[T]) -> T:
        """The future's result, with the window alive meanwhile."""
        self._wait(future.done)
        return future.result()

    def settle(self, seconds: float = 0.6) -> None:
        """Let everything that is on its way arrive and be painted."""
        until = time.monotonic() + seconds
        self._wait(lambda: time.monotonic() > until)

    def _turn_to(self, moment: datetime) -> None:
        self.clock.advance(moment - self.clock.now())

    def _heard(self, kind: type) -> bool:
        return any(isinstance(event, kind) for event in self.events)

    def _has_observed(self, turn: Turn) -> bool:
        return any(isinstance(event, TurnObserved) and event.turn == turn for event in self.events)

    @staticmethod
    def _wait(done: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not done():
            if time.monotonic() > until:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)


def states(stage: Stage, window: MainWindow) -> Iterator[str]:
    """Bring the window into one state after another; gives each one's name."""
    ids = window.sidebar.model.ids()
    window.open_conversation(ids[0])
    yield "conversation"
    _click_notes(window)
    yield "notes"
    _click_notes(window)
    window.open_conversation("")
    yield "new"
    window.go_to(window.memories)
    window.memories.timeline.list.setCurrentIndex(window.memories.timeline.model.index(4))
    yield "memories"
    window.memories.timeline.search.setText("bridge")
    yield "memories-search"
    window.memories.timeline.search.clear()
    stage.settle()
    window.memories.timeline.narrow(Filter(kinds=(NoteKind.EVENT, NoteKind.PLAN)))
    yield "memories-filtered"
    window.memories.timeline.narrow(Filter())
    stage.settle()
    yield from _views(stage, window.memories)
    window.go_to(window.settings)
    yield "settings"
    window.open_conversation(ids[1])
    error = ModelError("The model file summer.gguf is damaged.", "Choose another one.")
    stage.companion.events.publish(ModelFailed(error))
    window.sidebar.list.delete_wanted.emit(ids[4])
    yield "banner-and-undo"
    window.undo_bar.undo()
    window.banners.clear("model")
    window.does.sidebar.trigger()
    yield "rail"
    window.does.sidebar.trigger()
    in_use = HomeInUse("Another Companion has this data open.", "Close it, then try again.")
    stage.companion.events.publish(StartFailed(in_use))
    yield "start-failed"
    stage.companion.events.publish(Ready())


def _views(stage: Stage, memories: Memories) -> Iterator[str]:
    """The other views of the memory, and what they look like when something is done there."""
    memories.show_view(View.PEOPLE)
    people = memories.view(View.PEOPLE)
    assert isinstance(people, PeopleView)
    stage.settle()
    people.list.setCurrentIndex(people.model.index(0))
    yield "people"
    people.page.around.click()
    yield "people-around"
    people.around.back_button.click()
    memories.show_view(View.PORTRAIT)
    yield "portrait"
    memories.show_view(View.REVIEW)
    yield "review"
    memories.show_view(View.ACTIVITY)
    yield "activity"
    memories.show_view(View.TIMELINE)


def _click_notes(window: MainWindow) -> None:
    """Open, or close, the drawer with the notes behind the latest reply."""
    row = window.chat.messages.row(window.chat.talk.items[-1].message.id)
    if row is not None and row.bar.notes is not None:
        row.bar.notes.click()


def main(out: Path) -> None:
    """Write PNGs of every state, in both themes and two sizes, to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    make_application()
    with tempfile.TemporaryDirectory() as folder, _staged(Path(folder) / "home") as stage:
        stage.live_through()
        stage.result(stage.companion.sleep())
        bridge = Bridge(stage.companion)
        window = MainWindow(bridge)
        window.show()
        stage.companion.events.publish(Ready())
        stage.companion.events.publish(ModelReady("SmolLM2 135M Instruct", 8192, gpu=False))
        stage.settle()
        for shade in ("light", "dark"):
            stage.companion.change_settings(theme=shade)
            theme().choose(shade)
            for size, (width, height) in SIZES.items():
                window.resize(width, height)
                for state in states(stage, window):
                    stage.settle()
                    window.grab().save(str(out / f"{state}-{size}-{shade}.png"))
        window.close()
        bridge.close()


@contextmanager
def _staged(home: Path) -> Iterator[Stage]:
    stage = Stage(home)
    try:
        yield stage
    finally:
        stage.companion.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: screenshots.py OUT")
    main(Path(sys.argv[1]))
