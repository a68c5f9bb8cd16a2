"""The write path on a dataset: which format it has, and what is measured on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from companion.encoders.base import Encoders
from companion.errors import CompanionError
from companion.evaluate import locomo, no_memory, resurrection, updates
from companion.evaluate.choices import WriteFormat, WriterName
from companion.evaluate.datasets import recognised, samples_in
from companion.evaluate.replay import writer_called
from companion.evaluate.report import Report
from companion.llm.base import ChatModel

_KEYS = {
    WriteFormat.LOCOMO: {"sample_id", "conversation", "observation"},
    WriteFormat.UPDATES: {"id", "theme", "sessions", "expect"},
    WriteFormat.NO_MEMORY: {"id", "category", "text"},
    WriteFormat.RESURRECTION: {"id", "theme", "told", "forget", "later", "anew"},
}
"""What every sample of a format has."""


def evaluate_write(
    dataset: Path,
    load_encoders: Callable[[], Encoders],
    load_model: Callable[[], ChatModel],
    *,
    writer: WriterName = WriterName.RULES,
    format: WriteFormat | None = None,
    speaker: str = "",
) -> Report:
    """Replay a dataset; its format is recognised when not given.

    The model is loaded for writers that need it. Raises CompanionError when the dataset cannot be
    read or has another format, or when there is no such speaker or no model.
    """
    samples = samples_in(dataset)
    format = recognised(dataset, samples, _KEYS, format)
    if speaker and format is not WriteFormat.LOCOMO:
        raise CompanionError("Only a LoCoMo dataset has speakers to choose from.")
    with writer_called(writer, load_encoders, load_model) as write:
        if format is WriteFormat.LOCOMO:
            return Report("conversation", list(locomo.evaluate(samples, write, speaker)))
        if format is WriteFormat.UPDATES:
            return Report("theme", list(updates.evaluate(samples, write)))
        if format is WriteFormat.RESURRECTION:
            return Report("theme", list(resurrection.evaluate(samples, write)))
        return Report("category", list(no_memory.evaluate(samples, write)))
