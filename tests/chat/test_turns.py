"""What the model is given, turn by turn, when things change around a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.chat.context import OVERHEAD
from companion.chat.contexts import CONTEXTS
from companion.clock import FixedClock
from companion.events import ModelReady, TurnFailed, TurnFinished, TurnRecalled
from companion.llm.base import ChatModel, ModelInfo
from companion.llm.scripted import ScriptedChatModel
from companion.settings import Settings
from tests.listening import Listener

FACT = "I have a dog called Biscuit"


def everything(model: ScriptedChatModel) -> str:
    """The last prompt as one text."""
    return "\n".join(message.content for message in model.prompts[-1])


@pytest.mark.slow
def test_another_model_goes_on_with_the_conversation_in_its_own_room(
    open_companion: Callable[..., Listener],
) -> None:
    loaded: list[ScriptedChatModel] = []

    def load(settings: Settings) -> ChatModel:
        loaded.append(ScriptedChatModel(context_tokens=settings.context_tokens or 4096))
        return loaded[-1]

    listener = open_companion(load_model=load)
    listener.start()
    turn = listener.say(FACT)
    for number in range(30):
        listener.say(f"And number {number}? " + "word " * 60, conversation_id=turn.conversation_id)
    listener.companion.change_settings(context_tokens=1024)
    last = listener.say("Still there?", conversation_id=turn.conversation_id)
    assert listener.reply(last) == "All right."
    assert [model.closed for model in loaded] == [True, False]
    assert len(listener.all(ModelReady)) == 2
    prompt = loaded[1].prompts[0]
    assert loaded[1].count_prompt(prompt) < 1024
    assert prompt[-1].content.endswith("Still there?")


def test_the_date_is_that_of_the_day_even_in_a_window_left_open(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    turn = listener.say("Hello")
    clock.advance(timedelta(days=1))
    listener.say("Good morning", conversation_id=turn.conversation_id)
    assert "5 May 2026" in model.prompts[-1][0].content
    assert "4 May 2026" not in model.prompts[-1][0].content


def test_a_note_pinned_in_the_middle_of_a_conversation_is_in_its_next_prompt(
    listener: Listener, model: ScriptedChatModel
) -> None:
    turn = listener.say("Hello")
    note = listener.companion.remember("The bins go out on Thursday").result().note
    listener.companion.pin_note(note.id, True).result()
    listener.say("What now?", conversation_id=turn.conversation_id)
    assert "The bins go out on Thursday" in model.prompts[-1][0].content
    listener.companion.pin_note(note.id, False).result()
    listener.say("And now?", conversation_id=turn.conversation_id)
    assert "The bins go out on Thursday" not in model.prompts[-1][0].content


@pytest.mark.parametrize("change", ["corrected", "forgotten"])
def test_a_recalled_note_that_is_changed_is_in_no_further_prompt(
    listener: Listener, model: ScriptedChatModel, change: str
) -> None:
    note = listener.companion.remember("My sister works at the bakery").result().note
    listener.rest()
    turn = listener.say("where does my sister work, the bakery?")
    assert "works at the bakery" in everything(model)
    if change == "corrected":
        listener.companion.correct_note(note.id, "My sister works at the harbour").result()
    else:
        listener.companion.forget_notes([note.id]).result()
    listener.say("Hm", conversation_id=turn.conversation_id)
    assert "works at the bakery" not in everything(model)


def test_recalled_notes_leave_room_for_a_long_message(
    listener: Listener, model: ScriptedChatModel
) -> None:
    for number in range(8):
        listener.companion.remember(f"Story {number} of the dog: " + "it barked " * 30).result()
    listener.rest()
    listener.companion.change_settings(reply_tokens=16)
    question = "Which story of the dog is it? "
    short = listener.wait(TurnRecalled, turn=listener.say(question)).recall
    assert len(short.items) > 2
    # Now it just fits, and a hundred words more do not.
    prompt = model.prompts[-1]
    model._context_tokens = model.count_prompt(prompt) + 16 + OVERHEAD * len(prompt)
    turn = listener.say("and " * 100 + question)
    assert isinstance(listener.wait(TurnFinished, TurnFailed, turn=turn), TurnFinished)
    long = listener.wait(TurnRecalled, turn=turn).recall
    assert 0 < len(long.items) < len(short.items)
    assert long.tokens == sum(model.count_text(item.note.text) for item in long.items)
    assert [item.note.text in everything(model) for item in long.items] == [True] * len(long.items)


def test_more_pinned_notes_than_fit_leave_room_to_talk(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model._context_tokens = 1500
    for number in range(12):
        text = f"Rule number {number}: " + "always be kind " * 30
        note = listener.companion.remember(text).result().note
        listener.companion.pin_note(note.id, True).result()
    assert listener.reply(listener.say("Hello")) == "All right."
    assert "Rule number 11" in everything(model), "the latest go first"
    assert model.count_prompt(model.prompts[-1]) < 1000


def test_when_a_conversation_is_nearly_full_room_is_made_before_the_next_question(
    listener: Listener, model: ScriptedChatModel
) -> None:
    model._context_tokens = 1500
    turn = listener.say("Hello")
    for number in range(40):
        listener.say(f"And number {number}? " + "word " * 30, conversation_id=turn.conversation_id)
        made = [at for at, options in enumerate(model.options) if options.max_tokens == 1]
        if made:
            break
    listener.say("And now?", conversation_id=turn.conversation_id)
    ready, asked = model.prompts[made[0]], model.prompts[-1]
    assert asked[: len(ready)] == ready
    assert asked[-1].content.endswith("And now?")


def test_more_conversations_than_are_kept_ready_go_on_nevertheless(
    listener: Listener, model: ScriptedChatModel
) -> None:
    turns = [listener.say(f"Hello number {number}") for number in range(CONTEXTS + 2)]
    listener.say("And?", conversation_id=turns[0].conversation_id)
    said = [message.content for message in model.prompts[-1][-3:]]
    assert said == ["Hello number 0", "All right.", "And?"]


def test_a_reply_made_anew_is_not_given_its_own_question(
    listener: Listener, model: ScriptedChatModel
) -> None:
    turn = listener.say(FACT)
    before = model.prompts[-1]
    reply = listener.companion.thread(turn.conversation_id).result().messages[-1].message
    again = listener.companion.regenerate(reply)
    listener.reply(again)
    assert listener.wait(TurnRecalled, turn=again).recall.items == ()
    assert model.prompts[-1] == before


# -- what is open ---------------------------------------------------------------------------------


def told_of_an_interview(listener: Listener, clock: FixedClock) -> None:
    """On Monday, of one on Friday; it is Sunday now."""
    listener.say("I have a job interview on Friday.")
    listener.rest()
    clock.advance(timedelta(days=6))


def test_a_plan_whose_day_has_passed_comes_up_once(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    told_of_an_interview(listener, clock)
    turn = listener.say("Good morning!")
    asked = model.prompts[-1][-1].content
    assert "<hint>If it fits here, ask kindly how this went: “I have a job interview" in asked
    assert asked.endswith("Good morning!")
    assert "hint" not in model.prompts[-1][0].content
    (given,) = listener.wait(TurnRecalled, turn=turn).recall.items
    assert given.why == "its day has passed"
    listener.say("It was nice.", conversation_id=turn.conversation_id)
    assert "<hint>" not in model.prompts[-1][-1].content
    listener.say("Good evening!")
    assert "<hint>" not in model.prompts[-1][-1].content


def test_with_the_setting_off_nothing_comes_up(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    listener.companion.change_settings(open_questions=False)
    told_of_an_interview(listener, clock)
    listener.say("Good morning!")
    assert "<hint>" not in model.prompts[-1][-1].content


def test_off_the_record_nothing_comes_up(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    told_of_an_interview(listener, clock)
    listener.say("Good morning!", off_the_record=True)
    assert "<hint>" not in model.prompts[-1][-1].content


class Small(ScriptedChatModel):
    """A model that hints and what it said itself would confuse."""

    @property
    def info(self) -> ModelInfo:
        return replace(super().info, parameters=10**8)


def test_nothing_comes_up_with_a_small_model(
    open_companion: Callable[..., Listener], clock: FixedClock
) -> None:
    model = Small()
    listener = open_companion(load_model=lambda _: model)
    listener.start()
    told_of_an_interview(listener, clock)
    listener.say("Good morning!")
    assert "<hint>" not in model.prompts[-1][-1].content


def test_a_tiny_model_is_told_what_was_said_last_and_not_what_it_said_itself(
    open_companion: Callable[..., Listener],
) -> None:
    model = Small()
    listener = open_companion(load_model=lambda _: model)
    listener.start()
    turn = listener.say("My boss shouted.")
    listener.say("I may quit.", conversation_id=turn.conversation_id)
    first, second = model.prompts
    assert second[:-1] == first[:-1]
    assert second[-1].content.endswith("My boss shouted.\nI may quit.")
