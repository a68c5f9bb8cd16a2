"""What the best finds are tied to comes to mind with them."""

from __future__ import annotations

from companion.memory.spreading import activation


def test_what_is_tied_to_a_seed_is_activated_and_what_is_not_stays_out() -> None:
    found = activation({"seed": 1.0}, [("seed", "near"), ("near", "far"), ("x", "y")])
    assert found["seed"] > found["near"] > found["far"] > 0.0
    assert max(found.values()) == 1.0
    assert not {"x", "y"} & found.keys()


def test_what_two_seeds_share_gets_more_than_what_one_has() -> None:
    ties = [("a", "both"), ("b", "both"), ("a", "alone")]
    found = activation({"a": 1.0, "b": 1.0}, ties)
    assert found["both"] > found["alone"]


def test_without_seeds_nothing_comes_to_mind() -> None:
    assert activation({}, [("a", "b")]) == {}
    assert activation({"a": 1.0}, []) == {"a": 1.0}
