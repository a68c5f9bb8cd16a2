"""Spoilt archives: none does harm, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.bench.archive import fuzz


@pytest.mark.slow
def test_a_spoilt_archive_is_refused_or_taken_in_as_it_is(tmp_path: Path) -> None:
    ends = fuzz(tmp_path / "fuzz", 200, seed=7)
    assert ends["refused"] > 100
    assert ends["taken_in"] > 0
    assert ends["refused"] + ends["taken_in"] == ends["mutations"] == 200
