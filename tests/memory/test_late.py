"""Late interaction: how near a find is to a query, token by token."""

from __future__ import annotations

import numpy as np
import pytest

from companion.clock import FixedClock
from companion.encoders.scripted import HashingTokens, ScriptedEncoders
from companion.memory import late
from companion.memory.fusion import LATE, judged, standardised, with_late
from companion.memory.gather import Find, Found
from companion.memory.query import understand
from companion.store.store import Store
from companion.upkeep import catch_up
from tests.author import Author

TOKENS = HashingTokens()


def plainly(query: np.ndarray, passage: np.ndarray) -> float:
    signs = np.unpackbits(passage, axis=1).astype(float) * 2.0 - 1.0
    return float((signs @ query.T).max(axis=0).mean())


@pytest.mark.parametrize("part", [1, 5, 4096])
def test_each_token_of_the_query_counts_by_the_nearest_of_the_passage(
    monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr(late, "_PART", part)
    query = TOKENS.embed_query("green tea with ginger")
    texts = ["ginger tea", "a long walk to the green harbour", "", "tea"]
    passages = [TOKENS.embed_passage(text) for text in texts]
    near = late.max_sim(query, [passage.ravel() for passage in passages])
    assert near == pytest.approx([plainly(query, passage) for passage in passages], abs=1e-4)
    assert int(near.argmax()) == 0


def test_a_find_of_which_no_token_is_known_is_as_near_as_the_mean() -> None:
    fused = np.array([3.0, 2.0, 1.0])
    unknown = np.full(3, np.nan)
    assert with_late(fused, unknown).tolist() == standardised(fused).tolist()
    near = with_late(fused, np.array([np.nan, 0.9, 0.1])) - standardised(fused)
    assert near == pytest.approx([0.0, LATE, -LATE])
    ranks = judged(np.array([1.0, 0.9, 0.0]), [None] * 3, np.array([0.0, 9.0, 0.0]))
    assert int(ranks.argmax()) == 1


def test_upkeep_makes_what_finds_are_compared_by(
    store: Store, author: Author, clock: FixedClock
) -> None:
    encoders = ScriptedEncoders()
    told = author.begins("My sister plays the cello")
    (note,) = author.writes([("My sister plays the cello", [told])], embedded=True)
    typed = author.writes([("The harbour is green", [])], embedded=True)[0]
    for _ in catch_up(store, encoders, clock, lambda work: work()):
        pass
    fingerprint = encoders.tokens.fingerprint
    made = store.token_vectors.of([told.id, note.id, typed.id], fingerprint)
    assert {told.id, typed.id} <= made.keys()
    assert note.id not in made, "what rests on a message is read in that"
    assert store.token_vectors.of([typed.id], "another") == {}

    found = Found([Find("", ["unknown"], score=2.0), Find("", [typed.id], score=1.9)], 0.0)
    late.compare(understand("Which harbour is green?", clock.now()), found, store, encoders)
    unknown, near = sorted(found.finds, key=lambda find: find.id != "unknown")
    assert unknown.late is None
    assert (near.late or 0.0) > 0.5

    store.notes.purge([typed.id])
    assert store.token_vectors.of([typed.id], fingerprint) == {}
