"""Words as the write path compares them."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.words import content, marked, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("running", "run"),
        ("Running", "RUN"),
        ("nurses", "nurse"),
        ("cancelled", "cancel"),
        ("sister's", "sister"),
        ("sister’s", "sister's"),
    ],
)
def test_words_that_mean_the_same_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("I moved to Porto", ["move", "porto"]),
        ("The runners were running in parks", ["runner", "run", "park"]),
        ("my sister’s job", ["sister", "job"]),
        ("42 people", ["42"]),
        ("snake_case", ["snake", "case"]),
        ("in Zürich!", ["zürich"]),
        ("What is it?", []),
        ("I don't, we’re, you'll", []),
        ("", []),
    ],
)
def test_content_is_what_a_text_is_about_without_the_commonest_words(
    text: str, stems: list[str]
) -> None:
    assert list(content(text)) == stems


def test_content_holds_each_stem_once_where_it_came_first() -> None:
    assert content("Cats and dogs, a cat, the dog, cats!") == ("cat", "dog")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("im happy", "i'm happy"),
        ("IM happy", "I'm happy"),
        ("well, dont go", "well, don't go"),
        ("shes here, hes not", "she's here, he's not"),
        ("I'm here", "I'm here"),
        ("a rapid swim", "a rapid swim"),
    ],
)
def test_apostrophes_that_were_left_out_are_read(text: str, read_as: str) -> None:
    assert marked(text) == read_as


@given(st.text())
def test_whatever_is_said_content_is_in_lower_case_and_each_once(text: str) -> None:
    stems = content(text)
    assert len(set(stems)) == len(stems)
    assert content(text.replace("'", "’")) == stems
    assert marked(marked(text)) == marked(text)


def test_words_are_stemmed_rightly_while_another_thread_stems_others() -> None:
    begun = ["".join(letters) for letters in product("bcdfglmnprst", "aeiou", "dgklmnrt")]
    words = [word + ending for word in begun for ending in ("inging", "edly", "ations", "fulness")]
    rightly = [stem(word) for word in words]
    stem.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda turn: [stem(w) for w in words[turn:]], range(4)))
    finally:
        sys.setswitchinterval(interval)
    assert all(stems == rightly[turn:] for turn, stems in enumerate(found))
