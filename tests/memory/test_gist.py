"""What an episode is called, and its gist."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.memory.gist import GIST_CHARS, TITLE_CHARS, gist, title

KITCHEN = [
    "Hi!",
    "Well, I've finally started repainting the kitchen this weekend.",
    "The walls of the kitchen are a pale green now.",
    "Ok.",
]


def test_the_title_is_the_first_sentence_that_tells_something() -> None:
    assert title(KITCHEN) == "I've finally started repainting the kitchen this weekend"


def test_a_question_may_be_the_title_too() -> None:
    assert title(["What should I cook for Ada tonight?"]) == "What should I cook for Ada tonight?"


def test_what_tells_nothing_has_no_title() -> None:
    assert title(["hi", "ok"]) == ""


def test_a_short_talk_is_its_own_gist() -> None:
    assert gist(["I like tea.", "Green tea."]) == "I like tea. Green tea."
    assert gist(["", " "]) == ""


def test_what_was_written_without_a_stop_does_not_run_into_what_follows() -> None:
    assert gist(["I paint my kitchen", "It smells (of oil)", "Help!"]) == (
        "I paint my kitchen. It smells (of oil) Help!"
    )


def test_a_long_talk_is_told_by_the_sentences_that_say_most() -> None:
    filler = ["The bus was late.", "Rui sneezed.", "It rained a little.", "The mail came."]
    filler += ["Somebody rang twice.", "A bird sang.", "The radio was loud.", "Lunch was cold."]
    filler += ["The lift stood still.", "A dog barked at the gate.", "The lamp flickered twice."]
    told = gist([*filler, "The kitchen needs paint.", "The kitchen needs paint and tiles."])
    assert "The kitchen needs paint" in told
    assert "…" in told


@given(st.lists(st.text(max_size=400), max_size=8))
def test_nothing_is_told_that_was_not_said(texts: list[str]) -> None:
    assert len(title(texts)) <= TITLE_CHARS
    assert len(gist(texts)) <= GIST_CHARS
    for word in gist(texts).replace("…", " ").split():
        assert any(word.removesuffix(".") in text for text in texts)
