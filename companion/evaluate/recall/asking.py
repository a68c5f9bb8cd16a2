"""Recall on a dataset: which format it has, and the product and the baselines asked about it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from companion.encoders.base import Encoders
from companion.errors import CompanionError
from companion.evaluate.choices import RecallFormat, WriterName
from companion.evaluate.datasets import recognised, samples_in
from companion.evaluate.recall import locomo, longmemeval, madial
from companion.evaluate.recall.baselines import Baselines
from companion.evaluate.recall.finders import Finder
from companion.evaluate.recall.kept import KeptEncoders, keeping
from companion.evaluate.recall.product import remembered
from companion.evaluate.recall.questions import Dialogue, Question
from companion.evaluate.recall.report import Judged, RecallReport
from companion.evaluate.replay import Writer, writer_called
from companion.llm.base import ChatModel

PRODUCT = "companion"
_KEYS = {
    RecallFormat.LOCOMO: {"sample_id", "conversation", "qa"},
    RecallFormat.LONGMEMEVAL: {"question_id", "question", "haystack_sessions"},
}
"""What every sample of a format has; MADial is a directory."""


def evaluate_recall(
    dataset: Path,
    load_encoders: Callable[[], Encoders],
    load_model: Callable[[], ChatModel],
    *,
    format: RecallFormat | None = None,
    speaker: str = "",
    time_budget_ms: float | None = None,
    baselines: bool = True,
    cache: Path | None = None,
    slept_days: float | None = None,
) -> RecallReport:
    """Say each dialogue of a dataset to the product, and ask it every question.

    `time_budget_ms` is how long the reranker may take for a question; nothing limits it where None
    is given. With `slept_days` the product sleeps before it is asked: once, as of so many days
    after the last message. `cache` is a file that keeps what the encoders say for the next run. The
    model only counts tokens. Raises CompanionError when the dataset cannot be read or has another
    format, or when there is no such speaker.
    """
    dialogues, grouped_by = _dialogues(dataset, format, speaker)
    encoders = load_encoders()
    model = load_model()
    try:
        with (
            keeping(encoders, cache) as kept,
            writer_called(WriterName.RULES, lambda: kept, load_model) as writer,
        ):
            asking = _Asking(
                kept, encoders, writer, model.count_text, time_budget_ms, slept_days, baselines
            )
            found = [asking.ask_all(dialogue) for dialogue in dialogues]
    finally:
        model.close()
    names = dict.fromkeys(name for judged in found for name in judged)
    judged = {name: [it for part in found for it in part.get(name, ())] for name in names}
    return RecallReport(grouped_by, judged.pop(PRODUCT, []), judged)


class _Asking:
    def __init__(
        self,
        kept: KeptEncoders,
        encoders: Encoders,
        writer: Writer,
        count_tokens: Callable[[str], int],
        time_budget_ms: float | None,
        slept_days: float | None,
        baselines: bool,
    ) -> None:
        self._kept = kept
        # What a time budget allows is only known of a reranker that takes its time.
        self._encoders = kept if time_budget_ms is None else encoders
        self._workers = (os.cpu_count() or 1) if time_budget_ms is None else 1
        self._writer = writer
        self._count_tokens = count_tokens
        self._time_budget_ms = time_budget_ms
        self._slept_days = slept_days
        self._baselines = baselines

    def ask_all(self, dialogue: Dialogue) -> dict[str, list[Judged]]:
        """What each finder finds for each question, by the finder's name."""
        with ThreadPoolExecutor(self._workers) as pool:
            texts = [turn.text for turn in dialogue.turns]
            list(pool.map(lambda text: self._kept.embedder.embed_passages([text]), texts))
            with remembered(
                dialogue,
                self._writer,
                self._encoders,
                self._count_tokens,
                self._time_budget_ms,
                self._slept_days,
            ) as product:
                judged = {PRODUCT: _judged(product.find, dialogue, dialogue.questions, pool)}
            if self._baselines:
                answered = [question for question in dialogue.questions if question.is_answered]
                plain = Baselines(dialogue, self._kept, self._count_tokens)
                for name, find in plain.finders().items():
                    judged[name] = _judged(find, dialogue, answered, pool)
        return judged


def _judged(
    find: Finder, dialogue: Dialogue, questions: Sequence[Question], pool: ThreadPoolExecutor
) -> list[Judged]:
    session_of = dialogue.session_of

    def judged(question: Question) -> Judged:
        found = find(question)
        sessions = tuple(dict.fromkeys(session_of[turn] for turn in found.turns))
        return Judged(dialogue.name, question, found, sessions)

    return list(pool.map(judged, questions))


def _dialogues(
    dataset: Path, format: RecallFormat | None, speaker: str
) -> tuple[list[Dialogue], str]:
    """The dialogues of a dataset, and what one of them is called where it is told of by itself."""
    samples: list[dict[str, Any]] = []
    if format is None and dataset.is_dir():
        format = RecallFormat.MADIAL
    if format is not RecallFormat.MADIAL:
        samples = samples_in(dataset)
        format = recognised(dataset, samples, _KEYS, format)
    if speaker and format is not RecallFormat.LOCOMO:
        raise CompanionError("Only a LoCoMo dataset has speakers to choose from.")
    if format is RecallFormat.MADIAL:
        return madial.dialogues(dataset), "person"
    if format is RecallFormat.LONGMEMEVAL:
        return longmemeval.dialogues(samples), ""
    return locomo.dialogues(samples, speaker), "conversation"
