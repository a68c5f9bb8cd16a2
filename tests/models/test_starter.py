"""The chat model that is installed with Companion."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from companion.models import starter
from companion.models.starter import starter_model, verify


def test_without_the_starter_package_there_is_no_starter_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(starter, "STARTER_PACKAGE", "no-such-package-anywhere")
    assert starter_model() is None


def test_a_file_is_verified_by_its_sum(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"weights")
    assert verify(file, hashlib.sha256(b"weights").hexdigest().upper())
    assert not verify(file, hashlib.sha256(b"other weights").hexdigest())
