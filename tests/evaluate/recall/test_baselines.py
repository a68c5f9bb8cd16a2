"""Plain retrieval over single turns."""

from __future__ import annotations

import pytest

from companion.domain import Role
from companion.encoders.scripted import ScriptedEncoders
from companion.evaluate.recall.baselines import RERANKED, Baselines
from companion.evaluate.recall.finders import CONTEXT_TOKENS, MOST, Found
from companion.evaluate.recall.questions import Dialogue, Question, Turn
from tests.conftest import NOON

NAMES = ("dense", "bm25", "fused", "reranked")


def said(*sessions: list[str]) -> Dialogue:
    """A dialogue; each turn is called by its session and its place there."""
    turns = tuple(
        tuple(
            Turn(f"{number}:{place}", Role.USER, "Rita", text, NOON)
            for place, text in enumerate(session)
        )
        for number, session in enumerate(sessions)
    )
    return Dialogue("tiny", "", turns, ())


def found(name: str, dialogue: Dialogue, query: str) -> Found:
    """What one baseline finds."""
    plain = Baselines(dialogue, ScriptedEncoders(), lambda text: len(text.split()))
    return plain.finders()[name](Question("q", "", query, NOON))


@pytest.mark.parametrize("name", NAMES)
def test_the_turn_with_the_words_of_the_question_is_first(name: str) -> None:
    dialogue = said(
        ["Lentils take an hour.", "The weather is dull.", "My knee hurts again."],
        ["A zither stands in the attic.", "Nobody has tuned it."],
    )
    assert found(name, dialogue, "Who has a zither in the attic?").turns[0] == "1:0"
    everything = {turn.id for turn in dialogue.turns}
    assert set(found(name, dialogue, "?!").turns) == everything, "no word is no reason to fail"


def test_words_are_found_by_their_stems() -> None:
    dialogue = said(["Lentils take an hour."], ["We were hiking."])
    assert found("bm25", dialogue, "Who hikes?").turns[0] == "1:0"


def test_a_turn_gains_by_its_neighbours_in_its_session_alone() -> None:
    nothing = ["Well.", "Hm."]
    dialogue = said([*nothing, "Tuned the zither.", "Indeed."], ["So it is.", *nothing])
    ranked = found("fused", dialogue, "zither").turns
    assert ranked[0] == "0:2"
    assert set(ranked[1:3]) == {"0:1", "0:3"}, "and not the first turn of the next session"


def test_the_reranker_reads_a_turn_with_the_one_before() -> None:
    filler = [[f"Number {number} of the gulls."] for number in range(5)]
    dialogue = said(["Which zither was it?", "The gulls took the one with the red bag."], *filler)
    ranked = found("reranked", dialogue, "zither gulls").turns
    assert ranked[0] == "0:1"


def test_what_the_reranker_did_not_read_follows_in_its_order() -> None:
    dialogue = said(*([f"gull {'gull ' * (number % 7)}{number}"] for number in range(RERANKED + 9)))
    ranked = found("reranked", dialogue, "gull 3").turns
    assert len(ranked) == len(set(ranked)) == MOST


def test_the_context_takes_what_fits() -> None:
    long = "gull " * (CONTEXT_TOKENS - 2) + "zither"
    answer = found("bm25", said([long], ["gull gull gull"], ["gull zither"]), "zither")
    assert answer.turns == ("2:0", "0:0", "1:0")
    assert answer.in_context == {"2:0", "1:0"}
    assert answer.tokens == 7, "the speaker's name counts, too"
