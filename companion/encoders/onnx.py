"""Embedder and reranker on ONNX Runtime. The only importer of onnxruntime.

Every text is run alone. The weights are quantised to int8 with one activation scale for the whole
input, so batch mates and padding change a row: one sentence alone and the same in a batch meet at a
cosine of 0.993 to 0.998, where the similarities of unrelated sentences spread by 0.03. Alone, a
text has one vector whatever was embedded with it. Batches of 16 would take a third less time.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from companion.encoders.base import Vectors
from companion.encoders.weights import EMBEDDER, RERANKER, Files, Weights, verified
from companion.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
# No 512 tokens of prose reach this far; it bounds the time to tokenise a pasted book.
MAX_CHARS = 16_384
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
    """Both encoders, loaded."""

    embedder: OnnxEmbedder
    reranker: OnnxReranker


def load_encoders(root: Path | None = None) -> OnnxEncoders:
    """The starter encoders (or those under `root`), checked and ready; takes 1 to 2 s.

    Both at once: every recall uses both, and a damaged file is better found now than in a turn.
    Raises EncoderError.
    """
    return OnnxEncoders(OnnxEmbedder(root), OnnxReranker(root))


class _Model:
    """A session and its tokenizer; one text, or one pair of texts, at a time."""

    def __init__(self, weights: Weights, root: Path | None) -> None:
        files = verified(weights, root)
        try:
            self._session = _session(files)
            self._tokenizer = _tokenizer(files)
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
        rows = {name: np.array([values], np.int64) for name, values in feed.items()}
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


def _tokenizer(files: Files) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    return tokenizer


def _clean(text: str) -> str:
    # Half a surrogate pair, as broken exports contain, is no valid text for the tokenizer.
    return text[:MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
