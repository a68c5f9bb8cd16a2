"""Which notes may say the same is known by their words, without comparing each with all others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain import NoteKind
from companion.memory.overlap import Overlap
from companion.memory.words import content

TEA = "I drink green tea in the morning"


def like(text: str, *others: str, kind: NoteKind = NoteKind.FACT, least: float = 0.4) -> list[int]:
    """Which of the others, by their place, may say the same as a text that is new."""
    overlap = Overlap()
    overlap.add("new", kind, "me", text)
    for number, other in enumerate(others):
        overlap.meet(str(number), NoteKind.FACT, "me", other)
    return [int(note_id) for note_id in overlap.like("new", least)]


def test_the_same_words_but_for_fillers_are_found_whatever_they_are() -> None:
    assert like("Well, I do!", "I do.", "I do not.") == [0]


def test_most_words_in_common_are_enough_and_one_of_several_is_not() -> None:
    others = ("I drink green tea at night", "Green is my colour")
    assert like(TEA, *others) == [0]
    assert like(TEA, *others, least=0.9) == []


def test_what_says_all_of_it_and_more_is_found_from_both_sides() -> None:
    assert like("I have a dog", "I have a dog called Rex", "I have a cat called Rex") == [0]
    assert like("I have a dog called Rex", "I have a dog") == [0]


def test_other_names_numbers_and_negations_are_something_else() -> None:
    assert like("I met Ada at the old harbour", "I met Ben at the old harbour") == []
    assert like("I ran 5 miles round the lake", "I ran 9 miles round the lake") == []
    assert like(TEA, "I never drink green tea in the morning") == []


def test_another_kind_of_note_is_something_else() -> None:
    assert like(TEA, TEA, kind=NoteKind.EVENT) == []


def test_what_has_most_in_common_comes_first() -> None:
    others = ("I drink green tea and milk", "I drink green tea in the mornings")
    assert like(TEA, *others) == [1, 0]


words = st.lists(
    st.sampled_from("tea dog sea hill rain bread moon".split()), min_size=1, max_size=5
)


@settings(max_examples=25)
@given(st.lists(words.map(" ".join), min_size=2, max_size=8), st.sampled_from([0.4, 0.75]))
def test_nothing_is_missed_that_a_look_at_all_of_them_finds(texts: list[str], least: float) -> None:
    mine = set(content(texts[0]))
    found = []
    for number, text in enumerate(texts[1:]):
        theirs = set(content(text))
        share = len(mine & theirs) / len(mine | theirs)
        enough = share >= least and (len(mine & theirs) > 1 or share == 1.0)
        if mine <= theirs or theirs <= mine or enough:
            found.append(number)
    assert sorted(like(texts[0], *texts[1:], least=least)) == found
