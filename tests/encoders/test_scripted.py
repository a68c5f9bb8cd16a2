from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.encoders.base import Encoders
from companion.encoders.scripted import (
    HashingEmbedder,
    OverlapReranker,
    ScriptedEncoders,
    content_words,
)


def test_content_words_ignore_case_punctuation_plurals_and_little_words() -> None:
    assert content_words("What are Anna's cats, and the stories?") == ["anna", "cat", "story"]
    assert content_words("bus glass this") == ["bus", "glass"]


def test_shared_words_bring_texts_near() -> None:
    embedder = HashingEmbedder()
    query = embedder.embed_queries(["Where do my cats sleep?"])[0]
    near, far = embedder.embed_passages(["The cat sleeps on the sofa.", "I fly to Oslo on Monday."])
    assert query @ near > 0.5
    assert query @ far < 0.2


def test_vectors_do_not_depend_on_the_run() -> None:
    rows = HashingEmbedder(64).embed_passages(["cat", "dog"])
    assert rows.argmax(axis=1).tolist() == [1, 10]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_rows_have_length_one_whatever_the_text(texts: list[str]) -> None:
    embedder = HashingEmbedder(32)
    rows = embedder.embed_queries(texts)
    assert rows.shape == (len(texts), 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0)
    assert np.array_equal(rows, embedder.embed_passages(texts))


def test_a_text_without_words_is_near_nothing() -> None:
    empty, word = HashingEmbedder().embed_passages(["…", "cat"])
    assert empty @ word == 0.0


def test_fingerprints_tell_widths_apart() -> None:
    assert HashingEmbedder(32).fingerprint != HashingEmbedder(64).fingerprint


def test_the_overlap_is_the_share_of_the_querys_words() -> None:
    scores = OverlapReranker().score("cat sofa", ["A cat on sofas", "a cat", "a dog", ""])
    assert scores == [1.0, 0.5, 0.0, 0.0]
    assert OverlapReranker().score("what is it?", ["a cat"]) == [0.0]
    assert OverlapReranker().score("cat", []) == []


def test_the_bundle_is_what_the_core_asks_for() -> None:
    encoders: Encoders = ScriptedEncoders()
    assert encoders.reranker.score("cat", ["cat"]) == pytest.approx([1.0])
    assert encoders.embedder.dimensions == 256
