"""What the rest of Companion asks of its encoders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint8]


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


class TokenEmbedder(Protocol):
    """Turns each token of a text into a vector, for late interaction: query and passage are read
    apart, and compared token by token (ColBERT: Khattab and Zaharia, arXiv:2004.12832)."""

    @property
    def fingerprint(self) -> str:
        """Tells one token embedder from another."""
        ...

    @property
    def dimensions(self) -> int: ...

    def embed_query(self, text: str) -> Vectors:
        """Float32 array of shape (tokens, dimensions), rows of length 1, at least one."""
        ...

    def embed_passage(self, text: str) -> Bits:
        """The signs of its tokens' vectors: uint8 array of shape (tokens, dimensions / 8), a bit
        for each number, 1 where it is not negative; at least one row."""
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
    """All encoders, loaded."""

    @property
    def embedder(self) -> Embedder: ...

    @property
    def reranker(self) -> Reranker: ...

    @property
    def tokens(self) -> TokenEmbedder: ...
