"""How fast a conversation is, as ratios to what llama.cpp alone costs in the same run.

Both sides take turns on the same model file, prompt and threads, so that a busy machine slows both.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from companion.app import Companion, load_chat_model
from companion.bench.life import HOBBIES, JOBS, LIFE, NAMES, PLACES
from companion.domain import Turn
from companion.events import (
    Event,
    ModelReady,
    StartFailed,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
)
from companion.llm.base import ChatMessage, ChatModel
from companion.llm.llama.bare import BareLlama
from companion.settings import Settings

ROUNDS = 3
"""Pairs of measurements; the medians of the ratios are reported."""
REPLY_TOKENS = 128
CONTEXT_TOKENS = 6144
WARM_TURNS = 20
MESSAGE_TOKENS = 40
"""With the notes of each turn, 20 turns make a conversation of some 3,000 tokens."""
STORY = "Write a long poem about the sea, with many verses."


@dataclass(frozen=True, slots=True)
class ChatFigures:
    """Ratios (1.0: as fast as llama.cpp alone) and the figures behind them, medians.

    Decoding in tokens per second, times to the first token in milliseconds.
    """

    decode_ratio: float
    warm_ttft_ratio: float
    tokens_per_s: float
    bare_tokens_per_s: float
    warm_ttft_ms: float
    bare_prefill_ms: float
    recall_ms: float
    new_tokens: int
    prompt_tokens: int
    reused_tokens: int
    notes: int
    rounds: int
    threads: int

    def as_dict(self) -> dict[str, Any]:
        """For JSON; floats to four places."""
        return {
            key: round(value, 4) if isinstance(value, float) else value
            for key, value in asdict(self).items()
        }


class _Recorder:
    """A chat model that keeps the prompts it is given."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.prompts: list[list[ChatMessage]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def stream(self, messages: Sequence[ChatMessage], *rest: Any) -> Any:
        self.prompts.append(list(messages))
        return self._model.stream(messages, *rest)


class _Session:
    """A Companion on a throw-away home, driven as the window drives it."""

    def __init__(self, home: Path) -> None:
        self.recorder: _Recorder | None = None
        self._events: SimpleQueue[tuple[float, Event]] = SimpleQueue()
        self.companion = Companion(home, load_model=self._load)
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
    def model(self) -> _Recorder:
        assert self.recorder is not None
        return self.recorder

    def say(self, text: str, conversation_id: str | None = None) -> _Said:
        """Say something, and wait until its notes are written."""
        sent = time.perf_counter()
        turn = self.companion.send(text, conversation_id=conversation_id)
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
        return _Said(turn, finished, sent, deltas)

    def _load(self, settings: Settings) -> ChatModel:
        self.recorder = _Recorder(load_chat_model(settings))
        return self.recorder


@dataclass(frozen=True, slots=True)
class _Said:
    turn: Turn
    finished: TurnFinished
    sent: float
    deltas: list[float]

    @property
    def ttft_ms(self) -> float:
        """From the call of `send` to the first text that a listener was given."""
        return (self.deltas[0] - self.sent) * 1000.0


def bench_chat(rounds: int = ROUNDS) -> ChatFigures:
    """Measure decoding, and the first token of late turns, against llama.cpp alone.

    Takes minutes. Raises what keeps Companion from starting.
    """
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        session = _Session(Path(home))
        info = session.model.info
        bare = BareLlama(info.path, context_tokens=CONTEXT_TOKENS, threads=info.threads)
        try:
            notes = _remember_a_life(session)
            decode = [_decode_round(session, bare) for _ in range(rounds)]
            warm = _warm_rounds(session, bare, rounds)
        finally:
            bare.close()
            session.companion.close()
    ours, alone = (statistics.median(side) for side in zip(*decode, strict=True))
    return ChatFigures(
        decode_ratio=statistics.median(mine / other for mine, other in decode),
        warm_ttft_ratio=statistics.median(said.ttft_ms / cost for said, cost, _ in warm),
        tokens_per_s=ours,
        bare_tokens_per_s=alone,
        warm_ttft_ms=statistics.median(said.ttft_ms for said, _, _ in warm),
        bare_prefill_ms=statistics.median(cost for _, cost, _ in warm),
        recall_ms=statistics.median(said.finished.figures.recall_ms for said, _, _ in warm),
        new_tokens=int(statistics.median(new for _, _, new in warm)),
        prompt_tokens=warm[0][0].finished.figures.prompt_tokens,
        reused_tokens=warm[0][0].finished.figures.reused_tokens,
        notes=notes,
        rounds=rounds,
        threads=info.threads,
    )


def _remember_a_life(session: _Session) -> int:
    """Some hundred notes, as after months, so that recall has something to search."""
    made = 0
    for number in range(200):
        text = LIFE[number % len(LIFE)].format(
            place=PLACES[number % 7],
            name=NAMES[number % 8],
            job=JOBS[number // 3 % 6],
            hobby=HOBBIES[number // 5 % 6],
        )
        session.companion.remember(f"{text} That was {number + 2} weeks ago.").result()
        made += 1
    session.companion.catch_up().result()
    return made


def _decode_round(session: _Session, bare: BareLlama) -> tuple[float, float]:
    """Tokens per second of one reply through `Companion.send`, and of llama.cpp on its prompt."""
    session.companion.change_settings(reply_tokens=REPLY_TOKENS)
    said = session.say(STORY)
    tokens = said.finished.figures.reply_tokens
    ours = (tokens - 1) / (said.deltas[-1] - said.deltas[0])
    return ours, bare.tokens_per_s(session.model.prompts[-1], REPLY_TOKENS)


def _warm_rounds(session: _Session, bare: BareLlama, rounds: int) -> list[tuple[_Said, float, int]]:
    """Late turns of a long conversation: as said, the bare cost of their new tokens, and how many.

    Between the turns notes are written in the background, as always.
    """
    session.companion.change_settings(reply_tokens=MESSAGE_TOKENS)
    measured: list[tuple[_Said, float, int]] = []
    conversation_id: str | None = None
    for number in range(WARM_TURNS - 1 + rounds):
        said = session.say(_small_talk(session, number), conversation_id)
        conversation_id = said.turn.conversation_id
        prompt = session.model.prompts[-1]
        # Every turn, so that the other side's state is as warm when it counts.
        cost, new = bare.prefill_ms(prompt[:-1], prompt)
        if number >= WARM_TURNS - 1:
            measured.append((said, cost, new))
    return measured


def _small_talk(session: _Session, number: int) -> str:
    """Something to say, another each time."""
    text = f"Day {number}: "
    while session.model.count_text(text) < MESSAGE_TOKENS - 8:
        text += (
            f"then {NAMES[(number + len(text)) % 8]} came by and we talked about"
            f" {HOBBIES[(number + len(text)) % 6]} in {PLACES[(number + len(text)) % 8]}, "
        )
    return text + "and that was my day."
