"""The write path on a dataset: which format it has, and what is measured on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.encoders.base import Encoders
from companion.errors import CompanionError
from companion.evaluate import locomo, no_memory, resurrection, updates
from companion.evaluate.choices import Format, WriterName
from companion.evaluate.replay import writer_called
from companion.evaluate.report import Report
from companion.llm.base import ChatModel

_KEYS = {
    Format.LOCOMO: {"sample_id", "conversation", "observation"},
    Format.UPDATES: {"id", "theme", "sessions", "expect"},
    Format.NO_MEMORY: {"id", "category", "text"},
    Format.RESURRECTION: {"id", "theme", "told", "forget", "later", "anew"},
}
"""What every sample of a format has."""


def evaluate_write(
    dataset: Path,
    load_encoders: Callable[[], Encoders],
    load_model: Callable[[], ChatModel],
    *,
    writer: WriterName = WriterName.RULES,
    format: Format | None = None,
    speaker: str = "",
) -> Report:
    """Replay a dataset; its format is recognised when not given.

    The model is loaded for writers that need it. Raises CompanionError when the dataset cannot be
    read or has another format, or when there is no such speaker or no model.
    """
    samples = _samples(dataset)
    format = _recognised(dataset, samples, format)
    if speaker and format is not Format.LOCOMO:
        raise CompanionError("Only a LoCoMo dataset has speakers to choose from.")
    with writer_called(writer, load_encoders, load_model) as write:
        if format is Format.LOCOMO:
            return Report("conversation", list(locomo.evaluate(samples, write, speaker)))
        if format is Format.UPDATES:
            return Report("theme", list(updates.evaluate(samples, write)))
        if format is Format.RESURRECTION:
            return Report("theme", list(resurrection.evaluate(samples, write)))
        return Report("category", list(no_memory.evaluate(samples, write)))


def _samples(dataset: Path) -> list[dict[str, Any]]:
    """A JSON list, or JSON lines."""
    try:
        text = dataset.read_text("utf-8")
        if text.lstrip().startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise CompanionError(f"The dataset {dataset} cannot be read.") from error
    except ValueError as error:
        raise CompanionError(f"The dataset {dataset} is no JSON: {error}.") from error


def _recognised(dataset: Path, samples: list[dict[str, Any]], wanted: Format | None) -> Format:
    for format in [wanted] if wanted else list(Format):
        if samples and all(isinstance(it, dict) and _KEYS[format] <= it.keys() for it in samples):
            return format
    raise CompanionError(
        f"The dataset {dataset} is not in the format {wanted}."
        if wanted
        else f"The dataset {dataset} has no format that can be evaluated: {', '.join(Format)}."
    )
