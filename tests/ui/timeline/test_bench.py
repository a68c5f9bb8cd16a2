"""The measurement of the timeline."""

from __future__ import annotations

import pytest

from companion.bench.timeline import bench_timeline


@pytest.mark.slow
def test_it_tells_what_the_timeline_costs() -> None:
    figures = bench_timeline(notes=400)
    assert figures["notes"] >= 300
    for name in ("open_ms", "search_ms", "jump_ms", "frame_p99_ms", "rss_mb", "open_empty_ms"):
        assert figures[name] > 0.0
    assert figures["growth_mb"] < figures["rss_mb"]
