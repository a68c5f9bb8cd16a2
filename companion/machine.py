"""How the machine is: battery, disk, and what other processes do with the processor."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import psutil

from companion.conditions import Reading


class Machine:
    """Reads the machine; the processor's use is that since the last reading."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process = psutil.Process()
        self._cores = psutil.cpu_count() or 1
        self._at, self._own = time.monotonic(), self._used()
        psutil.cpu_percent()

    def read(self) -> Reading:
        """What it is like now. Raises OSError when the data directory is gone."""
        now, own = time.monotonic(), self._used()
        mine = (own - self._own) / max(now - self._at, 1e-3) / self._cores
        self._at, self._own = now, own
        others = max(0.0, psutil.cpu_percent() / 100.0 - mine)
        return Reading(_on_battery(), shutil.disk_usage(self._home).free, others)

    def _used(self) -> float:
        """Seconds of processor time that Companion has used."""
        times = self._process.cpu_times()
        return float(times.user + times.system)


def _on_battery() -> bool:
    # Not on every platform, and None on a machine that has none.
    look = getattr(psutil, "sensors_battery", lambda: None)
    battery = look()
    return battery is not None and battery.power_plugged is False
