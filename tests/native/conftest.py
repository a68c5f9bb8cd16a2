"""The real models, loaded once for all native tests of a worker."""

from __future__ import annotations

import pytest

from companion.encoders.onnx import OnnxEncoders, load_encoders


@pytest.fixture(scope="session")
def starter_encoders() -> OnnxEncoders:
    """The embedder and the reranker of the starter package."""
    return load_encoders()
