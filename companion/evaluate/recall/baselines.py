"""Plain retrieval over single turns, to be measured beside the product.

Built of the encoders and of SQLite's full-text search; shares nothing with the product's recall. A
turn is read with its speaker's name before it, as LoCoMo's own retrieval does.
"""

from __future__ import annotations

import math
import re
import sqlite3
import threading
from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from companion.encoders.base import Encoders
from companion.evaluate.recall.finders import CONTEXT_TOKENS, MOST, Finder, Found
from companion.evaluate.recall.questions import Dialogue, Question

Scores = npt.NDArray[np.float64]
RERANKED = 40
"""How many of the best turns the reranker reads."""
_WORD = re.compile(r"\w+")
_NEIGHBOURS = np.array([0.25, 0.5, 0.25])


class Baselines:
    """The plain rankings of one dialogue's turns. Any thread may ask."""

    def __init__(
        self, dialogue: Dialogue, encoders: Encoders, count_tokens: Callable[[str], int]
    ) -> None:
        self._encoders = encoders
        self._ids = [turn.id for turn in dialogue.turns]
        self._sessions = [len(session) for session in dialogue.sessions]
        self._texts = [f"{turn.speaker}: {turn.text}" for turn in dialogue.turns]
        self._first = {session[0].id for session in dialogue.sessions}
        self._tokens = [count_tokens(text) for text in self._texts]
        self._words = _Words(self._texts)

    def finders(self) -> dict[str, Finder]:
        """Each by its name."""
        scorings: dict[str, Callable[[str], Scores]] = {
            "dense": self._dense,
            "bm25": self._words.scores,
            "fused": self._fused,
            "reranked": self._reranked,
        }
        return {name: partial(self._found, score) for name, score in scorings.items()}

    @cached_property
    def _vectors(self) -> npt.NDArray[np.float32]:
        return self._encoders.embedder.embed_passages(self._texts)

    def _dense(self, query: str) -> Scores:
        """The cosine of query and turn."""
        vector = self._encoders.embedder.embed_queries([query])[0]
        return np.asarray(self._vectors @ vector, np.float64)

    def _fused(self, query: str) -> Scores:
        """Both z-scores added, smoothed over each turn's neighbours in its session."""
        added = _z_scored(self._dense(query)) + _z_scored(self._words.scores(query))
        ends = np.cumsum(self._sessions)[:-1]
        smoothed = [_smoothed(session) for session in np.split(added, ends)]
        scores: Scores = np.concatenate(smoothed)
        return scores

    def _reranked(self, query: str) -> Scores:
        """The reranker's verdict on the best fused turns, each read with the turn before it, and
        half the fused score; the others follow in their order."""
        fused = self._fused(query)
        best = np.argsort(-fused, kind="stable")[:RERANKED]
        relevances = self._encoders.reranker.score(query, [self._with_previous(n) for n in best])
        logits = np.array([math.log(max(r, 1e-9) / max(1.0 - r, 1e-9)) for r in relevances])
        # The others come after: no z-score is a million.
        scores: Scores = fused - 1e6
        scores[best] = _z_scored(logits) + 0.5 * _z_scored(fused[best])
        return scores

    def _with_previous(self, number: int) -> str:
        text = self._texts[number]
        if self._ids[number] in self._first:
            return text
        return f"{self._texts[number - 1]}\n{text}"

    def _found(self, score: Callable[[str], Scores], question: Question) -> Found:
        scores = score(question.text)
        order = [int(number) for number in np.argsort(-scores, kind="stable")[:MOST]]
        fitting, tokens = [], 0
        for number in order:
            if tokens + self._tokens[number] <= CONTEXT_TOKENS:
                fitting.append(number)
                tokens += self._tokens[number]
        return Found(
            tuple(self._ids[number] for number in order),
            float(scores.max()),
            frozenset(self._ids[number] for number in fitting),
            tokens,
        )


class _Words:
    """Full-text search with Porter's stemmer over some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = len(texts)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute("CREATE VIRTUAL TABLE turn USING fts5(text, tokenize = 'porter')")
        rows = enumerate(texts)
        self._database.executemany("INSERT INTO turn (rowid, text) VALUES (?, ?)", rows)

    def scores(self, query: str) -> Scores:
        """BM25 of each text; 0 where it has no word of the query."""
        scores = np.zeros(self._texts)
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        if match:
            with self._lock:
                rows = self._database.execute(
                    "SELECT rowid, -rank FROM turn WHERE turn MATCH ?", (match,)
                ).fetchall()
            for number, score in rows:
                scores[number] = score
        return scores


def _z_scored(scores: Scores) -> Scores:
    """How many standard deviations each is above their mean."""
    deviation = float(scores.std())
    scored: Scores = (scores - scores.mean()) / (deviation or 1.0)
    return scored


def _smoothed(session: Scores) -> Scores:
    """Each score with a quarter of each neighbour's; at an end with its own."""
    smoothed: Scores = np.convolve(np.pad(session, 1, mode="edge"), _NEIGHBOURS, mode="valid")
    return smoothed
