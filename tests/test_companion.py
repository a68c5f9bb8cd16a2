"""The facade: what the window and the command line can ask for, and what they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import TITLE, Message, MessageState, NoteStatus, Origin, Role
from companion.errors import NotFound
from companion.events import (
    Activity,
    ConversationsChanged,
    ModelLoading,
    ModelReady,
    NotesChanged,
    Ready,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
    TurnRecalled,
    TurnStarted,
)
from companion.llm.scripted import ScriptedChatModel
from tests.conftest import NOON
from tests.listening import Listener

FACT = "I moved to Porto in June with my dog Biscuit."


# -- starting -------------------------------------------------------------------------------------


def test_the_store_is_told_to_be_ready_before_the_model(listener: Listener) -> None:
    kinds = [type(event) for event in listener.events]
    assert kinds.index(Ready) < kinds.index(ModelReady)
    assert kinds.index(ModelLoading) < kinds.index(ModelReady)
    ready = listener.wait(ModelReady)
    assert (ready.name, ready.context_tokens, ready.gpu) == ("Scripted", 4096, False)


def test_without_models_notes_can_be_read_and_changed(
    open_companion: Callable[..., Listener], model: ScriptedChatModel
) -> None:
    listener = open_companion()
    listener.companion.start(models=False)
    listener.wait(Ready)
    note = listener.companion.remember("The bins go out on Thursday").result().note
    assert listener.companion.notes().result() == [note]
    turn = listener.companion.send(FACT)
    assert listener.failure(turn).error.hint
    listener.rest()
    assert model.prompts == []
    # What was said without a model is noted all the same.
    listener.companion.catch_up().result()
    assert FACT in [note.text for note in listener.companion.notes().result()]


# -- turns ----------------------------------------------------------------------------------------


def test_a_turn_tells_of_itself_in_order(listener: Listener, model: ScriptedChatModel) -> None:
    model.replies = ["one two three"]
    turn = listener.say(FACT)
    own = [event for event in listener.events if getattr(event, "turn", None) == turn]
    assert [type(event) for event in own] == [
        TurnStarted,
        TurnRecalled,
        TurnDelta,
        TurnDelta,
        TurnDelta,
        TurnFinished,
        TurnObserved,
    ]
    figures = listener.wait(TurnFinished, turn=turn).figures
    assert figures.prompt_tokens == model.count_prompt(model.prompts[-1])
    assert figures.reply_tokens == 3
    assert figures.ttft_ms > 0


def test_what_was_warm_is_not_computed_again(listener: Listener) -> None:
    first = listener.say(FACT)
    before = listener.wait(TurnFinished, turn=first).figures
    second = listener.say("Hm", conversation_id=first.conversation_id)
    after = listener.wait(TurnFinished, turn=second).figures
    assert before.reused_tokens == 0
    assert after.reused_tokens >= before.prompt_tokens - 1


def test_a_reply_made_anew_says_that_it_is(listener: Listener) -> None:
    turn = listener.say("Hello")
    reply = listener.companion.thread(turn.conversation_id).result().messages[-1].message
    again = listener.companion.regenerate(reply)
    listener.observed(again)
    assert not listener.wait(TurnStarted, turn=turn).regenerated
    assert listener.wait(TurnStarted, turn=again).regenerated
    assert again.user_message_id == turn.user_message_id


def test_only_replies_can_be_made_anew(listener: Listener) -> None:
    opening = Message("m", "c", None, Role.USER, "Hello", NOON, MessageState.COMPLETE)
    with pytest.raises(ValueError, match="reply"):
        listener.companion.regenerate(opening)


def test_nothing_can_be_said_in_a_conversation_that_is_gone(listener: Listener) -> None:
    turn = listener.companion.send("Hello", conversation_id="gone")
    assert isinstance(listener.wait(TurnFailed, turn=turn).error, NotFound)
    assert listener.companion.conversations().result() == []


def test_a_model_may_end_a_reply_at_its_longest(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["word " * 100]
    listener.companion.change_settings(reply_tokens=20, temperature=1.5)
    turn = listener.say("Hello")
    assert len(listener.reply(turn).split()) == 20
    assert model.options[-1].temperature == 1.5
    reply = listener.companion.thread(turn.conversation_id).result().messages[-1].message
    assert reply.state is MessageState.COMPLETE


# -- conversations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Hello there", "Hello there"),
        ("  Hello\n\n there ", "Hello there"),
        ("word " * 30, None),
    ],
)
def test_a_conversation_is_named_after_its_first_message(
    listener: Listener, said: str, title: str | None
) -> None:
    turn = listener.say(said)
    found = listener.companion.thread(turn.conversation_id).result().conversation.title
    if title is None:
        assert len(found) <= TITLE
        assert found.endswith("…")
        assert said.startswith(found[:-1])
    else:
        assert found == title


def test_a_conversation_can_be_renamed_and_found(listener: Listener) -> None:
    turn = listener.say(FACT)
    listener.say("Something else")
    companion = listener.companion
    companion.rename_conversation(turn.conversation_id, "Moving").result()
    assert listener.all(ConversationsChanged)[-1].ids == (turn.conversation_id,)
    for query in ("moving", "biscuit", "Porto June"):
        assert [c.title for c in companion.conversations(query).result()] == ["Moving"]
    assert isinstance(companion.rename_conversation("gone", "x").exception(), NotFound)
    assert isinstance(companion.thread("gone").exception(), NotFound)


def test_drafts_wait_until_something_is_said(
    listener: Listener, open_companion: Callable[..., Listener]
) -> None:
    turn = listener.say("Hello")
    companion = listener.companion
    companion.save_draft(turn.conversation_id, "And by the way").result()
    companion.save_draft(None, "A new matter").result()
    listener.close()
    again = open_companion()
    again.start()
    companion = again.companion
    assert companion.new_draft().result() == "A new matter"
    conversation = companion.thread(turn.conversation_id).result().conversation
    assert conversation.draft == "And by the way"
    again.say("And by the way", conversation_id=turn.conversation_id)
    assert companion.thread(turn.conversation_id).result().conversation.draft == ""


# -- notes ----------------------------------------------------------------------------------------


def test_a_note_of_its_owner_is_written_as_it_is_said(listener: Listener) -> None:
    detail = listener.companion.remember("  The bins go out on Thursday ").result()
    assert detail.note.text == "The bins go out on Thursday"
    assert (detail.note.origin, detail.sources) == (Origin.USER, ())
    assert listener.all(NotesChanged)[-1].ids == (detail.note.id,)
    listener.rest()
    asked = listener.say("when do the bins go out?")
    recalled = listener.wait(TurnRecalled, turn=asked).recall.items
    assert [item.note.id for item in recalled] == [detail.note.id]


def test_every_change_to_a_note_is_told_kept_and_heeded(listener: Listener) -> None:
    companion = listener.companion
    note = companion.remember("The bins go out on Thursday").result().note
    companion.correct_note(note.id, "The bins go out on Friday").result()
    companion.pin_note(note.id, True).result()
    detail = companion.hush_note(note.id, True).result()
    assert (detail.note.pinned, detail.note.hushed) == (True, True)
    assert detail.note.text == "The bins go out on Friday"
    assert {revision.actor for revision in detail.revisions} == {"user"}
    assert len(detail.revisions) == 4
    assert [event.ids for event in listener.all(NotesChanged)] == [(note.id,)] * 4
    listener.rest()
    asked = listener.say("which day do the bins go out?")
    (item,) = listener.wait(TurnRecalled, turn=asked).recall.items
    assert item.note.text == "The bins go out on Friday"


def test_notes_come_in_pages_and_are_counted(listener: Listener) -> None:
    companion = listener.companion
    made = [companion.remember(f"thing number {n}").result().note.id for n in range(5)]
    pages = [companion.notes(offset=at, limit=2).result() for at in (0, 2, 4, 6)]
    assert [note.id for page in pages for note in page] == made[::-1]
    assert companion.count_notes().result() == 5
    assert {note.status for page in pages for note in page} == {NoteStatus.ACTIVE}


def test_what_is_not_there_cannot_be_changed(listener: Listener) -> None:
    companion = listener.companion
    for asked in (
        companion.note("gone"),
        companion.correct_note("gone", "x"),
        companion.pin_note("gone", True),
        companion.hush_note("gone", True),
        companion.choose_branch("gone"),
    ):
        assert isinstance(asked.exception(), NotFound)
    assert listener.all(NotesChanged) == []


def test_background_work_shows_what_it_does_and_that_it_is_over(
    listener: Listener, clock: FixedClock
) -> None:
    note = listener.companion.remember("The bins go out on Thursday").result().note
    listener.rest()
    assert listener.all(Activity) == [], "catching up on nothing is nothing to tell"
    deleted = listener.companion.forget_notes([note.id]).result()
    clock.advance(timedelta(seconds=deleted.seconds + 1))
    listener.companion._deleting.purge()
    listener.rest()
    shown = [activity.text for activity in listener.all(Activity)]
    assert shown[-1] == ""
    assert any(shown)
