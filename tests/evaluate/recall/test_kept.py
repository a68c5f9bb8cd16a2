"""Encoders that read each text once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder, OverlapReranker, ScriptedEncoders
from companion.errors import CompanionError
from companion.evaluate.recall.kept import keeping


class Embedder(HashingEmbedder):
    """Tells what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed_queries(texts)


class Reranker(OverlapReranker):
    """Tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        self.asked += passages
        return super().score(query, passages)


@pytest.fixture
def encoders() -> ScriptedEncoders:
    return ScriptedEncoders(Embedder(), Reranker())


def asked(encoders: ScriptedEncoders) -> list[str]:
    """What the encoders behind the memory had to read."""
    assert isinstance(encoders.embedder, Embedder)
    assert isinstance(encoders.reranker, Reranker)
    return encoders.embedder.asked + encoders.reranker.asked


def test_they_say_what_the_encoders_say_and_ask_them_once(encoders: ScriptedEncoders) -> None:
    texts = ["a red boat", "a green boat", "a red boat"]
    with keeping(encoders) as kept:
        for _ in range(2):
            rows = kept.embedder.embed_queries(texts)
            np.testing.assert_array_equal(rows, HashingEmbedder().embed_queries(texts))
            scores = kept.reranker.score("red boat", texts)
            assert scores == OverlapReranker().score("red boat", texts)
        assert kept.embedder.embed_queries([]).shape == (0, kept.embedder.dimensions)
        assert kept.embedder.fingerprint == encoders.embedder.fingerprint
    assert sorted(set(asked(encoders))) == ["a green boat", "a red boat"]
    assert len(asked(encoders)) == 4, "each once by the embedder, and once by the reranker"


def test_a_file_remembers_for_the_next_run(encoders: ScriptedEncoders, tmp_path: Path) -> None:
    file = tmp_path / "said.db"
    with keeping(encoders, file) as kept:
        kept.embedder.embed_passages(["a boat"])
        kept.reranker.score("boat", ["a boat"])
    before = asked(encoders)
    with keeping(encoders, file) as kept:
        kept.embedder.embed_passages(["a boat"])
        assert kept.reranker.score("boat", ["a boat"]) == [1.0]
    assert asked(encoders) == before
    assert b"boat" not in file.read_bytes()


def test_a_file_that_is_something_else_stays_as_it_is(
    encoders: ScriptedEncoders, tmp_path: Path
) -> None:
    text = tmp_path / "diary.txt"
    text.write_text("Dear diary, today nothing happened, and tomorrow I'll write again." * 20)
    before = text.read_bytes()
    with pytest.raises(CompanionError, match=r"diary\.txt"), keeping(encoders, text):
        pass
    assert text.read_bytes() == before
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE diary (day TEXT)")
    database.close()
    with pytest.raises(CompanionError, match=r"other\.db"), keeping(encoders, other):
        pass
