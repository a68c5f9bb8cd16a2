"""The whole way through the real window: a wrong fact is corrected, chat goes by the right one, and
when that is forgotten it is nowhere any more."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from companion.acts import GAP
from companion.clock import FixedClock
from companion.domain import Note, NoteKind
from companion.events import TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from companion.trash import UNDO_S
from tests.traces import Traces
from tests.ui.shell.conftest import Desk
from ui.acts.forget import ForgetDialog
from ui.timeline.view import MemoriesView
from ui.timeline.way import Way

WRONG = "My sister Ada works at a bakery in Xanten."
RIGHT = "My sister Ada works at a library in Kleve."
WORDS = ("bakery", "Xanten", "xanten", "library", "librari", "Kleve", "kleve", "bakeri")


def note(desk: Desk, words: str) -> Note:
    """The note with these words."""
    found = desk.companion.notes(words).result()
    return next(it for it in found if it.kind not in (NoteKind.EPISODE, NoteKind.SUMMARY))


def timeline(desk: Desk) -> MemoriesView:
    """The timeline, in front."""
    desk.window.does.memories.trigger()
    view = desk.window.memories.timeline
    desk.until(view.isVisible)
    return view


def show(desk: Desk, words: str) -> MemoriesView:
    """Search for a memory and choose it, with the keyboard."""
    view = timeline(desk)
    wanted = note(desk, words).id
    view.search.clear()
    desk.qtbot.keyClicks(view.search, words)
    desk.until(lambda: view.model.index_of(wanted).isValid())
    # What comes to mind comes a moment later than what has the words.
    desk.until(lambda: not view._pause.isActive())
    desk.listener.rest()
    desk.until(lambda: view.model.index_of(wanted).isValid())
    desk.qtbot.keyClick(view.search, Qt.Key.Key_Down)
    view.list.choose(wanted)
    desk.until(lambda: view.detail.card is not None and view.detail.card.detail.note.id == wanted)
    desk.until(view.detail.acts.edit.isEnabled)
    return view


def asked(desk: Desk, text: str) -> tuple[str, TurnRecalled]:
    """Ask in a new conversation, with the keyboard; its id, and what was recalled."""
    desk.window.does.new.trigger()
    field = desk.window.chat.composer.field
    before = len(desk.listener.all(TurnRecalled))
    desk.qtbot.keyClicks(field, text)
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.until(lambda: len(desk.listener.all(TurnRecalled)) > before)
    recalled = desk.listener.all(TurnRecalled)[-1]
    desk.listener.observed(recalled.turn)
    desk.listener.rest()
    return recalled.turn.conversation_id, recalled


def correct(desk: Desk) -> None:
    """Make the wrong fact the right one, in place."""
    view = show(desk, "Xanten")
    view.detail.acts.edit.trigger()
    card = view.detail.card
    assert card is not None
    card.editor.field.selectAll()
    desk.qtbot.keyClicks(card.editor.field, RIGHT)
    desk.qtbot.keyClick(card.editor.field, Qt.Key.Key_Return)
    desk.until(lambda: card.text.text() == RIGHT)
    desk.listener.rest()


def test_a_wrong_fact_is_corrected_used_forgotten_and_then_nowhere(
    desk: Desk, model: ScriptedChatModel, traces: Traces, clock: FixedClock
) -> None:
    model.replies = ["A bakery, how nice.", "Ada works at a library in Kleve.", "I do not know."]
    first = desk.say(f"Hi! {WRONG}")
    correct(desk)

    _, recalled = asked(desk, "Where does my sister Ada work?")
    assert RIGHT in [item.note.text for item in recalled.recall.items]
    prompt = "\n".join(message.content for message in model.prompts[-1])
    assert RIGHT in prompt
    assert "bakery" not in prompt

    view = show(desk, "Kleve")
    view.detail.acts.forget.trigger()
    dialogs = view.detail.findChildren(ForgetDialog)
    desk.until(dialogs[0].go_on.isEnabled)
    dialogs[0].with_words.setChecked(True)
    quotes = {passage.quote for passage in dialogs[0].chosen()}
    assert {WRONG, "A bakery, how nice.", "Ada works at a library in Kleve."} <= quotes
    dialogs[0].go_on.click()
    desk.until(desk.window.undo_bar.isVisible)
    desk.window.open_conversation(first)
    rows = desk.window.chat.messages
    desk.until(lambda: len(rows.rows) == 2)
    assert rows.rows[0].text.toPlainText() == f"Hi! {GAP}"
    assert rows.rows[1].text.toPlainText() == GAP
    assert not any("bakery" in title for title in desk.titles)

    clock.advance(timedelta(seconds=UNDO_S + 1))
    desk.companion._deleting.purge()
    desk.listener.rest()
    _, recalled = asked(desk, "Where does my sister Ada work?")
    assert not any(word in item.text for item in recalled.recall.items for word in WORDS)
    assert not any(word in message.content for message in model.prompts[-1] for word in WORDS)
    assert traces(WORDS) == set()


def test_what_was_done_is_undone_and_done_again_with_the_platforms_keys(desk: Desk) -> None:
    desk.say(WRONG)
    correct(desk)
    wanted = note(desk, "Kleve").id

    def text() -> str:
        return desk.companion.note(wanted).result().note.text

    desk.until(desk.window.does.undo.isEnabled)
    desk.window.does.undo.trigger()
    desk.until(lambda: text() == WRONG)
    desk.until(desk.window.does.redo.isEnabled)
    desk.window.does.redo.trigger()
    desk.until(lambda: text() == RIGHT)
    assert not desk.window.does.redo.isEnabled()


def test_the_latest_is_undone_first_be_it_an_act_or_a_deletion(desk: Desk) -> None:
    conversation = desk.say(WRONG)
    desk.window.sidebar.list.delete_wanted.emit(desk.say("Something else"))
    desk.until(desk.window.undo_bar.isVisible)
    QTest.qWait(5)
    correct(desk)
    desk.until(desk.window.does.undo.isEnabled)
    desk.window.does.undo.trigger()
    desk.until(lambda: bool(desk.companion.notes("Xanten").result()))
    assert len(desk.stored()) == 1
    desk.until(desk.window.does.undo.isEnabled)
    assert conversation in [it.id for it in desk.stored()]


def test_a_quote_leads_from_the_timeline_to_the_message_in_its_conversation(desk: Desk) -> None:
    conversation = desk.say(WRONG)
    view = show(desk, "Xanten")
    assert view.detail.card is not None
    view.detail.card.findChild(Way).click()
    desk.until(lambda: desk.window.pages.on_chat)
    assert desk.window.open_id == conversation
    desk.until(lambda: bool(desk.window.chat.messages.rows))
    first = desk.window.chat.messages.rows[0]
    desk.until(lambda: first.shown.message.text == WRONG)
