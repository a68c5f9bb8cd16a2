"""What `companion bench night` measures: a first night with all to do, a second with nothing."""

from __future__ import annotations

from companion.bench.night import bench_night
from companion.encoders.scripted import ScriptedEncoders
from companion.sleeping import JOBS


def test_the_first_night_has_all_to_do_and_the_second_nothing() -> None:
    figures = bench_night(ScriptedEncoders, notes=60)
    assert list(figures["jobs"]) == list(JOBS)
    assert figures["jobs"]["decay"]["stored"] > 0
    assert figures["second_night_changed"] == 0
