"""Joining what was found by meaning with what was found by words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.memory.recall import fuse

scores = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(-1e6, 1e6, allow_nan=False), max_size=8
).map(lambda found: sorted(found.items(), key=lambda entry: -entry[1]))


def test_what_both_find_is_better_than_what_one_finds() -> None:
    dense = [("both", 0.9), ("dense", 0.9), ("far", 0.1)]
    lexical = [("both", 7.0), ("words", 7.0), ("weak", 1.0)]
    first, second, third, *_ = fuse(dense, lexical)
    assert first.item_id == "both"
    assert {second.item_id, third.item_id} == {"dense", "words"}
    assert (first.similarity, first.bm25) == (0.9, 7.0)


def test_each_view_counts_alike_whatever_its_scale() -> None:
    (a, b) = fuse([("a", 0.9), ("b", 0.8)], [("b", 1000.0), ("a", 10.0)])
    assert a.fused == b.fused


def test_nothing_found_is_nothing() -> None:
    assert fuse([], []) == []


@given(scores, scores)
def test_everything_found_is_there_once_and_the_best_is_first(
    dense: list[tuple[str, float]], lexical: list[tuple[str, float]]
) -> None:
    fused = fuse(dense, lexical)
    ids = [candidate.item_id for candidate in fused]
    assert sorted(ids) == sorted({i for i, _ in [*dense, *lexical]})
    values = [candidate.fused for candidate in fused]
    assert values == sorted(values, reverse=True)
    assert all(0.0 <= value <= 1.0 for value in values)
    for candidate in fused:
        assert candidate.similarity == dict(dense).get(candidate.item_id)
        assert candidate.bm25 == dict(lexical).get(candidate.item_id)


@given(scores, scores)
def test_the_views_may_change_places(
    dense: list[tuple[str, float]], lexical: list[tuple[str, float]]
) -> None:
    one = {candidate.item_id: candidate.fused for candidate in fuse(dense, lexical)}
    other = {candidate.item_id: candidate.fused for candidate in fuse(lexical, dense)}
    assert one == other


@given(scores)
def test_one_view_alone_keeps_its_order(found: list[tuple[str, float]]) -> None:
    fused = fuse(found, [])
    by_id = dict(found)
    own = [by_id[candidate.item_id] for candidate in fused]
    assert own == sorted(own, reverse=True)
