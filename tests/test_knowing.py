"""Whom and what is known, what is known of each, and what lies around it."""

from __future__ import annotations

import pytest

from companion.domain import EntityKind, LinkKind
from companion.errors import NotFound
from companion.known import Anchor, Known, Neighbourhood, Sort
from companion.memory.neighbourhood import neighbourhood
from tests.deciding import tell
from tests.listening import PATIENCE_S, Listener

BOAT, BRAGA, TRIP = (
    "My husband Rui bought a small wooden boat.",
    "My sister Ana lives in Braga.",
    "Rui visited Ana in Braga.",
)


def everyone(listener: Listener) -> dict[str, Known]:
    """Whom and what is known, by name."""
    return {it.name: it for it in listener.companion.known.everyone().result(PATIENCE_S)}


def around(listener: Listener, anchor: Anchor) -> Neighbourhood:
    """What lies around one."""
    return listener.companion.known.around(anchor).result(PATIENCE_S)


def labels(hood: Neighbourhood, steps: int) -> set[str]:
    """What is so far from the centre."""
    return {node.label for node in hood.nodes if node.steps == steps}


def test_whoever_is_told_of_is_known_with_what_else_they_are_called(listener: Listener) -> None:
    tell(listener, BOAT, BRAGA, TRIP)
    known = everyone(listener)
    assert known["Rui"].kind is EntityKind.PERSON
    assert (known["Rui"].notes, known["Braga"].notes) == (2, 1)
    assert "husband" in known["Rui"].aliases
    assert known["Braga"].kind is EntityKind.PLACE


def test_what_is_known_of_one_is_told_with_whom_and_what_it_mentions(listener: Listener) -> None:
    tell(listener, BOAT, BRAGA, TRIP)
    likeness = listener.companion.known.likeness(everyone(listener)["Rui"].anchor).result()
    assert [note.text for note in likeness.notes] == [TRIP, BOAT]
    assert {(it.known.name, it.together) for it in likeness.beside} == {("Ana", 1)}


def test_a_topic_is_known_with_what_it_is_made_of(listener: Listener) -> None:
    texts = [f"I grow {plant} on the balcony of our flat." for plant in ("mint", "chives", "basil")]
    tell(listener, *texts)
    listener.companion.sleep(["topics"]).result(PATIENCE_S)
    topics = [it for it in everyone(listener).values() if it.kind is None]
    assert topics, "three notes on one thing are a topic"
    likeness = listener.companion.known.likeness(topics[0].anchor).result(PATIENCE_S)
    assert {note.text for note in likeness.notes} == set(texts)
    assert likeness.summary is not None


def test_what_is_forgotten_is_not_known(listener: Listener) -> None:
    tell(listener, BOAT)
    anchor = everyone(listener)["Rui"].anchor
    likeness = listener.companion.known.likeness(anchor).result(PATIENCE_S)
    listener.companion.forget_notes([note.id for note in likeness.notes]).result(PATIENCE_S)
    assert "Rui" not in everyone(listener)
    with pytest.raises(NotFound):
        listener.companion.known.likeness(anchor).result(PATIENCE_S)


def test_around_a_person_lie_notes_then_whom_they_mention(listener: Listener) -> None:
    tell(listener, BOAT, BRAGA, TRIP)
    hood = around(listener, everyone(listener)["Rui"].anchor)
    assert hood.nodes[0].label == "Rui"
    assert (hood.nodes[0].x, hood.nodes[0].y) == (0.0, 0.0)
    assert labels(hood, 1) == {BOAT, TRIP}
    assert "Ana" in labels(hood, 2)
    assert "Braga" in labels(hood, 3)


def test_around_a_note_lie_whom_it_mentions_and_what_it_is_linked_with(
    listener: Listener,
) -> None:
    tell(listener, "I live in Lisbon.", "I moved to Porto.", "My birthday is on 3 May.",
         "My birthday is on 5 May.")  # fmt: skip
    (third,) = [it for it in listener.companion.notes("3 May").result() if it.kind != "episode"]
    hood = around(listener, Anchor(Sort.NOTE, third.id))
    assert "My birthday is on 5 May." in labels(hood, 1)
    assert LinkKind.CONTRADICTS in {edge.kind for edge in hood.edges}
    assert "I live in Lisbon." not in {node.label for node in hood.nodes}, "that is over"


def test_a_neighbourhood_is_always_the_same_and_stays_in_its_frame(listener: Listener) -> None:
    tell(listener, BOAT, BRAGA, TRIP)
    anchor = everyone(listener)["Ana"].anchor
    hood = around(listener, anchor)
    assert hood == around(listener, anchor)
    assert all(abs(node.x) <= 1 and abs(node.y) <= 1 for node in hood.nodes)
    assert len({(node.x, node.y) for node in hood.nodes}) == len(hood.nodes)
    degree = [sum(at in (it.one, it.other) for it in hood.edges) for at in range(len(hood.nodes))]
    assert degree == [node.degree for node in hood.nodes]


def test_no_more_is_walked_to_than_can_be_told_apart(listener: Listener) -> None:
    for number in range(30):
        listener.companion.remember(f"My friend Rui told me joke number {number}.").result()
    store = listener.companion._runtime.store()
    anchor = everyone(listener)["Rui"].anchor
    hood = neighbourhood(store.knowledge, anchor, most=10)
    assert len(hood.nodes) == 10
    assert all(edge.one < 10 and edge.other < 10 for edge in hood.edges)
    assert len(around(listener, anchor).nodes) == 31
