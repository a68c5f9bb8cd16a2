"""The memory follows what the person does with messages, and what they ask of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import NoteKind, NoteStatus, Thread, Turn
from companion.events import NotesChanged, RecordChanged, TurnObserved, TurnRecalled, TurnStarted
from companion.llm.scripted import ScriptedChatModel
from companion.store.store import Store
from companion.trash import UNDO_S
from tests.conftest import NOON
from tests.listening import Listener

FACT = "I moved to Porto in June with my dog Biscuit."


def facts(listener: Listener) -> dict[str, NoteStatus]:
    """The status of every note but the episodes, by text."""
    listener.rest()
    notes = listener.companion.notes().result()
    return {note.text: note.status for note in notes if note.kind is not NoteKind.EPISODE}


def thread(listener: Listener, turn: Turn) -> Thread:
    """The conversation of a turn, as it is now."""
    return listener.companion.thread(turn.conversation_id).result()


def recalled(listener: Listener, question: str) -> list[str]:
    """What a question asked elsewhere brings up."""
    asked = listener.say(question, off_the_record=True)
    return [item.note.text for item in listener.wait(TurnRecalled, turn=asked).recall.items]


# -- branches -------------------------------------------------------------------------------------


def test_an_edited_message_takes_its_notes_along_and_brings_them_back(listener: Listener) -> None:
    turn = listener.say(FACT)
    said = thread(listener, turn).messages[0].message
    (before,) = [n for n in listener.companion.notes().result() if n.kind is not NoteKind.EPISODE]
    edited = listener.companion.edit_and_resend(said, "I moved to Lisbon in June.")
    listener.observed(edited)
    assert facts(listener) == {
        FACT: NoteStatus.RETIRED,
        "I moved to Lisbon in June.": NoteStatus.ACTIVE,
    }
    assert any(before.id in event.ids for event in listener.all(NotesChanged)[1:])
    assert recalled(listener, "what's my dog called?") == []
    listener.companion.choose_branch(said.id).result()
    assert listener.companion.note(before.id).result().note == before
    assert recalled(listener, "what's my dog called?") == [FACT]


def test_prompts_lose_the_words_of_a_message_that_was_replaced(
    listener: Listener, model: ScriptedChatModel
) -> None:
    turn = listener.say(FACT)
    asked = listener.say("what's my dog called?")
    said = thread(listener, turn).messages[0].message
    listener.observed(listener.companion.edit_and_resend(said, "Hello."))
    listener.say("And now?", conversation_id=asked.conversation_id)
    assert not any("Biscuit" in message.content for message in model.prompts[-1])


def test_a_reply_made_anew_leaves_the_notes_of_its_question(listener: Listener) -> None:
    turn = listener.say(FACT)
    reply = thread(listener, turn).messages[-1].message
    again = listener.companion.regenerate(reply)
    saved = listener.observed(again).saved
    assert {detail.note.text for detail in saved} == {FACT}
    assert facts(listener) == {FACT: NoteStatus.ACTIVE}


def test_what_followed_a_reply_made_anew_leaves_with_it(listener: Listener) -> None:
    turn = listener.say("Hello.")
    listener.say(FACT, conversation_id=turn.conversation_id)
    reply = thread(listener, turn).messages[1].message
    listener.observed(listener.companion.regenerate(reply))
    assert facts(listener) == {FACT: NoteStatus.RETIRED}
    listener.companion.choose_branch(reply.id).result()
    assert facts(listener) == {FACT: NoteStatus.ACTIVE}


def test_a_message_left_before_it_was_noted_is_noted_when_it_is_back(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["word " * 400, "Fine."]
    model.delay_s = 0.002
    turn = listener.companion.send(FACT)
    said = listener.wait(TurnStarted, turn=turn).user_message
    listener.companion.stop(turn.id)
    listener.observed(listener.companion.edit_and_resend(said, "Hello."))
    listener.observed(turn)
    assert facts(listener) == {}
    listener.companion.choose_branch(said.id).result()
    assert facts(listener) == {FACT: NoteStatus.ACTIVE}


def test_a_reply_that_comes_late_does_not_take_the_branch_back(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["word " * 100] * 2
    model.delay_s = 0.002
    turn = listener.companion.send(FACT)
    said = listener.wait(TurnStarted, turn=turn).user_message
    edited = listener.companion.edit_and_resend(said, "Hello.")
    listener.observed(turn)
    listener.observed(edited)
    shown = [shown.message.id for shown in thread(listener, turn).messages]
    assert shown == [edited.user_message_id, edited.reply_id]


def test_killed_before_a_reply_was_made_anew_the_old_one_is_there(
    listener: Listener, open_companion: Callable[[], Listener]
) -> None:
    turn = listener.say("Hello.")
    listener.say(FACT, conversation_id=turn.conversation_id)
    whole = [m.message.id for m in thread(listener, turn).messages]
    companion = listener.companion

    def go_back(store: Store) -> None:
        companion._move(store, lambda: store.conversations.go_back_to(turn.user_message_id, NOON))

    companion._write(go_back).result()
    assert facts(listener) == {FACT: NoteStatus.RETIRED}
    listener.close()
    again = open_companion()
    again.start()
    assert facts(again) == {FACT: NoteStatus.ACTIVE}
    assert [m.message.id for m in thread(again, turn).messages] == whole


# -- asks -----------------------------------------------------------------------------------------


def test_what_is_to_be_forgotten_is_not_recalled_for_the_reply(
    listener: Listener, model: ScriptedChatModel
) -> None:
    listener.say(FACT)
    turn = listener.say("Forget what I said about my dog Biscuit.")
    assert listener.wait(TurnRecalled, turn=turn).recall.items == ()
    assert "Porto" not in "".join(message.content for message in model.prompts[-1])
    assert facts(listener)[FACT] is NoteStatus.RETIRED
    assert listener.companion.notes("forget").result() == []


@pytest.mark.parametrize(
    ("asks", "kept"),
    [
        ("Remember that the bins go out on Thursday.", "the bins go out on Thursday."),
        ("Can you remember that Ada's wifi is called Tulip?", "Ada's wifi is called Tulip"),
        (
            "The spare key is under the pot. Please remember that.",
            "The spare key is under the pot.",
        ),
    ],
)
def test_what_is_to_be_remembered_is_noted_and_shown(
    listener: Listener, asks: str, kept: str
) -> None:
    turn = listener.say(asks)
    (note,) = [d.note for d in listener.observed(turn).saved if d.note.kind is not NoteKind.EPISODE]
    assert (note.text, note.status) == (kept, NoteStatus.ACTIVE)
    assert note.importance == 9
    shown = thread(listener, turn).messages[-1].saved
    assert note.id in {detail.note.id for detail in shown}


def test_what_is_known_is_more_important_once_it_is_to_be_remembered(listener: Listener) -> None:
    listener.say(FACT)
    listener.say(f"Please remember that {FACT}")
    (note,) = [n for n in listener.companion.notes().result() if n.kind is not NoteKind.EPISODE]
    assert (note.text, note.importance) == (FACT, 9)


def test_a_message_that_is_not_to_be_remembered_leaves_nothing(listener: Listener) -> None:
    listener.say("I own a red bicycle.")
    turn = listener.say(f"{FACT} Don't remember this, please.")
    assert listener.observed(turn).saved == ()
    assert facts(listener) == {"I own a red bicycle.": NoteStatus.ACTIVE}
    assert listener.companion.notes("Biscuit").result() == []


def test_a_conversation_goes_off_the_record_with_what_it_told_before(listener: Listener) -> None:
    listener.say("I live in Lisbon.")
    before = listener.companion.notes().result()
    first = listener.say(FACT)
    assert facts(listener)["I live in Lisbon."] is NoteStatus.SUPERSEDED
    told = listener.companion.notes().result()
    where = {"conversation_id": first.conversation_id}
    turn = listener.say("Please don't remember this conversation.", **where)
    assert listener.companion.notes().result() == before
    assert thread(listener, turn).conversation.off_the_record
    listener.say("I own a red bicycle.", **where)
    listener.companion.catch_up().result()
    assert listener.companion.notes().result() == before
    (changed,) = listener.all(RecordChanged)
    assert (changed.conversation_id, changed.off_the_record) == (first.conversation_id, True)
    assert changed.undoable is not None

    assert listener.companion.undo(changed.undoable.id).result()
    assert not thread(listener, turn).conversation.off_the_record
    assert listener.all(RecordChanged)[-1] == RecordChanged(first.conversation_id, False)
    texts = set(facts(listener))
    assert texts == {n.text for n in told if n.kind is not NoteKind.EPISODE} | {
        "I own a red bicycle."
    }
    assert facts(listener)["I live in Lisbon."] is NoteStatus.SUPERSEDED


def test_what_went_off_the_record_is_gone_for_good_after_its_time(
    listener: Listener, clock: FixedClock
) -> None:
    turn = listener.say(FACT)
    listener.say("This is off the record.", conversation_id=turn.conversation_id)
    clock.advance(timedelta(seconds=UNDO_S + 1))
    listener.companion._deleting.purge()
    listener.rest()
    store = listener.companion._runtime.store()
    assert not any(store.notes.with_status(status) for status in NoteStatus)
    assert thread(listener, turn).messages[0].message.text == FACT


def test_a_conversation_may_begin_with_going_off_the_record(listener: Listener) -> None:
    turn = listener.say(f"Off the record: {FACT}")
    assert listener.observed(turn) == TurnObserved(turn, ())
    assert thread(listener, turn).conversation.off_the_record
    assert listener.companion.notes().result() == []
