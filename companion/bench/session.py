"""A Companion that is measured as a window would drive it, with the real model."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from companion.app import Companion, load_chat_model
from companion.bench.life import HOBBIES, JOBS, LIFE, NAMES, PLACES
from companion.domain import Message, Turn
from companion.events import (
    Event,
    ModelReady,
    StartFailed,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
)
from companion.llm.base import TINY_MODEL, ChatMessage, ChatModel, ModelInfo
from companion.settings import Settings

CONTEXT_TOKENS = 6144


class Recorder:
    """A chat model that keeps the prompts it is given. It counts as one that follows a talk, so
    that they are as long as with any model but the tiny starter."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.prompts: list[list[ChatMessage]] = []

    @property
    def info(self) -> ModelInfo:
        """That of the model, with the fewest parameters that are not tiny."""
        return replace(self._model.info, parameters=TINY_MODEL)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def stream(self, messages: Sequence[ChatMessage], *rest: Any) -> Any:
        self.prompts.append(list(messages))
        return self._model.stream(messages, *rest)


class Session:
    """A Companion on a throw-away home, driven as the window drives it."""

    def __init__(self, home: Path, opened: type[Companion] = Companion) -> None:
        self.recorder: Recorder | None = None
        self._events: SimpleQueue[tuple[float, Event]] = SimpleQueue()
        self.companion = opened(home, load_model=self._load)
        self.companion.events.subscribe(
            lambda event: self._events.put((time.perf_counter(), event))
        )
        self.companion.start()
        while not isinstance(event := self._events.get()[1], ModelReady):
            if isinstance(event, StartFailed):
                raise event.error
        self.companion.change_settings(temperature=0.0, context_tokens=CONTEXT_TOKENS)
        while not isinstance(self._events.get()[1], ModelReady):
            pass

    @property
    def model(self) -> Recorder:
        assert self.recorder is not None
        return self.recorder

    def say(self, text: str, conversation_id: str | None = None) -> Said:
        """Say something, and wait until its notes are written."""
        return self._take(lambda: self.companion.send(text, conversation_id=conversation_id))

    def again(self, reply: Message) -> Said:
        """Have a reply made anew."""
        return self._take(lambda: self.companion.regenerate(reply))

    def _take(self, begin: Callable[[], Turn]) -> Said:
        sent = time.perf_counter()
        turn = begin()
        deltas: list[float] = []
        finished: TurnFinished | None = None
        while True:
            at, event = self._events.get()
            if isinstance(event, TurnFailed):
                raise event.error
            if isinstance(event, TurnDelta):
                deltas.append(at)
            elif isinstance(event, TurnFinished):
                finished = event
            elif isinstance(event, TurnObserved):
                break
        assert finished is not None
        return Said(turn, finished, sent, deltas)

    def remember_a_life(self) -> int:
        """Write some hundred notes, as after months, so that recall has something to search; gives
        how many."""
        for number in range(200):
            text = LIFE[number % len(LIFE)].format(
                place=PLACES[number % 7],
                name=NAMES[number % 8],
                job=JOBS[number // 3 % 6],
                hobby=HOBBIES[number // 5 % 6],
            )
            self.companion.remember(f"{text} That was {number + 2} weeks ago.").result()
        self.companion.catch_up().result()
        return 200

    def _load(self, settings: Settings) -> ChatModel:
        self.recorder = Recorder(load_chat_model(settings))
        return self.recorder


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, when it was asked for, and when its text came."""

    turn: Turn
    finished: TurnFinished
    sent: float
    deltas: list[float]

    @property
    def ttft_ms(self) -> float:
        """From the call of `send` to the first text that a listener was given."""
        return (self.deltas[0] - self.sent) * 1000.0
