"""A home to have trouble with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trouble.knowing import FACT, Opener


@pytest.fixture(autouse=True)
def blank() -> None:
    """Databases are migrated here as they are for a person, trouble and all."""


@pytest.fixture
def used_home(open_companion: Opener, home: Path) -> Path:
    """A home in which the fact was said, closed again."""
    listener = open_companion()
    listener.start()
    listener.say(FACT)
    listener.close()
    return home
