"""Which notes belong to one topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import pytest

from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder
from companion.memory.grouping import Joined, grouped, set_apart, threshold
from companion.memory.relevance import cohort_centre

TEXTS = {
    "a1": "kitchen paint wall green",
    "a2": "kitchen paint wall white",
    "a3": "kitchen paint wall blue",
    "b1": "cello strings orchestra concert",
    "b2": "cello strings orchestra rehearsal",
    "b3": "cello strings orchestra church",
    "c1": "peanuts allergic hospital",
    "d1": "passport photo expired",
}


def vectors(*ids: str) -> dict[str, Vectors]:
    """What sets these texts apart from all others."""
    embedder = HashingEmbedder()
    rows = embedder.embed_passages(list(TEXTS.values()))
    apart = set_apart(dict(zip(TEXTS, rows, strict=True)), cohort_centre(embedder))
    return {it: apart[it] for it in ids or TEXTS}


def of(joined: Iterable[Sequence[Joined]]) -> dict[str, list[str]]:
    """The notes of each topic."""
    found: dict[str, list[str]] = {}
    for it in chain(*joined):
        found.setdefault(it.founder_id, []).append(it.note_id)
    return found


def test_three_that_are_alike_make_a_topic_and_what_is_alone_stays_so() -> None:
    joined = of(grouped(vectors(), {}, {}, threshold(0)))
    assert joined == {"a1": ["a1", "a2", "a3"], "b1": ["b1", "b2", "b3"]}


def test_a_topic_keeps_whom_it_was_founded_with() -> None:
    there = {
        "1": np.array([1.0, 0.0]),
        "2": np.array([0.8, 0.6]),
        "3": np.array([0.6, 0.8]),
        "4": np.array([0.5, 0.87]),
        "5": np.array([0.4, 0.92]),
        "6": np.array([0.3, 0.95]),
    }
    joined = of(grouped(there, {}, {}, 0.55))
    assert joined == {"1": ["1", "2", "3"], "4": ["4", "5", "6"]}


def test_two_are_not_enough() -> None:
    assert of(grouped(vectors("a1", "a2", "b1"), {}, {}, threshold(0))) == {}


def test_one_more_joins_the_topic_it_is_like() -> None:
    there = vectors("a1", "b1")
    assert of(grouped(vectors("a3", "c1"), {}, there, threshold(0))) == {"a1": ["a3"]}


@pytest.mark.parametrize("last", ["a1", "a2", "a3"])
def test_what_comes_last_brings_together_what_was_alone(last: str) -> None:
    old = {it: row for it, row in vectors().items() if it != last and it[0] != "b"}
    assert of(grouped(vectors(last), old, {}, threshold(0))) == {"a1": ["a1", "a2", "a3"]}


def test_an_older_note_founds_what_only_it_is_near_to() -> None:
    """The new one is near to one of two that are near to each other."""
    old = {"1": np.array([1.0, 0.0]), "2": np.array([0.8, 0.6])}
    new = {"3": np.array([0.28, 0.96])}
    assert of(grouped(new, old, {}, 0.7)) == {"2": ["1", "2", "3"]}


def test_deeper_down_more_likeness_is_asked() -> None:
    assert threshold(0) < threshold(1) < threshold(2)
    assert of(grouped(vectors(), {}, {}, 0.99)) == {}


def test_cut_short_after_any_topic_the_rest_comes_out_the_same() -> None:
    whole = of(grouped(vectors(), {}, {}, threshold(0)))
    done: dict[str, list[str]] = {}
    for founder, members in whole.items():
        done[founder] = members
        left = vectors(*(it for it in TEXTS if it not in {i for ids in done.values() for i in ids}))
        assert done | of(grouped(left, {}, vectors(*done), threshold(0))) == whole


def test_without_vectors_there_are_no_topics() -> None:
    assert of(grouped({}, vectors(), {}, threshold(0))) == {}
    assert set_apart({}, np.zeros(2)) == {}


def test_what_is_set_apart_has_length_one() -> None:
    lengths = [float(np.linalg.norm(it)) for it in vectors().values()]
    assert np.allclose(lengths, 1.0)
