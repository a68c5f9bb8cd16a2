"""The window with a real mouse and real keys: a process of its own on an X server of its own.

Run by `test_by_hand.py`; by itself: `xvfb-run -a python -m tests.native.by_hand HOME`. Pointer and
keys are those of the X server (xdotool); where to point at is read from the widgets.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from companion.app import Companion
from companion.domain import JobState, Note, NoteKind, NoteStatus
from companion.events import ModelReady, TurnFinished, TurnObserved, TurnRecalled
from tests.listening import Listener
from tests.traces import find_traces
from ui.activity.run_row import RunRow
from ui.activity.view import ActivityView
from ui.acts.forget import ForgetDialog
from ui.app import make_application
from ui.bridge import Bridge
from ui.memories.view import View
from ui.portrait.view import PortraitView
from ui.review.view import ReviewView
from ui.shell.window import MainWindow

PATIENCE_S = 90.0
WRONG = "My sister Ada works at a bakery in Xanten."
RIGHT = "My sister Ada works at a library in Kleve."
ASKED = "Where does my sister Ada work?"
WORDS = ("bakery", "Xanten", "xanten", "library", "Kleve", "kleve")
GUESS = "I think I'm becoming allergic to cats."
OWN_WORDS = "I live by the sea."
MANY = ("I like tea.", "I like rain.", "I like trains.")


class Hand:
    """Points, clicks and types as somebody in front of the screen."""

    def __init__(self, window: MainWindow, listener: Listener) -> None:
        self.window, self.listener = window, listener

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until it holds, with the window alive meanwhile."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            focus = QApplication.focusWidget()
            assert time.monotonic() < end, f"it never came to this: {what}; the keys go to {focus}"
            QApplication.processEvents()
            time.sleep(0.01)

    def settle(self, seconds: float = 0.4) -> None:
        """Give the window a moment."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end, "")

    def click(self, on: QWidget, at: QPoint | None = None, *, holding: str = "") -> None:
        """Click in the middle of a widget, or somewhere on it; `holding` a key."""
        place = on.mapToGlobal(on.rect().center() if at is None else at)
        x, y = (str(round(it * on.devicePixelRatioF())) for it in place.toTuple())
        self._be_in_front()
        press = ["mousemove", x, y, "click", "1"]
        if holding:
            press = ["mousemove", x, y, "keydown", holding, "click", "1", "keyup", holding]
        self._do(*press)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._be_in_front()
        self._do("type", "--delay", "12", text)

    def press(self, keys: str) -> None:
        """Press keys together, such as `ctrl+z`."""
        self._be_in_front()
        self._do("key", keys)

    def _be_in_front(self) -> None:
        # No window manager is there to give the keys to the window that is left.
        front = QApplication.activeModalWidget() or self.window
        if not front.isActiveWindow():
            self._do("windowfocus", str(int(front.winId())))

    def _do(self, *what: str) -> None:
        with subprocess.Popen(["xdotool", *what]) as doing:
            self.until(lambda: doing.poll() is not None, "the hand has moved")
        assert doing.returncode == 0
        self.settle()


def say(hand: Hand, text: str) -> str:
    """Say it in a new conversation; the reply, once the notes are written."""
    before = len(hand.listener.all(TurnObserved))
    hand.press("ctrl+n")
    hand.click(hand.window.chat.composer.field)
    hand.type(text)
    hand.press("Return")
    hand.until(lambda: len(hand.listener.all(TurnObserved)) > before, f"“{text}” is observed")
    return hand.listener.all(TurnFinished)[-1].reply.text


def remembered(hand: Hand, words: str) -> Note:
    """The note with these words."""
    found = hand.listener.companion.notes(words).result()
    return next(it for it in found if it.kind not in (NoteKind.EPISODE, NoteKind.SUMMARY))


def choose(hand: Hand, note_id: str, *, holding: str = "") -> None:
    """Click on the row of a note."""
    view = hand.window.memories.timeline
    rows, index_of = view.list, view.model.index_of
    hand.until(lambda: index_of(note_id).isValid(), "the note is listed")
    place = rows.visualRect(index_of(note_id))
    hand.click(rows.viewport(), place.center(), holding=holding)


def show(hand: Hand, words: str) -> None:
    """Search for a memory and click on it."""
    wanted = remembered(hand, words).id
    if not hand.window.pages.on_memories:
        hand.press("ctrl+m")
    view = hand.window.memories.timeline
    hand.click(view.search)
    hand.press("ctrl+a")
    hand.type(words)
    hand.until(lambda: view.model.answered and view.model.complete, "it is found")
    hand.settle(1.5)
    choose(hand, wanted)
    hand.until(
        lambda: view.detail.card is not None and view.detail.card.detail.note.id == wanted,
        "it is shown in full",
    )
    hand.settle()


def correct(hand: Hand) -> None:
    """Make the wrong fact the right one, in its card."""
    show(hand, "Xanten")
    card = hand.window.memories.timeline.detail.card
    assert card is not None
    hand.press("F2")
    hand.until(lambda: card.is_editing, "it is edited")
    hand.press("ctrl+a")
    hand.type(RIGHT)
    hand.press("Return")
    hand.until(lambda: card.text.text() == RIGHT, "it reads right")


