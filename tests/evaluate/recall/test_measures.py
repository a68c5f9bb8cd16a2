"""The measures, on rankings that can be judged by hand."""

from __future__ import annotations

import math

import pytest

from companion.evaluate.recall.measures import area_under_roc, ndcg_at, recall_at


def test_recall_is_the_share_of_what_is_wanted_among_the_first() -> None:
    ranking = ["a", "x", "b", "y"]
    assert recall_at(1, ranking, {"a", "b"}) == 0.5
    assert recall_at(3, ranking, {"a", "b"}) == 1.0
    assert recall_at(9, ranking, {"a", "c"}) == 0.5
    assert recall_at(5, [], {"a"}) == 0.0


def test_a_hit_counts_less_the_lower_it_stands() -> None:
    assert ndcg_at(5, ["a", "b", "x"], {"a", "b"}) == 1.0
    assert ndcg_at(5, ["x", "a"], {"a"}) == pytest.approx(1 / math.log2(3))
    assert ndcg_at(1, ["a", "b"], {"a", "b", "c"}) == 1.0, "one place can hold no more than one"
    assert ndcg_at(5, ["x"], {"a"}) == 0.0


def test_the_area_is_how_often_a_positive_stands_above_a_negative() -> None:
    assert area_under_roc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert area_under_roc([0.9, 0.1], [0.5]) == 0.5
    assert area_under_roc([0.5], [0.5, 0.1]) == 0.75, "equal scores count half"
    assert area_under_roc([0.1], [0.9]) == 0.0
    assert area_under_roc([], [0.9]) is None
    assert area_under_roc([0.9], []) is None
