"""Which notes may say the same is known by their words, without comparing each with all others."""

from __future__ import annotations

from companion.domain import NoteKind
from companion.memory.overlap import Overlap

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
