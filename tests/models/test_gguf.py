"""Reading the head of a model file, and refusing what is not one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.errors import ModelError
from companion.models.gguf import file_key, read_head
from tests.models.gguf_files import write_gguf

METADATA = {
    "general.architecture": "llama",
    "general.name": "Tiny Größe",
    "llama.block_count": 30,
    "llama.rope.freq_base": 10000.0,
    "tokenizer.ggml.add_bos_token": True,
    "tokenizer.ggml.tokens": [f"token {n}" for n in range(1100)],
    "tokenizer.ggml.scores": list(range(1100)),
    "llama.attention.head_count_kv": [4] * 30,
    "tokenizer.chat_template": "{{ messages }}",
}


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    """A small model file."""
    return write_gguf(tmp_path / "tiny.gguf", METADATA, tensors=3)


def test_metadata_are_read_without_the_vocabulary(model_file: Path) -> None:
    head = read_head(model_file)
    assert head.tensors == 3
    assert head.text("general.name") == "Tiny Größe"
    assert head.metadata["llama.block_count"] == 30
    assert head.metadata["tokenizer.ggml.add_bos_token"] is True
    assert head.metadata["llama.attention.head_count_kv"] == (4,) * 30
    assert "tokenizer.ggml.tokens" not in head.metadata
    assert "tokenizer.ggml.scores" not in head.metadata


def test_what_is_not_said_is_an_empty_text(model_file: Path) -> None:
    assert read_head(model_file).text("general.license") == ""
    assert read_head(model_file).text("llama.block_count") == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(kept=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_a_head_cut_off_anywhere_is_refused_with_a_sentence(model_file: Path, kept: float) -> None:
    whole = write_gguf(model_file, METADATA, tensors=3).read_bytes()
    # The last tensor may be cut: that is llama.cpp's to find.
    model_file.write_bytes(whole[: int(kept * (len(whole) - 128))])
    with pytest.raises(ModelError) as refused:
        read_head(model_file)
    assert refused.value.message.endswith(".")
    assert refused.value.hint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_damaged_head_is_read_or_refused_but_never_a_crash(
    model_file: Path, at: int, byte: int
) -> None:
    data = bytearray(write_gguf(model_file, METADATA, tensors=3).read_bytes())
    data[at] = byte
    model_file.write_bytes(data)
    with suppress(ModelError):
        read_head(model_file)


def test_a_string_said_to_be_longer_than_any_file_is_refused(model_file: Path) -> None:
    data = model_file.read_bytes()
    first = data.index(b"token 0") - 8
    model_file.write_bytes(data[:first] + b"\xff" * 8 + data[first + 8 :])
    with pytest.raises(ModelError, match="is incomplete"):
        read_head(model_file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.gguf is missing"):
        read_head(tmp_path / "nowhere.gguf")


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read_head(tmp_path)


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.gguf").touch()
    with pytest.raises(ModelError, match="is empty"):
        read_head(tmp_path / "empty.gguf")


def test_another_kind_of_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "letter.gguf").write_text("Dear model,")
    with pytest.raises(ModelError, match="is not a model file"):
        read_head(tmp_path / "letter.gguf")


def test_an_unknown_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="version 9"):
        read_head(write_gguf(tmp_path / "new.gguf", METADATA, version=9))


def test_a_file_without_weights_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is damaged"):
        read_head(write_gguf(tmp_path / "hollow.gguf", METADATA, tensors=0))


def test_a_file_is_known_again_wherever_it_lies_and_another_is_another(tmp_path: Path) -> None:
    one, copy, other = (tmp_path / name for name in ("one.gguf", "copy.gguf", "other.gguf"))
    one.write_bytes(b"a" * 3_000_000)
    copy.write_bytes(one.read_bytes())
    assert file_key(one) == file_key(copy)
    for changed in (b"b" + b"a" * 2_999_999, b"a" * 2_999_999 + b"b", b"a" * 3_000_001, b""):
        other.write_bytes(changed)
        assert file_key(other) != file_key(one)
    with pytest.raises(ModelError, match="cannot be read"):
        file_key(tmp_path / "none.gguf")
