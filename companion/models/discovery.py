"""Chat models already on this machine: GGUF files where other programs keep theirs.

Ollama is left out: its files are named by their hash, and the name and template lie elsewhere.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_DEEPEST = 4
"""How far down a folder is searched; LM Studio keeps models at publisher/model/file."""

_PART = re.compile(r"-(\d{5})-of-\d{5}$")
_NOT_CHAT = re.compile(r"mmproj|embed|rerank|(^|[-_.])bge[-_.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A GGUF file that may be a chat model. `size_bytes` counts all parts of a split file."""

    path: Path
    size_bytes: int


def known_folders(
    companion_models: Path,
    *,
    home: Path,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
) -> list[Path]:
    """Where models may lie: Companion's own folder first, then those of other programs."""
    if platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData/Local")
        gpt4all, llama_cpp = local / "nomic.ai/GPT4All", local / "llama.cpp"
    elif platform == "darwin":
        gpt4all = home / "Library/Application Support/nomic.ai/GPT4All"
        llama_cpp = home / "Library/Caches/llama.cpp"
    else:
        gpt4all = Path(environ.get("XDG_DATA_HOME") or home / ".local/share") / "nomic.ai/GPT4All"
        llama_cpp = Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "llama.cpp"
    if cache := environ.get("LLAMA_CACHE"):
        llama_cpp = Path(cache)
    lm_studio = [home / ".lmstudio/models", home / ".cache/lm-studio/models"]
    return [companion_models, *lm_studio, gpt4all, llama_cpp]


def find_models(roots: Iterable[Path]) -> list[FoundModel]:
    """The GGUF files under `roots`, in that order, each once, then by name.

    A model split into several files is listed once, by its first file. What cannot be read, and
    what is by its name no chat model, is passed over.
    """
    found: dict[Path, FoundModel] = {}
    for root in roots:
        for path in sorted(_gguf_files(root, _DEEPEST)):
            part = _PART.search(path.stem)
            if _NOT_CHAT.search(path.stem) or (part and int(part[1]) != 1):
                continue
            try:
                size = sum(file.stat().st_size for file in _parts(path))
                found.setdefault(path.resolve(), FoundModel(path, size))
            except OSError:
                continue
    return list(found.values())


def _gguf_files(folder: Path, depth: int) -> Iterable[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.suffix.lower() == ".gguf" and entry.is_file():
            yield entry
        elif depth > 1 and entry.is_dir():
            yield from _gguf_files(entry, depth - 1)


def _parts(path: Path) -> list[Path]:
    if not _PART.search(path.stem):
        return [path]
    prefix = _PART.sub("", path.stem)
    return [part for part in path.parent.iterdir() if part.stem.startswith(f"{prefix}-")]
