"""Which notes belong to one topic."""

from __future__ import annotations

import numpy as np

from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder
from companion.memory.grouping import Joined, grouped, set_apart, threshold

TEXTS = {
    "a1": "kitchen paint wall green",
    "a2": "kitchen paint wall white",
    "a3": "kitchen paint wall blue",
    "b1": "cello strings orchestra concert",
    "b2": "cello strings orchestra rehearsal",
    "b3": "cello strings orchestra church",
    "c1": "peanuts allergic hospital",
    "d1": "passport office queue",
}


def vectors(*ids: str) -> dict[str, Vectors]:
    """What sets these texts apart from all."""
    rows = HashingEmbedder().embed_passages(list(TEXTS.values()))
    apart = set_apart(dict(zip(TEXTS, rows, strict=True)))
    return {it: apart[it] for it in ids or TEXTS}


def of(joined: list[Joined]) -> dict[str, list[str]]:
    """The notes of each topic."""
    found: dict[str, list[str]] = {}
    for it in joined:
        found.setdefault(it.founder_id, []).append(it.note_id)
    return found


def test_three_that_are_alike_make_a_topic_and_what_is_alone_stays_so() -> None:
    joined = of(grouped([*TEXTS], (), vectors(), threshold(0)))
    assert joined == {"a1": ["a1", "a2", "a3"], "b1": ["b1", "b2", "b3"]}


def test_a_topic_keeps_whom_it_was_founded_with() -> None:
    there = {
        "one": np.array([1.0, 0.0]),
        "two": np.array([0.8, 0.6]),
        "three": np.array([0.6, 0.8]),
        "four": np.array([0.5, 0.87]),
        "five": np.array([0.4, 0.92]),
        "six": np.array([0.3, 0.95]),
    }
    joined = of(grouped([*there], (), there, 0.55))
    assert joined == {"one": ["one", "two", "three"], "four": ["four", "five", "six"]}


def test_two_are_not_enough() -> None:
    assert grouped(["a1", "a2", "b1"], (), vectors(), threshold(0)) == []


def test_one_more_joins_the_topic_it_is_like() -> None:
    assert grouped(["a3", "c1"], ["a1", "b1"], vectors(), threshold(0)) == [Joined("a3", "a1")]


def test_deeper_down_more_likeness_is_asked() -> None:
    assert threshold(0) < threshold(1) < threshold(2)
    assert grouped([*TEXTS], (), vectors(), 0.99) == []


def test_cut_short_after_any_topic_the_rest_comes_out_the_same() -> None:
    whole = of(grouped([*TEXTS], (), vectors(), threshold(0)))
    done: dict[str, list[str]] = {}
    for founder, members in whole.items():
        done[founder] = members
        left = [it for it in TEXTS if it not in {i for ids in done.values() for i in ids}]
        assert done | of(grouped(left, done, vectors(), threshold(0))) == whole


def test_without_vectors_there_are_no_topics() -> None:
    assert grouped(["a1", "a2", "a3"], (), {}, threshold(0)) == []
    assert set_apart({}) == {}


def test_what_is_set_apart_has_length_one() -> None:
    lengths = [float(np.linalg.norm(it)) for it in vectors().values()]
    assert np.allclose(lengths, 1.0)
