"""The real starter models, loaded once for all tests that need them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.encoders.onnx import OnnxEncoders, load_encoders
from companion.llm.llama import LlamaChatModel, open_llama
from companion.models.starter import starter_model


@pytest.fixture(scope="session")
def starter_path() -> Path:
    """The file of the starter chat model."""
    path = starter_model()
    if path is None:
        pytest.skip("the starter models are not installed")
    return path


@pytest.fixture(scope="session")
def starter_chat_model(starter_path: Path) -> Iterator[LlamaChatModel]:
    """SmolLM2-135M-Instruct on the processor: it says the same whatever GPU a machine has."""
    model = open_llama(starter_path, context_tokens=1024, gpu=False)
    yield model
    model.close()


@pytest.fixture(scope="session")
def starter_encoders() -> OnnxEncoders:
    """The embedder and the reranker of the starter package."""
    return load_encoders()
