"""What the starter model says of what it was told, with the starter encoders: true, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.app import Companion
from companion.chat.truthful import UNSURE, UNTOLD
from companion.clock import FixedClock
from tests.listening import Listener

pytestmark = [pytest.mark.native, pytest.mark.xdist_group("starter model")]

TOLD = {
    "My sister Hanna works as a nurse in Malmö.": ("Where does Hanna work?", "Malmö"),
    "I'm allergic to hazelnuts.": ("What am I allergic to?", "hazelnuts"),
    "My boyfriend Tom plays the cello.": ("What instrument does Tom play?", "cello"),
    "My mother turns seventy on the ninth of June.": ("How old will my mother be?", "seventy"),
    "I moved to Lisbon in March.": ("Where do I live?", "Lisbon"),
    "I work at a bakery.": ("What do I do for a living?", "bakery"),
    "I broke my wrist skiing in Austria.": ("How did I break my wrist?", "skiing"),
}
UNTOLD_OF = ("Where did I go to school?", "What's my shoe size?", "When did I get married?")


@pytest.fixture
def listener(home: Path, clock: FixedClock) -> Iterator[Listener]:
    """A Companion with its real parts, which was told a few things."""
    companion = Companion(home, clock=clock)
    listener = Listener(companion)
    listener.start()
    # Neither chance nor a busy machine decides what is said.
    companion.change_settings(temperature=0.0, recall_budget_ms=2_000)
    for fact in TOLD:
        listener.say(fact)
    yield listener
    listener.close()


def test_what_was_told_is_answered_and_what_was_not_is_not_made_up(listener: Listener) -> None:
    for question, answer in TOLD.values():
        assert answer in listener.reply(listener.say(question)), question
    for question in UNTOLD_OF:
        assert listener.reply(listener.say(question)).startswith((UNTOLD, UNSURE)), question
