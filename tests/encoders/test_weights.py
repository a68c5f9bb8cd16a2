from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from companion.encoders.weights import Weights, starter_root, verified
from companion.errors import EncoderError

MODEL, TOKENIZER = b"a model", b"a tokenizer"
WEIGHTS = Weights("toy", "toy", sha256(MODEL).hexdigest(), sha256(TOKENIZER).hexdigest())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "model.onnx").write_bytes(MODEL)
    (tmp_path / "toy" / "tokenizer.json").write_bytes(TOKENIZER)
    return tmp_path


def test_whole_files_are_found(root: Path) -> None:
    files = verified(WEIGHTS, root)
    assert files.model.read_bytes() == MODEL
    assert files.tokenizer.read_bytes() == TOKENIZER


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_changed_byte_is_noticed(root: Path, name: str) -> None:
    file = root / "toy" / name
    file.write_bytes(b"b" + file.read_bytes()[1:])
    with pytest.raises(EncoderError, match="is damaged") as caught:
        verified(WEIGHTS, root)
    assert str(file) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(root: Path, name: str) -> None:
    (root / "toy" / name).unlink()
    with pytest.raises(EncoderError, match="missing") as caught:
        verified(WEIGHTS, root)
    assert name in caught.value.message
    assert caught.value.hint


def test_a_directory_in_the_place_of_a_file_is_an_error_of_the_world(root: Path) -> None:
    (root / "toy" / "model.onnx").unlink()
    (root / "toy" / "model.onnx").mkdir()
    with pytest.raises(EncoderError):
        verified(WEIGHTS, root)


def test_a_missing_package_says_how_to_get_it() -> None:
    with pytest.raises(EncoderError, match="not installed") as caught:
        starter_root("no_such_package_of_weights")
    assert "uv sync" in caught.value.hint


def test_a_module_that_is_no_package_holds_no_weights() -> None:
    with pytest.raises(EncoderError):
        starter_root("bisect")
