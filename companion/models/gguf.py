"""The head of a GGUF file: what a model says of itself, read without loading it.

The `gguf` package reads the same in 6 seconds for a small vocabulary, and half a minute for a large
one, because it makes an object of every entry; here long lists are skipped.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from companion.errors import ModelError

Value = str | int | float | bool | tuple[int | float | bool, ...]
"""Metadata values. Lists of strings, and lists longer than a model has layers, are left out."""

_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i",
    6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_LONGEST_LIST = 1024
_VERSIONS = (2, 3)
_KEYED = 1 << 20
"""Bytes."""
_AGAIN = "Download it again, or choose another file."


@dataclass(frozen=True, slots=True)
class GgufHead:
    """Metadata by key, and how many tensors the file declares."""

    metadata: Mapping[str, Value]
    tensors: int

    def text(self, key: str) -> str:
        """The metadata string `key`, or an empty one."""
        value = self.metadata.get(key, "")
        return value if isinstance(value, str) else ""


def read_head(path: Path) -> GgufHead:
    """Read and check the head of `path`.

    Raises ModelError when the file is missing, not a GGUF file, of an unknown version, or ends
    before its last tensor begins. (That the last tensor is whole is checked by llama.cpp.)
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                raise ModelError(f"“{path.name}” is empty.", _AGAIN)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _Reader(data, path.name).head()
    except FileNotFoundError:
        raise ModelError(f"The model file {path} is missing.", "Choose another model.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ModelError(
            f"The model file {path} cannot be read ({reason}).", "Choose another model."
        ) from error
    except (_CutShort, struct.error, OverflowError):
        raise ModelError(f"“{path.name}” is incomplete.", _AGAIN) from None
    except _Damaged:
        raise ModelError(f"“{path.name}” is damaged.", _AGAIN) from None


def file_key(path: Path) -> str:
    """What tells one model file from another, wherever it lies: its size and a hash of its first
    and last megabyte. Raises ModelError when it cannot be read."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = hashlib.sha256(file.read(_KEYED))
            file.seek(max(0, size - _KEYED))
            digest.update(file.read(_KEYED))
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror or 'unknown reason'}).",
            "Choose another model.",
        ) from error
    return f"{size}-{digest.hexdigest()[:32]}"


class _CutShort(Exception):
    """The file ends too early."""


class _Damaged(Exception):
    """What the file says makes no sense."""


class _Reader:
    """Walks over the bytes of one file; raises _CutShort where they end too early."""

    def __init__(self, data: mmap.mmap, name: str) -> None:
        self._data = data
        self._name = name
        self._at = 0

    def head(self) -> GgufHead:
        if self._bytes(4) != b"GGUF":
            raise ModelError(
                f"“{self._name}” is not a model file.", "Choose a file in the GGUF format."
            )
        version = self._number("<I")
        if version not in _VERSIONS:
            raise ModelError(
                f"“{self._name}” is in version {version} of the GGUF format, unknown here.",
                "Choose a file in version 3.",
            )
        tensors, entries = self._number("<Q"), self._number("<Q")
        metadata: dict[str, Value] = {}
        for _ in range(entries):
            key = self._string()
            value = self._value(self._number("<I"))
            if value is not None:
                metadata[key] = value
        self._check_tensors(tensors, metadata)
        return GgufHead(metadata, tensors)

    def _check_tensors(self, tensors: int, metadata: Mapping[str, Value]) -> None:
        alignment = metadata.get("general.alignment", 32)
        if tensors == 0 or not isinstance(alignment, int) or alignment <= 0:
            raise _Damaged
        last = 0
        for _ in range(tensors):
            self._string()
            self._skip(8 * self._number("<I"))
            self._number("<I")
            last = max(last, self._number("<Q"))
        begin = -(-self._at // alignment) * alignment
        if begin + last >= len(self._data):
            raise _CutShort

    def _value(self, kind: int) -> Value | None:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._list()
        return self._number(_scalar(kind))

    def _list(self) -> Value | None:
        kind, count = self._number("<I"), self._number("<Q")
        if kind == _STRING:
            self._skip_strings(count)
            return None
        form = _scalar(kind)
        if count > _LONGEST_LIST:
            self._skip(count * struct.calcsize(form))
            return None
        return tuple(self._number(form) for _ in range(count))

    def _skip_strings(self, count: int) -> None:
        # The vocabulary: some hundred thousand steps, so no call more than needed.
        length, data, at = struct.Struct("<Q").unpack_from, self._data, self._at
        for _ in range(count):
            at += 8 + length(data, at)[0]
        self._at = at

    def _string(self) -> str:
        return self._bytes(self._number("<Q")).decode("utf-8", "replace")

    def _number(self, form: str) -> int:
        value: int = struct.unpack_from(form, self._data, self._at)[0]
        self._at += struct.calcsize(form)
        return value

    def _bytes(self, count: int) -> bytes:
        begin = self._at
        self._skip(count)
        return self._data[begin : self._at]

    def _skip(self, count: int) -> None:
        self._at += count
        if self._at > len(self._data):
            raise _CutShort


def _scalar(kind: int) -> str:
    if kind not in _SCALARS:
        raise _Damaged
    return _SCALARS[kind]
