"""What has changed from one text to another reads as one text."""

from __future__ import annotations

import pytest

from ui.timeline.diff import Side, compare


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("Ana lives in Braga", "Ana lives in Porto", "Ana lives in [-Braga][+ Porto]"),
        ("Ana lives here", "Ana lives here, she says", "Ana lives here[+, she says]"),
        ("a dog", "a big dog", "a [+big ]dog"),
        ("two old dogs", "two dogs", "two [-old ]dogs"),
        ("red and old", "blue and new", "[-red][+ blue] and [-old][+ new]"),
        ("the same", "the same", "the same"),
        ("all of it", "something", "[-all of it][+ something]"),
    ],
)
def test_words_that_have_gone_or_come_stand_in_their_place(
    before: str, after: str, read: str
) -> None:
    marks = {Side.BOTH: "{}", Side.BEFORE: "[-{}]", Side.AFTER: "[+{}]"}
    assert "".join(marks[it.side].format(it.text) for it in compare(before, after)) == read


@pytest.mark.parametrize(
    ("before", "after"), [("a b  c", "a d  c!"), ("one\ntwo", "one\nthree"), ("x", "y")]
)
def test_every_word_of_both_is_there(before: str, after: str) -> None:
    found = compare(before, after)
    old = " ".join(it.text for it in found if it.side is not Side.AFTER)
    new = " ".join(it.text for it in found if it.side is not Side.BEFORE)
    assert old.split() == before.split() or "".join(old.split()) == "".join(before.split())
    assert "".join(new.split()) == "".join(after.split())
