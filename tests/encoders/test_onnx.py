"""Which processors add int8 products exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.encoders.onnx import sums_exactly


@pytest.mark.parametrize(
    ("flags", "exactly"),
    [
        ("fpu sse4_2 avx2 avx512f avx512_vnni", True),
        ("fpu avx2 avx_vnni", True),
        ("fpu sse4_2 avx2 avx512f", False),
    ],
)
def test_the_processor_says_whether_it_adds_products_exactly(
    tmp_path: Path, flags: str, exactly: bool
) -> None:
    said = tmp_path / "cpuinfo"
    said.write_text(f"processor : 0\nflags : {flags}\n")
    assert sums_exactly(said) is exactly


def test_a_system_that_says_nothing_is_not_trusted(tmp_path: Path) -> None:
    assert not sums_exactly(tmp_path / "nowhere")
