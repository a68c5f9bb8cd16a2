"""Tombstones know what was forgotten without a word of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from companion.clock import FixedClock
from companion.store.store import Store

MARKS = ["me\nporto live", "two\nporto live"]


def test_buried_marks_are_known_by_their_digest_only(
    store: Store, home: Path, clock: FixedClock
) -> None:
    assert store.tombstones.buried_at(MARKS) == {}
    store.tombstones.bury(MARKS[:1], clock.now())
    assert store.tombstones.buried_at(MARKS) == {MARKS[0]: clock.now()}
    store.close()
    assert not any(b"porto" in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_a_burial_can_be_taken_back(store: Store, clock: FixedClock) -> None:
    first = clock.now()
    store.tombstones.bury(MARKS[:1], first)
    clock.advance(timedelta(days=1))
    before = store.tombstones.bury(MARKS, clock.now())
    assert store.tombstones.buried_at(MARKS) == dict.fromkeys(MARKS, clock.now())
    store.tombstones.put_back(before)
    assert store.tombstones.buried_at(MARKS) == {MARKS[0]: first}


def test_what_is_buried_already_may_keep_its_date(store: Store, clock: FixedClock) -> None:
    first = clock.now()
    store.tombstones.bury(MARKS[:1], first)
    clock.advance(timedelta(days=1))
    store.tombstones.bury(MARKS, clock.now(), anew=False)
    assert store.tombstones.buried_at(MARKS) == {MARKS[0]: first, MARKS[1]: clock.now()}


def test_many_marks_are_buried_at_once_and_taken_back(store: Store, clock: FixedClock) -> None:
    many = [f"mark {number}" for number in range(1200)]
    before = store.tombstones.bury(many, clock.now())
    assert store.tombstones.buried_at([*many, "another"]) == dict.fromkeys(many, clock.now())
    store.tombstones.put_back(before)
    assert not store.tombstones.any()
