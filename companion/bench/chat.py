"""How fast a conversation is, as ratios to what llama.cpp alone costs in the same run.

Both sides take turns on the same model file, prompt and threads, so that a busy machine slows both.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from companion.bench.life import HOBBIES, NAMES, PLACES
from companion.bench.session import CONTEXT_TOKENS, Said, Session
from companion.llm.llama.bare import BareLlama

ROUNDS = 3
"""Pairs of measurements; the medians of the ratios are reported."""
REPLY_TOKENS = 128
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


def bench_chat(rounds: int = ROUNDS) -> ChatFigures:
    """Measure decoding, and the first token of late turns, against llama.cpp alone.

    Takes minutes. Raises what keeps Companion from starting.
    """
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        session = Session(Path(home))
        info = session.model.info
        bare = BareLlama(info.path, context_tokens=CONTEXT_TOKENS, threads=info.threads)
        try:
            notes = session.remember_a_life()
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


def _decode_round(session: Session, bare: BareLlama) -> tuple[float, float]:
    """Tokens per second of one reply through `Companion.send`, and of llama.cpp on its prompt."""
    session.companion.change_settings(reply_tokens=REPLY_TOKENS)
    said = session.say(STORY)
    tokens = said.finished.figures.reply_tokens
    ours = (tokens - 1) / (said.deltas[-1] - said.deltas[0])
    return ours, bare.tokens_per_s(session.model.prompts[-1], REPLY_TOKENS)


def _warm_rounds(session: Session, bare: BareLlama, rounds: int) -> list[tuple[Said, float, int]]:
    """Late turns of a long conversation: as said, the bare cost of their new tokens, and how many.

    Between the turns notes are written in the background, as always.
    """
    session.companion.change_settings(reply_tokens=MESSAGE_TOKENS)
    measured: list[tuple[Said, float, int]] = []
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


def _small_talk(session: Session, number: int) -> str:
    """Something to say, another each time."""
    text = f"Day {number}: "
    while session.model.count_text(text) < MESSAGE_TOKENS - 8:
        text += (
            f"then {NAMES[(number + len(text)) % 8]} came by and we talked about"
            f" {HOBBIES[(number + len(text)) % 6]} in {PLACES[(number + len(text)) % 8]}, "
        )
    return text + "and that was my day."
