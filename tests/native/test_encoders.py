"""The encoders with their real weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from companion.encoders import onnx
from companion.encoders.base import Encoders
from companion.encoders.onnx import OnnxEncoders, load_encoders
from companion.encoders.weights import starter_root
from companion.errors import EncoderError
from companion.memory.late import max_sim

pytestmark = pytest.mark.native

TALK = [
    "I moved to Lisbon in March because of the new job at the museum.",
    "My sister Anna has two cats, Miso and Ramen, and is allergic to both.",
    "I really dislike coriander; it tastes like soap to me.",
    "We should plan the trip to Norway for late August, before school begins.",
]


def test_the_starter_encoders_are_what_the_core_asks_for(starter_encoders: OnnxEncoders) -> None:
    encoders: Encoders = starter_encoders
    assert encoders.embedder.dimensions == 384
    # Changing it makes every vector there is useless: never by accident.
    assert encoders.embedder.fingerprint == "e5-small-v2-int8:d74a213ce712:mean:prefix1"


def test_rows_are_unit_vectors(starter_encoders: OnnxEncoders) -> None:
    texts = [*TALK, "", "\n", "half a pair: \ud83d", "日本語のメモ"]
    rows = starter_encoders.embedder.embed_passages(texts)
    assert rows.shape == (len(texts), 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_a_text_has_the_same_vector_however_the_processor_multiplies(
    starter_encoders: OnnxEncoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx, "sums_exactly", lambda: False)
    careful = onnx.OnnxEmbedder().embed_passages(TALK)
    assert np.array_equal(starter_encoders.embedder.embed_passages(TALK), careful)


def test_no_texts_make_no_rows(starter_encoders: OnnxEncoders) -> None:
    assert starter_encoders.embedder.embed_queries([]).shape == (0, 384)
    assert starter_encoders.embedder.embed_passages([]).shape == (0, 384)
    assert starter_encoders.reranker.score("anything", []) == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where did I move for work?", 0),
        ("What pets does my sister have?", 1),
        ("Which food do I not like?", 2),
        ("When do we go on holiday?", 3),
    ],
)
def test_the_answering_passage_is_nearest(
    starter_encoders: OnnxEncoders, question: str, answer: int
) -> None:
    embedder = starter_encoders.embedder
    similarities = embedder.embed_passages(TALK) @ embedder.embed_queries([question])[0]
    assert int(similarities.argmax()) == answer


def test_similar_sentences_are_nearer_than_others(starter_encoders: OnnxEncoders) -> None:
    one, same, other = starter_encoders.embedder.embed_passages(
        ["The film was wonderful.", "I loved that movie.", "The invoice is overdue."]
    )
    assert one @ same > one @ other + 0.05


def test_a_vector_does_not_depend_on_what_is_embedded_with_it(
    starter_encoders: OnnxEncoders,
) -> None:
    embedder = starter_encoders.embedder
    together = embedder.embed_passages(TALK)
    alone = np.concatenate([embedder.embed_passages([text]) for text in reversed(TALK)])[::-1]
    assert np.array_equal(together, alone)


def test_queries_and_passages_are_told_apart(starter_encoders: OnnxEncoders) -> None:
    embedder = starter_encoders.embedder
    assert not np.allclose(embedder.embed_queries(TALK[:1]), embedder.embed_passages(TALK[:1]))


def test_long_texts_are_cut_at_the_same_place(starter_encoders: OnnxEncoders) -> None:
    long = "The lighthouse keeper wrote a letter every evening. " * 200
    rows = starter_encoders.embedder.embed_passages([long, long + TALK[0]])
    assert np.array_equal(rows[0], rows[1])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where did I move for work?", 0),
        ("What pets does my sister have?", 1),
        ("Which food do I not like?", 2),
        ("When do we go on holiday?", 3),
    ],
)
def test_the_answering_passage_is_nearest_token_by_token(
    starter_encoders: OnnxEncoders, question: str, answer: int
) -> None:
    tokens = starter_encoders.tokens
    passages = [tokens.embed_passage(text).ravel() for text in TALK]
    assert int(max_sim(tokens.embed_query(question), passages).argmax()) == answer


def test_every_text_has_token_vectors(starter_encoders: OnnxEncoders) -> None:
    tokens = starter_encoders.tokens
    for text in ("", "...", "half a pair: \ud83d", "The lighthouse keeper wrote. " * 200):
        query, passage = tokens.embed_query(text), tokens.embed_passage(text)
        assert np.allclose(np.linalg.norm(query, axis=1), 1.0, atol=1e-5)
        assert 1 <= len(passage) <= onnx.MOST_PASSAGE_TOKENS + 1
        assert passage.shape[1] * 8 == query.shape[1] == tokens.dimensions


def test_punctuation_has_no_token_vectors(starter_encoders: OnnxEncoders) -> None:
    plain, marked = map(starter_encoders.tokens.embed_passage, ("Yes we did", "Yes, we did!"))
    assert len(plain) == len(marked)


def test_an_answer_is_judged_above_talk_of_the_same_topic(starter_encoders: OnnxEncoders) -> None:
    scores = starter_encoders.reranker.score(
        "How many cats does Anna have?",
        [
            "Cats sleep up to sixteen hours a day, and Anna finds that enviable.",
            "My sister Anna has two cats, Miso and Ramen.",
            "The invoice is overdue.",
        ],
    )
    assert scores[1] > scores[0] > scores[2]
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_the_reranker_takes_any_length(starter_encoders: OnnxEncoders) -> None:
    long = "The lighthouse keeper wrote a letter every evening. " * 200
    scores = starter_encoders.reranker.score(long, ["", long])
    assert len(scores) == 2
    assert starter_encoders.reranker.score("", ["", "a\ud83d"])[0] >= 0.0


@pytest.mark.parametrize("folder", ["dense_en", "reranker_en", "colbert"])
def test_damaged_weights_are_refused(tmp_path: Path, folder: str) -> None:
    for name in ("dense_en", "reranker_en", "colbert"):
        shutil.copytree(starter_root() / name, tmp_path / name)
    with (tmp_path / folder / "model.onnx").open("r+b") as stream:
        stream.seek(1_000_000)
        byte = stream.read(1)[0]
        stream.seek(1_000_000)
        stream.write(bytes([byte ^ 1]))
    with pytest.raises(EncoderError, match="damaged"):
        load_encoders(tmp_path)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="missing"):
        load_encoders(tmp_path)
