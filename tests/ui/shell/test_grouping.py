"""Under which heading a conversation stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ui.shell.conversation_model import group_of

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("days_ago", "group"),
    [
        (0, "today"),
        (-1, "today"),
        (1, "yesterday"),
        (2, "week"),
        (7, "week"),
        (8, "2026-04"),
        (40, "2026-03"),
        (365, "2025-05"),
    ],
)
def test_a_conversation_stands_under_how_long_ago_it_was(days_ago: int, group: str) -> None:
    assert group_of(TODAY - timedelta(days=days_ago), TODAY) == group
