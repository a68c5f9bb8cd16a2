"""The process is killed (kill -9) while it imports: nothing of it is there, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from companion.clock import FixedClock
from companion.store.store import Store
from tests.archive import doomed_import
from tests.archive.carrying import Machine
from tests.archive.conftest import live_a_little


@pytest.mark.slow
def test_killed_in_the_middle_of_an_import(
    machine: Callable[[str], Machine], clock: FixedClock
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    live_a_little(laptop.author)
    desktop.author.notes("I like jazz", desktop.author.begins("I like jazz"))
    file, before = laptop.exports(), desktop.exports().read_bytes()
    desktop.store.close()
    command = [sys.executable, "-m", doomed_import.__name__, str(file), str(desktop.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.kill()
    desktop.store = Store(desktop.home, clock)
    assert desktop.exports().read_bytes() == before
    desktop.imports(file)
    assert "my dog Biscuit" in desktop.texts()
    # What the first one had read is gone with the second.
    assert not list(desktop.home.glob(".import-*"))
