"""A real mouse and real keys, the real model: what was wrong is corrected, chat goes by it, it is
forgotten, and is nowhere any more; several memories are put away at once and come back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LIMIT_S = 540
pytestmark = [pytest.mark.native, pytest.mark.slow, pytest.mark.timeout(LIMIT_S + 20)]


@pytest.mark.skipif(
    not (shutil.which("xvfb-run") and shutil.which("xdotool")), reason="needs xvfb-run and xdotool"
)
def test_by_hand_a_fact_is_corrected_used_forgotten_and_then_nowhere(home: Path) -> None:
    walk = [sys.executable, "-m", "tests.native.by_hand", str(home)]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
    ended = subprocess.run(
        [*screen, *walk],
        check=False,
        # It crashed once in ten times, and told nothing of where.
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    assert "done by hand" in ended.stdout
