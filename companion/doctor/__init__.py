"""Doctor: what is installed, what works, and why something does not. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from companion.doctor import kept, machine
from companion.doctor.report import Report, Section, Status, examined
from companion.encoders.base import Encoders
from companion.models.starter import starter_model

__all__ = ["Report", "Section", "Status", "examine"]


def _gpu_available() -> bool:
    from companion.llm.llama.native import gpu_available

    return gpu_available()


def _load_encoders() -> Encoders:
    from companion.encoders.onnx import load_encoders

    return load_encoders()


def examine(
    home: Path,
    *,
    starter: Callable[[], Path | None] = starter_model,
    gpu_available: Callable[[], bool] = _gpu_available,
    nvidia_driver: Callable[[], bool] = machine.nvidia_driver,
    load_encoders: Callable[[], Encoders] = _load_encoders,
) -> Report:
    """Look at every part, one by one; a part that is broken is reported and never raises.

    Takes some seconds: the encoders are loaded, and the starter model's file is read once. The
    data directory is only read, so it may be open in another process, and need not exist.
    """
    encoders = examined("encoders", lambda: machine.encoders(load_encoders))
    fingerprint = str(encoders.facts.get("fingerprint", ""))
    return Report(
        (
            examined("versions", machine.versions),
            examined("paths", lambda: kept.paths(home)),
            examined("model", lambda: machine.model(home, starter)),
            examined("gpu", lambda: machine.gpu(gpu_available, nvidia_driver)),
            encoders,
            examined("store", lambda: kept.store(home)),
            examined("writer", lambda: kept.writer(home, starter)),
            examined("writing", lambda: kept.writing(home)),
            examined("sleep", lambda: kept.sleep(home)),
            examined("index", lambda: kept.index(home, fingerprint)),
        )
    )
