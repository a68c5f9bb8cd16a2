"""What of the memory is in every prompt: the name, wishes, and the portrait in short."""

from __future__ import annotations

import pytest

from companion.chat.core import PORTRAIT, core_of
from companion.memory.portrait import Section
from companion.store.store import Store
from tests.memory.test_portrait import Refresh, Tell, portrait, refresh, sections, tell, told

__all__ = ["portrait", "refresh", "tell"]
pytestmark = pytest.mark.usefixtures("portrait")


def words(text: str) -> int:
    """A token for each word."""
    return len(text.split())


def test_a_large_model_is_told_who_it_talks_with(store: Store) -> None:
    core = core_of(store, 1000, words, small=False)
    assert core.name == "Tom"
    assert [note.text for note in core.notes] == ["Please answer in short sentences."]
    assert core.portrait == (
        "Home: “I live in Porto.”",
        "Work: “I work as a nurse.”",
        "Pet: “I have a cat called Miso.”",
        "“My sister Ada plays the tuba.”",
        "“I love climbing in the hills.”",
        "“I'm a morning person.”",
    )


def test_a_small_one_the_name_alone(store: Store) -> None:
    core = core_of(store, 1000, words, small=True)
    assert (core.name, core.portrait) == ("Tom", ())


def test_it_keeps_to_its_room(store: Store, tell: Tell, refresh: Refresh) -> None:
    tell(*(f"I like the number {n} tram of the city of Porto very much indeed." for n in range(9)))
    refresh()
    for tokens in (0, 10, 30, 1000):
        core = core_of(store, tokens, lambda text: 20 * words(text), small=False)
        used = sum(20 * words(line) for line in core.portrait)
        assert used <= min(tokens, PORTRAIT)


def test_what_is_pinned_is_not_told_twice(store: Store, tell: Tell) -> None:
    home = told(store, "I live in Porto.")
    store.notes.change(home.id, actor="user", reason="pinned", now=home.updated_at, pinned=True)
    core = core_of(store, 1000, words, small=False)
    assert "I live in Porto." in [note.text for note in core.notes]
    assert not any("Porto" in line for line in core.portrait)


def test_all_that_is_behind_it_is_known(store: Store) -> None:
    core = core_of(store, 1000, words, small=False)
    assert told(store, "My name is Tom.").id in core.behind
    assert told(store, "My sister Ada plays the tuba.").id in core.behind
    assert sections(store)[Section.LIFE].id in core.behind
    assert told(store, "My name is Tom.").id in core_of(store, 1000, words, small=True).behind


def test_it_is_the_same_each_time(store: Store) -> None:
    assert core_of(store, 1000, words, small=False) == core_of(store, 1000, words, small=False)
