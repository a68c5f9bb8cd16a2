"""Small GGUF files for tests, written by hand."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

FLOAT32 = 0


def write_gguf(path: Path, metadata: dict[str, Any], *, version: int = 3, tensors: int = 1) -> Path:
    """A GGUF file with `metadata` (str, int, float, bool, lists of str or int) and zeroed tensors
    of 32 floats each."""
    parts = [b"GGUF", struct.pack("<IQQ", version, tensors, len(metadata))]
    for key, value in metadata.items():
        parts.append(_string(key) + _value(value))
    for number in range(tensors):
        name = _string(f"blk.{number}.weight")
        parts.append(name + struct.pack("<IQIQ", 1, 32, FLOAT32, number * 128))
    head = b"".join(parts)
    padding = -len(head) % 32
    path.write_bytes(head + bytes(padding) + bytes(128 * tensors))
    return path


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    strings = bool(value) and isinstance(value[0], str)
    items = b"".join(_string(v) if strings else struct.pack("<i", v) for v in value)
    return struct.pack("<IIQ", 9, 8 if strings else 5, len(value)) + items
