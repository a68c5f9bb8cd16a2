"""Words of a person as full-text queries."""

from __future__ import annotations

from companion.store.search import match_rarest


def test_the_rarest_words_are_searched_for() -> None:
    assert match_rarest({"tango": 3, "porto": 90, "was": 9_000}, most=100) == '"tango" OR "porto"'


def test_common_words_count_where_they_stand_together() -> None:
    assert match_rarest({"a": 500, "b": 400, "c": 2}, most=100) == '"c" OR ("b" AND "a")'


def test_a_common_word_alone_is_no_query() -> None:
    assert match_rarest({"ines": 9_000}, most=100) == ""
    assert match_rarest({"nowhere": 0}, most=100) == ""
    assert match_rarest({}, most=100) == ""