def forget(hand: Hand) -> None:
    """Forget it with its words in old messages, by the bin of its card."""
    show(hand, "Kleve")
    detail = hand.window.memories.timeline.detail
    assert detail.card is not None
    bins = [it for it in detail.card.findChildren(QToolButton) if "orget" in it.accessibleName()]
    hand.click(bins[0])
    hand.until(lambda: detail.findChildren(ForgetDialog), "it is asked what goes")
    dialog = detail.findChildren(ForgetDialog)[0]
    hand.until(dialog.go_on.isEnabled, "what goes is known")
    box = dialog.with_words
    hand.click(box, QPoint(box.height() // 2, box.height() // 2))
    hand.until(box.isChecked, "the words go, too")
    hand.click(dialog.go_on)
    hand.until(hand.window.undo_bar.isVisible, "it can be undone")
    hand.until(lambda: not hand.window.undo_bar.isVisible(), "it cannot be undone any more")
    hand.listener.rest()


def act_on_many(hand: Hand) -> None:
    """Put three away at once, have them back, and put them away again, with the keys."""
    core = hand.listener.companion
    ids = [core.remember(text).result().note.id for text in MANY]

    def are(status: NoteStatus) -> bool:
        return all(core.note(it).result().note.status is status for it in ids)

    hand.press("ctrl+m")
    hand.click(hand.window.memories.timeline.search)
    hand.press("Escape")
    choose(hand, ids[0])
    for note_id in ids[1:]:
        choose(hand, note_id, holding="ctrl")
    hand.until(hand.window.memories.timeline.detail.several.isVisible, "several are chosen")
    hand.press("ctrl+e")
    hand.until(lambda: are(NoteStatus.ARCHIVED), "all are put away")
    hand.press("ctrl+z")
    hand.until(lambda: are(NoteStatus.ACTIVE), "all are back")
    hand.settle()
    hand.press("ctrl+shift+z")
    hand.until(lambda: are(NoteStatus.ARCHIVED), "all are put away again")
    hand.press("ctrl+m")


def see_to_the_rest(hand: Hand) -> None:
    """Let it sleep, decide what waits and take that back, write in the portrait and undo that, and
    at last what sleep did."""
    memories = hand.window.memories
    say(hand, GUESS)
    hand.press("ctrl+m")
    hand.press("ctrl+5")
    activity = memories.view(View.ACTIVITY)
    assert isinstance(activity, ActivityView)
    hand.click(activity.now.run)

    def undoable() -> list[RunRow]:
        rows = [] if activity.now.sleeping else activity.rows.values()
        return [row for row in rows if row.undo.isVisible()]

    hand.until(undoable, "a night is told of")
    hand.listener.rest()

    hand.press("ctrl+4")
    review = memories.view(View.REVIEW)
    assert isinstance(review, ReviewView)
    hand.until(lambda: review.cards, "something waits")
    card = next(iter(review.cards.values()))
    hand.press("1")
    hand.until(lambda: card.decided is not None, "it is decided")
    hand.press("u")
    hand.until(lambda: card.decided is None, "it waits again")

    hand.press("ctrl+3")
    portrait = memories.view(View.PORTRAIT)
    assert isinstance(portrait, PortraitView)
    hand.until(lambda: portrait.cards, "there is a portrait")
    hand.settle(1.0)
    section = next(iter(portrait.cards.values()))
    hand.click(section.edit)
    hand.press("ctrl+a")
    hand.type(OWN_WORDS)
    hand.press("Return")
    hand.until(lambda: section.section.owned, "the owner's words stand there")
    assert [line.text for line in section.section.lines] == [OWN_WORDS]
    hand.settle()
    hand.press("ctrl+z")
    hand.until(lambda: not section.section.owned, "they are gone again")

    hand.press("ctrl+5")
    hand.until(undoable, "the night is told of again")
    hand.settle(1.0)
    row = undoable()[0]
    hand.click(row.undo)
    hand.until(lambda: row.run.state is JobState.UNDONE, "what sleep did is undone")
    hand.press("ctrl+1")
    hand.press("ctrl+m")


def main(home: Path) -> None:
    """Live through it on a fresh `home`; ends with what went wrong, if anything did."""
    make_application()
    listener = Listener(Companion(home))
    bridge = Bridge(listener.companion)
    window = MainWindow(bridge)
    window.painted.connect(listener.companion.start)
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
    window.show()
    window.activateWindow()
    hand = Hand(window, listener)
    hand.until(lambda: listener.all(ModelReady), "the model is there")
    listener.companion.change_settings(temperature=0.0)

    say(hand, f"Hi! {WRONG}")
    correct(hand)
    reply = say(hand, ASKED)
    assert "Kleve" in reply, reply
    assert "Xanten" not in reply, reply
    forget(hand)
    say(hand, ASKED)
    recalled = listener.all(TurnRecalled)[-1].recall
    assert not any(word in item.text for item in recalled.items for word in WORDS), recalled
    act_on_many(hand)
    see_to_the_rest(hand)
    window.close()
    bridge.close()
    listener.close()
    left = find_traces(home, WORDS)
    assert not left, left


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    print("done by hand")
