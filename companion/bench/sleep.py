"""How much later the first token comes while a background job runs.

A reply is made anew again and again, by turns with and without a job that never ends: the prompt is
the same each time, and so is what of it is warm, unless the job has spoilt that. Each pair is
measured on the same machine within a second.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion.app import Companion
from companion.bench.session import Said, Session
from companion.domain import JobRun, Note
from companion.memory.jobs import EDITS, Desk, Edit, Job, JobStep
from companion.memory.summariser import shorten
from companion.sleeping import Sleeping

PAIRS = 40
REPLY_TOKENS = 16
BEFORE = 12
"""Turns of the conversation before: some 2,000 tokens."""
APART_S = 0.037
"""By how much the moment at which a reply is asked for moves on, so that it meets a job anywhere in
its steps."""
PHASES = 8
TEXTS = 4
"""How many texts a job gives the encoder at a time."""
SENTENCES = tuple(
    f"I walked to the harbour with number {number} in the rain." for number in range(40)
)


class Storing:
    """A job whose steps change as many notes as a step may."""

    name = "storing"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Endless."""
        ids = [note.id for note in desk.store.notes.standing("", EDITS)]
        while True:
            notes = [detail.note for detail in desk.store.notes.details(ids).values()]
            yield JobStep(tuple(Edit(note, _otherwise(note), "measured") for note in notes))


class Encoding:
    """A job that asks the encoder."""

    name = "encoding"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Endless."""
        while True:
            desk.with_encoders(lambda them: them.embedder.embed_passages(SENTENCES[:TEXTS]))
            yield JobStep()


class Thinking:
    """A job that asks the model, as for a summary."""

    name = "thinking"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Endless."""
        while True:
            shorten(SENTENCES, 600, desk)
            yield JobStep()


class _Slept(Companion):
    """A Companion that can be made to run any job."""

    def begin(self, job: Job) -> tuple[Sleeping, Future[tuple[JobRun, ...]]]:
        """Run this job until its `Sleeping` is paused."""
        sleeping = Sleeping(self._runtime, lambda: (job,))
        return sleeping, sleeping.begin()


def bench_sleep(pairs: int = PAIRS) -> dict[str, Any]:
    """For each kind of job the time to the first token without it and with it, the difference of
    each pair (medians and 95th percentiles, milliseconds), and the prompt tokens that were warm.

    What the reranker reaches in its time decides what is recalled. Where that was not the same in
    both of a pair they had different prompts to compute: such pairs are only counted (`unlike`).

    Takes minutes. Raises what keeps Companion from starting.
    """
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        session = Session(Path(home), _Slept)
        try:
            session.remember_a_life()
            session.companion.change_settings(reply_tokens=REPLY_TOKENS)
            said = session.say("Hello, what do you know about me?")
            for number in range(BEFORE):
                text = (
                    f"On day {number} I read {number + 3} pages of a book about the sea and ships."
                )
                said = session.say(text, said.turn.conversation_id)
            return {
                job.name: _measured(job, session, said, pairs)
                for job in (Storing(), Encoding(), Thinking())
            }
        finally:
            session.companion.close()


def _measured(job: Job, session: Session, last: Said, pairs: int) -> dict[str, Any]:
    companion = session.companion
    assert isinstance(companion, _Slept)
    reply = last.finished.reply
    alone: list[Said] = []
    beside: list[Said] = []
    session.again(reply)
    for number in range(pairs):
        alone.append(session.again(reply))
        sleeping, running = companion.begin(job)
        time.sleep(0.2 + APART_S * (number % PHASES))
        beside.append(session.again(reply))
        sleeping.pause()
        running.result()
    both = zip(alone, beside, strict=True)
    added = [two.ttft_ms - one.ttft_ms for one, two in both if _cold(one) == _cold(two)]
    return {
        "alone_ms": _figures([one.ttft_ms for one in alone]),
        "beside_ms": _figures([one.ttft_ms for one in beside]),
        "added_ms": _figures(added),
        "warm_tokens": _warm(alone),
        "warm_tokens_beside": _warm(beside),
        "pairs": pairs,
        "unlike": pairs - len(added),
    }


def _figures(times: list[float]) -> dict[str, float]:
    ranked = sorted(times) or [0.0]
    p95 = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    return {"median": round(statistics.median(ranked), 1), "p95": round(p95, 1)}


def _cold(said: Said) -> int:
    """How many tokens of the prompt were computed."""
    return said.finished.figures.prompt_tokens - said.finished.figures.reused_tokens


def _warm(said: list[Said]) -> int:
    """How many tokens of the prompt were warm at the least: how much of its end is new depends on
    what was recalled."""
    return min(one.finished.figures.reused_tokens for one in said)


def _otherwise(note: Note) -> Note:
    return replace(note, importance=note.importance % 5 + 1)
