"""Model files that are refused before llama.cpp sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import ModelError
from companion.llm.llama import open_llama
from tests.models.gguf_files import write_gguf


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is missing"):
        open_llama(tmp_path / "gone.gguf")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("Not a model.")
    with pytest.raises(ModelError, match="is not a model file"):
        open_llama(tmp_path / "notes.gguf")


def test_a_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    base = write_gguf(tmp_path / "base.gguf", {"general.architecture": "llama"})
    with pytest.raises(ModelError, match="no chat template"):
        open_llama(base)
