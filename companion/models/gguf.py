"""The head of a GGUF file: what a model says of itself, read without loading it.

The `gguf` package reads the same in 6 seconds for a small vocabulary, and half a minute for a large
one, because it makes an object of every entry; here long lists are skipped.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from companion.errors import ModelError

Value = str | int | float | bool | tuple[int | float | bool, ...]
"""Metadata values. Lists of strings, and lists longer than a model has layers, are left out."""

_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i",
    6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_LONGEST_LIST = 1024
_LONGEST_STRING = 1 << 24
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
            return _Reader(file, os.fstat(file.fileno()).st_size, path.name).head()
    except FileNotFoundError:
        raise ModelError(f"The model file {path} is missing.", "Choose another model.") from None
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read: {error.strerror}.", "Choose another model."
        ) from error


class _Reader:
    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._file = file
        self._size = size
        self._name = name

    def head(self) -> GgufHead:
        if self._size == 0:
            raise ModelError(f"“{self._name}” is empty.", _AGAIN)
        if self._file.read(4) != b"GGUF":
            raise ModelError(
                f"“{self._name}” is not a model file.", "Choose a file in the GGUF format."
            )
        version = self._number("<I")
        if version not in (2, 3):
            raise ModelError(
                f"“{self._name}” is in version {version} of the GGUF format, which is not known"
                " here.",
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
        if tensors == 0:
            raise self._damaged("holds no weights")
        last = 0
        for _ in range(tensors):
            self._string()
            self._skip(8 * self._number("<I"))
            self._number("<I")
            last = max(last, self._number("<Q"))
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment <= 0:
            raise self._damaged("is damaged")
        begin = -(-self._file.tell() // alignment) * alignment
        if begin + last >= self._size:
            raise self._damaged("is incomplete")

    def _value(self, kind: int) -> Value | None:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._list()
        return self._number(self._scalar(kind))

    def _list(self) -> Value | None:
        kind, count = self._number("<I"), self._number("<Q")
        if kind == _STRING:
            for _ in range(count):
                self._skip(self._number("<Q"))
            return None
        form = self._scalar(kind)
        if count > _LONGEST_LIST:
            self._skip(count * struct.calcsize(form))
            return None
        return tuple(self._number(form) for _ in range(count))

    def _scalar(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise self._damaged("is damaged")
        return _SCALARS[kind]

    def _string(self) -> str:
        length = self._number("<Q")
        if length > _LONGEST_STRING:
            raise self._damaged("is damaged")
        return self._bytes(length).decode("utf-8", "replace")

    def _number(self, form: str) -> int:
        value: int = struct.unpack(form, self._bytes(struct.calcsize(form)))[0]
        return value

    def _bytes(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise self._damaged("is incomplete")
        return data

    def _skip(self, count: int) -> None:
        if self._file.tell() + count > self._size:
            raise self._damaged("is incomplete")
        self._file.seek(count, os.SEEK_CUR)

    def _damaged(self, how: str) -> ModelError:
        return ModelError(f"“{self._name}” {how}.", _AGAIN)
