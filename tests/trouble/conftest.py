"""A home to have trouble with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trouble.knowing import FACT, Opener


@pytest.fixture
def used_home(open_companion: Opener, home: Path) -> Path:
    """A home in which the fact was said, closed again."""
    listener = open_companion()
    listener.start()
    listener.say(FACT)
    listener.close()
    return home
