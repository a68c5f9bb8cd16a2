"""The samples of a dataset's file, and which format they have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from companion.errors import CompanionError

F = TypeVar("F", bound=StrEnum)


def samples_in(file: Path) -> list[dict[str, Any]]:
    """A JSON list, or JSON lines. Raises CompanionError when the file cannot be read."""
    try:
        text = file.read_text("utf-8")
        if text.lstrip().startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise CompanionError(f"The dataset {file} cannot be read.") from error
    except ValueError as error:
        raise CompanionError(f"The dataset {file} is no JSON: {error}.") from error


def recognised(
    dataset: Path,
    samples: Sequence[dict[str, Any]],
    formats: Mapping[F, Set[str]],
    wanted: F | None,
) -> F:
    """Which of these formats the samples have, by the keys that all of them have.

    Raises CompanionError when it is none, or not the one that is wanted.
    """
    for format in [wanted] if wanted else list(formats):
        if samples and all(isinstance(it, dict) and formats[format] <= it.keys() for it in samples):
            return format
    raise CompanionError(
        f"The dataset {dataset} is not in the format {wanted}."
        if wanted
        else f"The dataset {dataset} has no format that can be evaluated: {', '.join(formats)}."
    )
