"""The bench of pre-emption measures what it says it does."""

from __future__ import annotations

import pytest

from companion.bench.sleep import bench_sleep

pytestmark = pytest.mark.native


def test_it_runs_each_kind_of_job_and_the_conversation_stays_warm() -> None:
    figures = bench_sleep(pairs=1)
    assert set(figures) == {"storing", "encoding", "thinking"}
    for measured in figures.values():
        assert measured["alone_ms"]["median"] > 0
        assert measured["warm_tokens_beside"] > 500
