"""What the reranker reads of a find."""

from __future__ import annotations

import pytest

from companion.clock import FixedClock
from companion.domain import Role, Source
from companion.memory.gather import Find
from companion.memory.query import understand
from companion.memory.reading import Read, glimpse
from companion.store.candidates import Place

ANSWER = "Yes, last week. Have you?"


@pytest.mark.parametrize(
    ("before", "short"),
    [
        ("How nice! Have you been to Rome?", "Have you been to Rome?\nYes, last week."),
        ("I hear you. Rome is lovely.", "Rome is lovely.\nYes, last week."),
        ("", "Yes, last week."),
    ],
)
def test_in_short_an_answer_is_read_with_its_question(
    clock: FixedClock, before: str, short: str
) -> None:
    now = clock.now()
    said = Source("n", "b", "c", 0, len(before), before, now, Role.ASSISTANT) if before else None
    find = Find("m", place=Place(Role.USER, "e", "b", ()))
    read = Read(find, [], f"{before}\n{ANSWER}", ANSWER, said, [])
    assert glimpse(understand("When was I in Rome?", now), read) == short
