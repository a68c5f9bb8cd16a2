"""What `companion bench recall` measures: each size for itself, and how it grows."""

from __future__ import annotations

from functools import partial

import pytest

from companion.bench.recall import bench_recall
from companion.encoders.scripted import ScriptedEncoders
from tests.commanding import Run

PARTS = ("embed_ms", "chroma_ms", "fts_ms", "exact_scan_ms")
WHOLE = ("recall_p50_ms", "recall_p95_ms", "reranked_p50_ms", "reranked_p95_ms")


def test_recall_is_timed_at_each_size_beside_its_parts() -> None:
    figures = bench_recall(ScriptedEncoders, [200, 20], queries=3)
    assert list(figures) == ["queries", "time_budget_ms", "20", "200", "growth_per_tenfold"]
    for size in (20, 200):
        here = figures[str(size)]
        assert here["vectors"] >= size
        assert here.keys() >= {*PARTS, *WHOLE}
        assert here["recall_p95_ms"] >= here["recall_p50_ms"]
    assert figures["200"]["recalled"] > 0, "the questions are about what was said"
    assert figures["growth_per_tenfold"].keys() == {*PARTS, *WHOLE}


def test_one_size_has_no_growth() -> None:
    assert "growth_per_tenfold" not in bench_recall(ScriptedEncoders, [20], queries=2)


def test_sizes_are_numbers_and_commas(run_companion: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def sizes(load_encoders: object, sizes: list[int]) -> dict[str, list[int]]:
        return {"sizes": sizes}

    monkeypatch.setattr("companion.bench.recall.bench_recall", sizes)
    run = partial(run_companion, "bench", "recall", "--json", "--notes")
    assert run("20,1000").json == {"sizes": [20, 1000]}
    assert [run(wrong).code for wrong in ("many", "10,", "0", "")] == [2, 2, 2, 2]
