"""Scores of several views made one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.fusion import (
    above_mean,
    judged,
    likened,
    relative,
    smoothed,
    standardised,
    with_episodes,
)

values = st.lists(st.floats(-1e3, 1e3, allow_nan=False), min_size=1, max_size=9).map(np.array)


def test_a_similarity_counts_by_how_far_it_stands_above_the_mean() -> None:
    assert above_mean(np.array([0.9, 0.8, 0.7]), 0.8).tolist() == pytest.approx([1.0, 0.0, -1.0])
    assert above_mean(np.array([]), 0.8).tolist() == []


def test_words_count_by_the_best() -> None:
    assert relative(np.array([6.0, 3.0, 0.0])).tolist() == [1.0, 0.5, 0.0]
    assert relative(np.zeros(2)).tolist() == [0.0, 0.0]


def test_what_stands_beside_a_find_gains_by_its_distance() -> None:
    near = [{1: 1, 2: 2}, {0: 1, 2: 1}, {0: 2, 1: 1}]
    assert smoothed(np.array([1.0, 0.0, 0.0]), near, {1: 0.4, 2: 0.2}).tolist() == [1.0, 0.4, 0.2]


def test_without_a_verdict_the_fused_order_stays() -> None:
    ranks = judged(np.array([3.0, 2.0, 1.0]), [None, None, None])
    assert list(np.argsort(-ranks)) == [0, 1, 2]


def test_a_clear_verdict_outweighs_a_small_lead() -> None:
    ranks = judged(np.array([1.0, 0.9, 0.0, 0.0]), [-9.0, 4.0, -9.0, -9.0])
    assert int(np.argmax(ranks)) == 1


def test_more_and_less_of_no_is_the_same() -> None:
    ranks = judged(np.array([1.0, 0.9, 0.0]), [-11.0, -9.0, 4.0])
    assert ranks[0] > ranks[1]


def test_what_was_not_reached_stands_between_the_good_and_the_bad() -> None:
    good, bad, unread = judged(np.array([1.0, 1.0, 1.0]), [4.0, -9.0, None])
    assert bad < unread < good


def test_of_two_like_finds_the_one_whose_episode_answers_comes_first() -> None:
    scores = with_episodes(np.array([2.0, 1.0, 1.0]), ["holiday", "work", "holiday"])
    assert scores[0] > scores[2] > scores[1]
    assert with_episodes(np.array([]), []).size == 0


def test_while_the_talk_goes_on_likeness_outweighs_what_was_found_first() -> None:
    assert int(np.argmax(likened(np.array([1.0, 0.9, 0.0]), [0.7, 0.9, 0.7]))) == 1
    fused = np.array([3.0, 2.0, 1.0])
    assert list(likened(fused, [None] * 3)) == list(standardised(fused))


@given(values)
def test_standardised_scores_keep_their_order_around_nothing(scores: np.ndarray) -> None:
    found = standardised(scores)
    assert abs(float(found.mean())) < 1e-6
    assert all(
        (one <= other) or (found[a] >= found[b])
        for a, one in enumerate(scores)
        for b, other in enumerate(scores)
    )
