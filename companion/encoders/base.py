"""What the rest of Companion asks of its encoders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their similarity in meaning."""

    @property
    def fingerprint(self) -> str:
        """Tells one embedder from another: vectors of different fingerprints never meet."""
        ...

    @property
    def dimensions(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Float32 array of shape (len(texts), dimensions), rows of length 1."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As `embed_queries`, for the texts that are searched."""
        ...


class Reranker(Protocol):
    """Judges how well each passage answers a query, reading both together."""

    @property
    def fingerprint(self) -> str:
        """Tells one reranker from another, whose verdicts differ."""
        ...

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """A relevance from 0 to 1 for each passage, in their order."""
        ...


class Encoders(Protocol):
    """Both encoders, loaded."""

    @property
    def embedder(self) -> Embedder: ...

    @property
    def reranker(self) -> Reranker: ...
