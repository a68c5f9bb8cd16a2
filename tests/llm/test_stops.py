"""Stop strings: what comes through, what is held back, and for how long."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from companion.llm.stops import StopStrings


def test_text_without_a_stop_comes_through_at_once() -> None:
    stops = StopStrings(["###"])
    assert stops.feed("Hello ") == "Hello "
    assert stops.feed("there") == "there"
    assert not stops.stopped


def test_a_stop_string_ends_the_text_before_it() -> None:
    stops = StopStrings(["\nUser:"])
    assert stops.feed("Good night.\nUser: and") == "Good night."
    assert stops.stopped
    assert stops.feed("more") == ""
    assert stops.flush() == ""


def test_a_stop_string_may_come_in_pieces() -> None:
    stops = StopStrings(["<end>"])
    assert stops.feed("done <e") == "done "
    assert stops.feed("n") == ""
    assert stops.feed("d>") == ""
    assert stops.stopped


def test_what_only_began_like_a_stop_string_comes_through_later() -> None:
    stops = StopStrings(["<end>"])
    assert stops.feed("a <e") == "a "
    assert stops.feed("m>") == "<em>"


def test_what_is_held_at_the_end_of_the_reply_is_not_lost() -> None:
    stops = StopStrings(["<end>"])
    assert stops.feed("a <") == "a "
    assert stops.flush() == "<"


def test_the_first_of_several_stop_strings_counts() -> None:
    stops = StopStrings(["two", "one"])
    assert stops.feed("zero one two") == "zero "


def test_an_empty_stop_string_never_stops() -> None:
    stops = StopStrings([""])
    assert stops.feed("text") == "text"
    assert not stops.stopped


@given(
    text=st.text("ab<", max_size=40),
    stop=st.text("ab<", min_size=1, max_size=4),
    cuts=st.lists(st.integers(0, 40), max_size=8),
)
def test_the_same_text_comes_out_however_it_is_cut(text: str, stop: str, cuts: list[int]) -> None:
    borders = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    stops = StopStrings([stop])
    shown = "".join(stops.feed(text[a:b]) for a, b in itertools.pairwise(borders))
    shown += stops.flush()
    assert shown == text.split(stop)[0]
