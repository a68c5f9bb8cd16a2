from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from companion.encoders.rerank import Alike, rerank_within
from companion.encoders.scripted import HashingEmbedder


class Judge:
    """Takes 10 ms a passage; scores a passage with the number it holds."""

    def __init__(self) -> None:
        self.now = 100.0
        self.calls = 0

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        self.calls += 1
        self.now += 0.010 * len(passages)
        return [float(text) for text in passages]

    def clock(self) -> float:
        return self.now


def passages(count: int) -> list[str]:
    return [str(number / 100) for number in range(count)]


def test_everything_is_scored_in_order_when_there_is_time() -> None:
    judge = Judge()
    scores = rerank_within(judge, "q", passages(5), 1000, monotonic=judge.clock)
    assert scores == [0.0, 0.01, 0.02, 0.03, 0.04]


def test_the_rest_is_none_once_the_budget_does_not_reach() -> None:
    judge = Judge()
    scores = rerank_within(judge, "q", passages(6), 45, monotonic=judge.clock)
    assert scores == [0.0, 0.01, 0.02, 0.03, None, None]


def test_no_budget_and_no_passages_ask_nothing() -> None:
    judge = Judge()
    assert rerank_within(judge, "q", passages(2), 0, monotonic=judge.clock) == [None, None]
    assert rerank_within(judge, "q", [], 100, monotonic=judge.clock) == []
    assert judge.calls == 0


def test_the_system_clock_is_the_default() -> None:
    assert rerank_within(Judge(), "q", passages(2), 60_000) == [0.0, 0.01]


@given(count=st.integers(0, 40), budget=st.floats(0, 500, allow_nan=False))
def test_scored_ones_come_first_and_only_the_first_may_overrun(count: int, budget: float) -> None:
    judge = Judge()
    scores = rerank_within(judge, "q", passages(count), budget, monotonic=judge.clock)
    assert len(scores) == count
    reached = [score for score in scores if score is not None]
    assert scores == [*reached, *[None] * (count - len(reached))]
    assert (judge.now - 100.0) * 1000 <= max(10.0, budget) + 1e-6


def test_talk_is_read_for_how_like_it_a_text_is() -> None:
    embedder = HashingEmbedder()
    (talk,) = embedder.embed_queries(["my dog barks"])
    same, near, other = Alike(embedder, talk).score("", ["my dog barks", "a dog", "green tea"])
    assert same > near > other
