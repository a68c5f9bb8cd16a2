"""Whether what was forgotten can still be read on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

Traces = Callable[[Iterable[str]], set[str]]
"""Where any of these words can be read: “word in file”."""


def find_traces(home: Path, words: Iterable[str]) -> set[str]:
    """Where any of the words stands in a file below `home`, in UTF-8 or UTF-16."""
    encoded = [(word, code) for word in words for code in (word.encode(), word.encode("utf-16-le"))]
    return {
        f"{word} in {path.relative_to(home)}"
        for path in home.rglob("*")
        if path.is_file()
        for data in [path.read_bytes()]
        for word, code in encoded
        if code in data
    }
