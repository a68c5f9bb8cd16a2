"""What it is like to talk with Companion: from what was said to what is known tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from companion.clock import FixedClock
from companion.domain import MessageState, NoteKind, Role
from companion.events import TurnDelta, TurnRecalled, TurnStarted
from companion.llm.scripted import ScriptedChatModel
from tests.listening import Listener

FACT = "I moved to Porto in May with my dog Biscuit"


def test_a_reply_streams_and_is_kept(listener: Listener, model: ScriptedChatModel) -> None:
    model.replies = ["Porto is lovely."]
    turn = listener.say("Hello there")
    assert "".join(delta.text for delta in listener.all(TurnDelta)) == "Porto is lovely."
    thread = listener.companion.thread(turn.conversation_id).result()
    assert [(shown.message.role, shown.message.text) for shown in thread.messages] == [
        (Role.USER, "Hello there"),
        (Role.ASSISTANT, "Porto is lovely."),
    ]
    assert thread.conversation.title == "Hello there"


def test_what_was_said_is_known_in_a_new_conversation_after_a_restart(
    open_companion: Callable[[], Listener], clock: FixedClock, model: ScriptedChatModel
) -> None:
    today = open_companion()
    today.start()
    said = today.say(FACT)
    today.close()
    clock.advance(timedelta(days=1))
    tomorrow = open_companion()
    tomorrow.start()
    asked = tomorrow.say("what's my dog called?")
    recalled = tomorrow.wait(TurnRecalled, turn=asked).recall
    assert [item.note.text for item in recalled.items] == [FACT]
    (source,) = recalled.items[0].sources
    assert source.message_id == said.user_message_id
    assert source.quote == FACT
    assert "Biscuit" in model.prompts[-1][-1].content
    assert "May 2026" in model.prompts[-1][-1].content


def test_a_reply_shows_the_notes_it_used_and_those_it_led_to(listener: Listener) -> None:
    listener.say(FACT)
    turn = listener.say("Where does my dog live now? I work at a bakery.")
    reply = listener.companion.thread(turn.conversation_id).result().messages[-1]
    assert [item.note.text for item in reply.used] == [FACT]
    assert [(note.note.kind, note.note.text) for note in reply.saved] == [
        (NoteKind.FACT, "I work at a bakery."),
    ]


def test_nothing_is_learned_from_replies_or_from_what_was_recalled(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["I am your companion and I love my cat Tom."]
    listener.say(FACT)
    listener.say("what's my dog called?")
    texts = {note.text for note in listener.companion.notes().result()}
    assert texts == {FACT}


def test_off_the_record_reads_and_writes_nothing(listener: Listener) -> None:
    listener.say(FACT)
    before = listener.companion.notes().result()
    turn = listener.say("my dog Biscuit is ill, I am sad", off_the_record=True)
    assert listener.wait(TurnRecalled, turn=turn).recall.items
    listener.companion.catch_up().result()
    assert listener.companion.notes().result() == before
    assert listener.companion.thread(turn.conversation_id).result().conversation.off_the_record


def test_the_model_is_told_the_date_and_how_long_ago_they_talked(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    listener.say("Hello")
    assert "Monday, 4 May 2026" in model.prompts[-1][0].content
    assert "first conversation" in model.prompts[-1][0].content
    clock.advance(timedelta(days=21))
    listener.say("Hello again")
    assert "3 weeks ago" in model.prompts[-1][0].content


def test_stopping_keeps_what_came(listener: Listener, model: ScriptedChatModel) -> None:
    model.replies = ["word " * 500]
    model.delay_s = 0.005
    turn = listener.companion.send("Tell me a story")
    listener.wait(TurnDelta, turn=turn)
    listener.companion.stop(turn.id)
    text = listener.reply(turn)
    assert text.startswith("word")
    reply = listener.companion.thread(turn.conversation_id).result().messages[-1].message
    assert reply.state is MessageState.STOPPED
    assert reply.text == text
    assert len(text.split()) < 500


def test_regenerating_makes_a_branch_beside_the_reply(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["first", "second"]
    turn = listener.say("Hello")
    thread = listener.companion.thread(turn.conversation_id).result()
    again = listener.companion.regenerate(thread.messages[-1].message)
    assert listener.reply(again) == "second"
    shown = listener.companion.thread(turn.conversation_id).result().messages
    assert [m.message.text for m in shown] == ["Hello", "second"]
    assert shown[-1].siblings == (turn.reply_id, again.reply_id)
    back = listener.companion.choose_branch(turn.reply_id).result()
    assert [m.message.text for m in back.messages] == ["Hello", "first"]


def test_editing_makes_a_branch_and_leaves_the_old_one(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model.replies = ["one", "two", "three"]
    first = listener.say("Hello")
    listener.say("How are you?", conversation_id=first.conversation_id)
    opening = listener.companion.thread(first.conversation_id).result().messages[0].message
    edited = listener.companion.edit_and_resend(opening, "Good morning")
    listener.observed(edited)
    shown = listener.companion.thread(first.conversation_id).result().messages
    assert [m.message.text for m in shown] == ["Good morning", "three"]
    assert [m.content for m in model.prompts[-1][1:]] == ["Good morning"]
    back = listener.companion.choose_branch(opening.id).result()
    assert [m.message.text for m in back.messages] == ["Hello", "one", "How are you?", "two"]


def test_the_prompt_only_grows_so_that_its_prefix_stays_warm(
    listener: Listener, model: ScriptedChatModel
) -> None:
    turn = listener.say(FACT)
    for text in ("How is the weather?", "I like my new flat", "What about dinner?"):
        listener.say(text, conversation_id=turn.conversation_id)
    for earlier, later in pairwise(model.prompts):
        assert later[: len(earlier)] == earlier


@pytest.mark.slow
def test_a_long_conversation_is_trimmed_in_large_steps_and_leaves_a_summary(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    model._context_tokens = 800
    turn = listener.say(FACT)
    lengths = []
    for number in range(24):
        listener.say(
            f"Tell me more about story number {number} " * 4, conversation_id=turn.conversation_id
        )
        lengths.append(len(model.prompts[-1]))
        assert model.count_prompt(model.prompts[-1]) < 800
    trims = [now for before, now in pairwise(lengths) if now < before]
    # Three turns and more at a time: what is recalled for each takes its room, too.
    assert 1 <= len(trims) <= 8
    assert FACT in model.prompts[-1][0].content


def test_deltas_come_only_after_the_message_is_stored(listener: Listener) -> None:
    turn = listener.say("Hello")
    kinds = [type(e) for e in listener.events if getattr(e, "turn", None) == turn]
    assert kinds.index(TurnStarted) < kinds.index(TurnRecalled) < kinds.index(TurnDelta)
