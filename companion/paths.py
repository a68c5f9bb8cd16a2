"""Where Companion keeps its data."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "COMPANION_HOME"


def data_directory(chosen: Path | None = None) -> Path:
    """The directory `chosen`, else the one COMPANION_HOME names, else the platform's own."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser().absolute()
    return user_data_path("companion", appauthor=False)
