"""Which questions are alike, and what is left of what was found."""

from __future__ import annotations

import numpy as np
import pytest

from companion.domain import Note, NoteKind, Origin, RecalledNote, Source
from companion.memory.dismissals import LIKE, against, is_dismissed, without
from companion.memory.gather import Find
from tests.conftest import NOON


def leaning(cosine: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A vector of length 1 with this cosine to the first axis."""
    return np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)


def finds(**notes: list[str]) -> dict[str, Find]:
    """Messages with the notes made of them; `note` rests on none."""
    return {i: Find("" if i == "note" else i, made) for i, made in notes.items()}


def left(found: dict[str, Find]) -> dict[str, tuple[str, list[str]]]:
    """Of each find the message that may be given, and the notes."""
    return {item: (find.message_id, find.notes) for item, find in found.items()}


@pytest.mark.parametrize(
    ("cosine", "like"), [(1.0, True), (LIKE + 0.01, True), (LIKE - 0.01, False), (0.0, False)]
)
def test_a_question_counts_that_is_near_enough(cosine: float, like: bool) -> None:
    assert against(leaning(1.0), [("n", leaning(cosine))]) == ({"n"} if like else set())


def test_one_like_question_of_several_is_enough() -> None:
    asked = [("n", leaning(0.1)), ("n", leaning(1.0)), ("m", leaning(0.2))]
    assert against(leaning(1.0), asked) == {"n"}


def test_without_a_vector_nothing_is_dismissed() -> None:
    assert against(None, [("n", leaning(1.0))]) == set()


def test_a_dismissed_message_goes_with_its_notes() -> None:
    there = finds(m=["a", "b"], other=["c"])
    assert left(without(there, {"m"})) == {"other": ("other", ["c"])}


def test_a_dismissed_note_goes_with_the_words_it_rests_on() -> None:
    there = finds(m=["a"], note=["b"], other=[])
    assert left(without(there, {"a", "b"})) == {"other": ("other", [])}


def test_the_other_notes_of_its_message_stay_each_by_itself() -> None:
    there = finds(m=["a", "b", "c"], other=["a", "c"])
    assert left(without(there, {"a"})) == {"b": ("", ["b"]), "c": ("", ["c"])}


def test_what_rests_on_dismissed_messages_alone_is_dismissed_with_them() -> None:
    note = Note("n", NoteKind.FACT, "I like tea", Origin.RULE, NOON, NOON)
    sources = tuple(Source("n", i, "c", 0, 3, "tea", NOON) for i in ("one", "two"))
    item, own = RecalledNote(note, 1.0, "why", sources), RecalledNote(note, 1.0, "why")
    assert is_dismissed(item, {"one", "two"})
    assert not is_dismissed(item, {"one"})
    assert is_dismissed(item, {"n"})
    assert is_dismissed(own, {"n"})
    assert not is_dismissed(own, {"one"})
