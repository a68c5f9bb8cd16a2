"""The model writes notes in the background, if it can, and never while the person waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from companion.clock import FixedClock
from companion.domain import Note, Origin
from companion.events import ModelProbed, NotesChanged, TurnFinished
from companion.llm.base import ChatMessage
from companion.llm.scripted import ScriptedChatModel
from companion.memory.probe import DIALOGUES
from companion.studying import QUIET
from tests.listening import PATIENCE_S, Listener
from tests.memory.test_probe import knowing
from tests.reading import Reader

SMALL_TALK = "Evening runs along the canal keep the doctor away."
"""What the rules make nothing of."""
Replies = Callable[[Sequence[ChatMessage]], str]


def is_study(prompt: Sequence[ChatMessage]) -> bool:
    """Whether a prompt asks for notes, and not for a reply."""
    return "- User: Guess what?" in prompt[1].content if len(prompt) > 1 else False


class Gifted:
    """A model that talks, and knows what is worth remembering: the probe's lines and `canal`."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.studied: list[str] = []
        self.reached = threading.Event()
        self.hold: threading.Event | None = None

    def __call__(self, prompt: Sequence[ChatMessage]) -> str:
        if not is_study(prompt):
            return "All right."
        self.studied.append(prompt[-1].content)
        self.reached.set()
        if self.hold is not None:
            assert self.hold.wait(PATIENCE_S)
        return self.reader(prompt)


@pytest.fixture
def gifted() -> Gifted:
    return Gifted(knowing().names("canal", "User"))


@pytest.fixture
def open_gifted(open_companion: Callable[..., Listener], gifted: Gifted) -> Callable[..., Listener]:
    """Opens a Companion whose model is gifted."""

    def make(**parts: Any) -> Listener:
        listener = open_companion(load_model=lambda _: ScriptedChatModel(gifted), **parts)
        listener.start()
        return listener

    return make


def study(listener: Listener) -> None:
    """Let it study to the end."""
    listener.companion.study().result(PATIENCE_S)
    listener.rest()


def by_model(listener: Listener) -> list[Note]:
    notes = listener.companion.notes().result()
    return [note for note in notes if note.origin is Origin.MODEL]


def test_a_model_that_passed_notes_what_the_rules_missed(
    open_gifted: Callable[..., Listener], clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    assert listener.companion.model_writes().result() is None
    study(listener)
    assert listener.wait(ModelProbed) == ModelProbed("Scripted", writes=True)
    assert listener.companion.model_writes().result() is True
    (note,) = by_model(listener)
    assert note.text == SMALL_TALK
    assert any(note.id in event.ids for event in listener.all(NotesChanged))


def test_a_model_that_failed_writes_nothing_and_is_not_asked_again(
    open_companion: Callable[..., Listener], clock: FixedClock
) -> None:
    dull = Gifted(Reader())
    listener = open_companion(load_model=lambda _: ScriptedChatModel(dull))
    listener.start()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    study(listener)
    assert listener.wait(ModelProbed).writes is False
    assert listener.companion.model_writes().result() is False
    asked = len(dull.studied)
    assert 0 < asked < len(DIALOGUES)
    study(listener)
    assert len(dull.studied) == asked
    assert by_model(listener) == []


def test_an_episode_is_read_once_also_over_restarts(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    study(listener)
    read = len(gifted.studied)
    assert SMALL_TALK in gifted.studied[-1]
    study(listener)
    listener.close()
    again = open_gifted()
    study(again)
    assert len(gifted.studied) == read
    assert len(by_model(again)) == 1
    assert not again.all(ModelProbed), "it is known already"


def test_what_is_still_talked_about_waits(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(QUIET)
    study(listener)
    assert gifted.studied
    assert not any(SMALL_TALK in read for read in gifted.studied)


def test_off_the_record_nothing_is_read(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK, off_the_record=True)
    clock.advance(timedelta(hours=1))
    study(listener)
    assert not any(SMALL_TALK in read for read in gifted.studied)


def test_the_person_goes_first_and_what_was_given_up_is_read_later(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    study(listener)
    listener.say("Slow boats on the canal near the park calm everybody down.")
    clock.advance(timedelta(hours=1))

    gifted.reached.clear()
    gifted.hold = threading.Event()
    done = listener.companion.study()
    assert gifted.reached.wait(PATIENCE_S)
    turn = listener.companion.send("Good evening to you!")
    while listener.companion._runtime.model_lane.pending() < 2:
        time.sleep(0.002)
    gifted.hold.set()
    listener.wait(TurnFinished, turn=turn)
    done.result(PATIENCE_S)
    assert len(by_model(listener)) == 1, "it was given up"
    listener.rest()
    clock.advance(timedelta(hours=1))
    study(listener)
    assert len([read for read in gifted.studied if "park" in read]) == 2, "and made again"
    assert len(by_model(listener)) == 2


def test_while_the_person_talks_nothing_is_read(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    listener.say("Good evening to you!")
    study(listener)
    assert gifted.studied == []
    clock.advance(QUIET)
    study(listener)
    assert len(by_model(listener)) == 1


def test_closing_in_the_middle_leaves_it_for_the_next_time(
    open_gifted: Callable[..., Listener], gifted: Gifted, clock: FixedClock
) -> None:
    listener = open_gifted()
    listener.say(SMALL_TALK)
    clock.advance(timedelta(hours=1))
    gifted.hold = threading.Event()
    listener.companion.study()
    assert gifted.reached.wait(PATIENCE_S)
    closing = threading.Thread(target=listener.close)
    closing.start()
    gifted.hold.set()
    closing.join(PATIENCE_S)
    gifted.hold = None
    again = open_gifted()
    study(again)
    assert len(by_model(again)) == 1


def test_another_model_is_tested_for_itself(
    open_companion: Callable[..., Listener], gifted: Gifted, tmp_path: Any
) -> None:
    dull = Gifted(Reader())

    def load(settings: Any) -> ScriptedChatModel:
        return ScriptedChatModel(dull if settings.model_path is None else gifted)

    listener = open_companion(load_model=load)
    listener.start()
    gifted.hold, dull.hold = threading.Event(), threading.Event()
    done = listener.companion.study()
    assert dull.reached.wait(PATIENCE_S)
    listener.companion.change_settings(model_path=tmp_path / "better.gguf")
    dull.hold.set()
    done.result(PATIENCE_S)
    assert len(dull.studied) == 1, "it was replaced, and is not asked again"
    assert not gifted.studied
    gifted.hold.set()


def test_without_a_model_nothing_happens(open_companion: Callable[..., Listener]) -> None:
    listener = open_companion()
    listener.companion.start(models=False)
    study(listener)
    assert listener.companion.model_writes().result() is None
