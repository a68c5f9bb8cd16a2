"""Embedders and reranker on ONNX Runtime. The only importer of onnxruntime.

Every text is run alone. The weights are quantised to int8 with one activation scale for the whole
input, so batch mates and padding change a row: one sentence alone and the same in a batch meet at a
cosine of 0.993 to 0.998, where the similarities of unrelated sentences spread by 0.03. Alone, a
text has one vector whatever was embedded with it. Batches of 16 would take a third less time.
"""

from __future__ import annotations

import math
import os
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from companion.encoders.base import Bits, Vectors
from companion.encoders.weights import (
    EMBEDDER,
    RERANKER,
    TOKEN_EMBEDDER,
    Files,
    Weights,
    verified,
)
from companion.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
# No 512 tokens of prose reach this far; it bounds the time to tokenise a pasted book.
MAX_CHARS = 16_384
MOST_PASSAGE_TOKENS = 256
"""How much of a passage has token vectors: 48 bytes each."""
_QUERY, _PASSAGE = 1, 2
"""The ids of `[unused0]` and `[unused1]`, which tell the token embedder what it reads."""
# Raise it when the prefixes or the pooling below change: old vectors then no longer fit.
SCHEME = "mean:prefix1"


class OnnxEmbedder:
    """e5-small-v2: mean pooled, prefixed with `query: ` or `passage: ` as its model card asks.

    Texts beyond 512 tokens are cut. Runs on the calling thread; about 0.6 ms per token (AVX-512,
    2.5 GHz).
    """

    def __init__(self, root: Path | None = None) -> None:
        """Load from `root` (see `verified`). Raises EncoderError."""
        self._model = _Model(EMBEDDER, root)
        self.fingerprint = f"{EMBEDDER.name}:{EMBEDDER.short_sha}:{SCHEME}"
        self.dimensions: int = self._model.width

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Float32 array of shape (len(texts), dimensions), rows of length 1."""
        return self._embed("query: ", texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As `embed_queries`, for the texts that are searched."""
        return self._embed("passage: ", texts)

    def _embed(self, prefix: str, texts: Sequence[str]) -> Vectors:
        rows = np.empty((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            row = self._model.run(prefix + text)[0].mean(axis=0)
            rows[number] = row / np.linalg.norm(row)
        return rows


class OnnxTokenEmbedder:
    """answerai-colbert-small-v1: marked as query or passage as its model card asks.

    A passage is kept as the signs of its tokens' vectors, without those of punctuation: on LoCoMo
    evidence is found as often as by the whole vectors, which take 32 times the room. A query has
    its own tokens alone: the masks that the model may be given besides, to think of further ones,
    lead astray without the projection. Runs on the calling thread; about 0.35 ms per token.
    """

    def __init__(self, root: Path | None = None) -> None:
        """Load from `root` (see `verified`). Raises EncoderError."""
        self._model = _Model(TOKEN_EMBEDDER, root, MOST_PASSAGE_TOKENS)
        self._punctuation = [self._model.id_of(mark) for mark in string.punctuation]
        self.fingerprint = f"{TOKEN_EMBEDDER.name}:{TOKEN_EMBEDDER.short_sha}:signs"
        self.dimensions: int = self._model.width

    def embed_query(self, text: str) -> Vectors:
        """Float32 array of shape (tokens, dimensions), rows of length 1, at least one."""
        ids = self._model.ids(text, _QUERY)
        rows = self._model.run_ids(ids)
        own: Vectors = rows[2:-1] if len(ids) > 3 else rows
        unit: Vectors = own / np.linalg.norm(own, axis=1, keepdims=True)
        return unit

    def embed_passage(self, text: str) -> Bits:
        """The signs of its tokens' vectors: uint8 array of shape (tokens, dimensions / 8)."""
        ids = self._model.ids(text, _PASSAGE)
        rows = self._model.run_ids(ids)
        return np.packbits(rows[~np.isin(ids, self._punctuation)] >= 0.0, axis=1)


class OnnxReranker:
    """ms-marco-MiniLM-L-12-v2: reads query and passage together, 512 tokens in all.

    Nogueira & Cho, "Passage Re-ranking with BERT", arXiv:1901.04085. Runs on the calling thread;
    about 0.6 ms per token of query and passage.
    """

    def __init__(self, root: Path | None = None) -> None:
        """Load from `root` (see `verified`). Raises EncoderError."""
        self._model = _Model(RERANKER, root)
        self.fingerprint = f"{RERANKER.name}:{RERANKER.short_sha}"

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """The model's logit through a sigmoid: from 0 to 1 for each passage, in their order."""
        logits = (float(self._model.run(query, passage)[0, 0]) for passage in passages)
        return [1.0 / (1.0 + math.exp(-logit)) for logit in logits]


@dataclass(frozen=True, slots=True)
class OnnxEncoders:
    """All encoders, loaded."""

    embedder: OnnxEmbedder
    reranker: OnnxReranker
    tokens: OnnxTokenEmbedder


def load_encoders(root: Path | None = None) -> OnnxEncoders:
    """The starter encoders (or those under `root`), checked and ready; takes 2 s.

    All at once: every recall uses them, and a damaged file is better found now than in a turn.
    Raises EncoderError.
    """
    return OnnxEncoders(OnnxEmbedder(root), OnnxReranker(root), OnnxTokenEmbedder(root))


class _Model:
    """A session and its tokenizer; one text, or one pair of texts, at a time."""

    def __init__(self, weights: Weights, root: Path | None, most_tokens: int = MAX_TOKENS) -> None:
        files = verified(weights, root)
        try:
            self._session = _session(files)
            self._tokenizer = _tokenizer(files, most_tokens)
        # ONNX Runtime and tokenizers raise bare exceptions of many kinds; the files are known good.
        except Exception as error:
            raise EncoderError(
                f"The encoder {weights.name} cannot be started: {error}",
                "Install the project's packages again with `uv sync --reinstall`.",
            ) from error
        output = self._session.get_outputs()[0]
        self._output: str = output.name
        self.width = int(output.shape[-1])

    def run(self, text: str, pair: str | None = None) -> npt.NDArray[np.float32]:
        """The model's first output: (1, tokens, width) of the embedder, (1, 1) of the reranker."""
        encoding = self._tokenizer.encode(_clean(text), None if pair is None else _clean(pair))
        feed = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        return self._run({name: np.array([values], np.int64) for name, values in feed.items()})

    def id_of(self, token: str) -> int:
        """The id of a token; -1 where the vocabulary has none such."""
        found = self._tokenizer.token_to_id(token)
        return -1 if found is None else found

    def ids(self, text: str, marker: int) -> npt.NDArray[np.int64]:
        """The ids of a text's tokens, with the marker after the first."""
        first, *others = self._tokenizer.encode(_clean(text)).ids
        return np.array([first, marker, *others], np.int64)

    def run_ids(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The model's first output for these tokens, of shape (tokens, width)."""
        row = ids[None, :]
        feed = {"input_ids": row, "attention_mask": np.ones_like(row)}
        result: npt.NDArray[np.float32] = self._run({**feed, "token_type_ids": row * 0})[0]
        return result

    def _run(self, rows: dict[str, npt.NDArray[np.int64]]) -> npt.NDArray[np.float32]:
        result: npt.NDArray[np.float32] = self._session.run([self._output], rows)[0]
        return result


def sums_exactly(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor adds int8 products in 32 bits by itself (VNNI).

    Then careful arithmetic gives the same bits and takes half as long again. False where nobody
    says so, as on systems without `cpuinfo`.
    """
    try:
        said = cpuinfo.read_text("ascii", "replace")
    except OSError:
        return False
    return not _VNNI.isdisjoint(said.split())


_VNNI = frozenset({"avx512_vnni", "avx_vnni"})


def _session(files: Files) -> Any:
    import onnxruntime as ort

    # Official Windows builds report usage to their maker unless told not to.
    ort.disable_telemetry_events()
    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    # The chat model needs the cores more; a second thread helps only where there are several.
    options.intra_op_num_threads = 2 if (os.cpu_count() or 1) >= 4 else 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The arena keeps the memory of the longest text ever run (130 MB more for both models).
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    if not sums_exactly():
        # Or int8 products would saturate, and one text have other vectors than elsewhere.
        options.add_session_config_entry("session.x64quantprecision", "1")
    return ort.InferenceSession(str(files.model), options, providers=["CPUExecutionProvider"])


def _tokenizer(files: Files, most_tokens: int) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most_tokens, strategy="longest_first")
    return tokenizer


def _clean(text: str) -> str:
    # Half a surrogate pair, as broken exports contain, is no valid text for the tokenizer.
    return text[:MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
