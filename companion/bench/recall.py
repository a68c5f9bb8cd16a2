"""What recall costs by how many notes there are, beside what its parts cost alone.

The notes are years of a made-up life. To embed a hundred thousand would take half an hour, so some
hundred texts are embedded, and every other note has the vector of one of them, turned at random as
far as two things said of one life lie apart: the index and the scan meet real directions in real
density, though a note is found by its vector for what another one says.
"""

from __future__ import annotations

import gc
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from companion.bench.life import made_up
from companion.bench.years import BEGAN, years
from companion.clock import SystemClock
from companion.domain import NoteKind
from companion.encoders.base import Encoders, Vectors
from companion.memory.recall import recall
from companion.memory.relevance import cohort_centre
from companion.secrets import make_key
from companion.settings import Settings
from companion.store.bulk import put_talk, put_vectors
from companion.store.search import match_any
from companion.store.store import Store

EMBEDDED = 800
"""How many texts have a vector of their own."""
TURNED = 0.9
"""The cosine of a made-up vector and the real one it was made of."""
QUERIES = 60
WARM_UP = 5
BEST = 40
"""How many the index, the full-text search and the scan are asked for."""
_QUESTIONS = (
    "Where did I buy the {look} {thing}?",
    "What does {name} do for a living?",
    "When did I start {hobby}?",
    "Who went to {place} with me?",
    "I found the {thing} again!",
    "What did {name} give me when I left?",
    "I'm thinking of {place} today, it has been so long.",
    "Do I still like {hobby}?",
)


def bench_recall(
    load_encoders: Callable[[], Encoders], sizes: Sequence[int], *, queries: int = QUERIES
) -> dict[str, Any]:
    """Milliseconds by the number of notes, and by how much each grows when there are ten times as
    many. `reranked` has the time for the reranker that the settings give by default.

    Takes minutes for a hundred thousand notes; raises what keeps the encoders from loading.
    """
    encoders = load_encoders()
    measured = {size: _measured(encoders, size, queries) for size in sorted(set(sizes))}
    figures: dict[str, Any] = {
        "queries": queries,
        "time_budget_ms": Settings().recall_budget_ms,
        **{str(size): figures for size, figures in measured.items()},
    }
    if len(measured) > 1:
        (few, first), *_, (many, last) = measured.items()
        tenfolds = math.log10(many / few)
        figures["growth_per_tenfold"] = {
            name: round((last[name] / max(first[name], 0.001)) ** (1 / tenfolds), 2)
            for name in first
            if name.endswith("_ms")
        }
    return figures


def _measured(encoders: Encoders, notes: int, queries: int) -> dict[str, float]:
    """The figures of a throw-away store that holds so many notes."""
    random = Random(notes)
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        make_key(Path(folder))
        store = Store(Path(folder), SystemClock())
        try:
            vectors = fill(store, encoders, random, notes, SystemClock().now() - BEGAN)
            parts = _Parts(store, encoders, vectors, cohort_centre(encoders.embedder))
            asked = [_query(random) for _ in range(WARM_UP + queries)]
            # As the window does once all is loaded, so that no collection looks through it again.
            gc.collect()
            gc.freeze()
            timed = {name: found[WARM_UP:] for name, found in parts.timed(asked).items()}
        finally:
            store.close()
    figures: dict[str, float] = {"vectors": len(vectors)}
    for name in ("recall", "reranked"):
        figures[f"{name}_p50_ms"] = _rounded(statistics.median(timed[name]))
        figures[f"{name}_p95_ms"] = _rounded(float(np.percentile(timed[name], 95)))
    for name in ("embed", "chroma", "fts", "exact_scan"):
        figures[f"{name}_ms"] = _rounded(statistics.median(timed[name]))
    figures["recalled"] = _rounded(statistics.fmean(timed["recalled"]))
    return figures


@dataclass(frozen=True, slots=True)
class _Parts:
    """A store, and each way to ask it."""

    store: Store
    encoders: Encoders
    vectors: Vectors
    cohort: Vectors

    def timed(self, queries: Sequence[str]) -> dict[str, list[float]]:
        """Milliseconds of each way for each query, and how many notes were `recalled`. One way
        after the other: what a scan of everything leaves in the processor's caches is none of
        recall's, and recall is the first to read what it reads."""
        embed, budget_ms = self.encoders.embedder.embed_queries, Settings().recall_budget_ms
        recalled: list[float] = []
        vectors = embed(queries)
        return {
            "recall": [_taken(self._recall, query, 0.0) for query in queries],
            "reranked": [
                _taken(lambda asked: recalled.append(self._recall(asked, budget_ms)), query)
                for query in queries
            ],
            "embed": [_taken(embed, [query]) for query in queries],
            "chroma": [_taken(self.store.nearest, vector, BEST) for vector in vectors],
            "fts": [_taken(self._search, query) for query in queries],
            "exact_scan": [_taken(self._scan, vector) for vector in vectors],
            "recalled": recalled,
        }

    def _scan(self, vector: Vectors) -> None:
        """The nearest of all vectors, by looking at every one."""
        np.argpartition(-(self.vectors @ vector), min(BEST, len(self.vectors) - 1))[:BEST]

    def _search(self, query: str) -> None:
        """The best notes and the best messages by their words, and nothing more of them."""
        with self.store.database.read() as session:
            run = session.connection().exec_driver_sql
            for table in ("note_fts", "message_fts"):
                run(
                    f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?",
                    (match_any(query), BEST),
                ).all()

    def _recall(self, query: str, budget_ms: float) -> int:
        """The one place that knows how recall is asked; returns how many notes it gives."""
        answer = recall(
            query,
            store=self.store,
            encoders=self.encoders,
            cohort=self.cohort,
            now=SystemClock().now().astimezone(),
            token_budget=Settings().recall_tokens,
            time_budget_ms=budget_ms,
            # Four characters a token: the tokenizer of a chat model is no part of recall.
            count_tokens=lambda text: len(text) // 4 + 1,
        )
        return len(answer.items)


def fill(
    store: Store,
    encoders: Encoders,
    random: Random,
    notes: int,
    began: datetime,
    apart: timedelta = timedelta(hours=1),
) -> Vectors:
    """Years of notes, from `began` on and each talk so much `apart` from the next, with
    their vectors, in the database and in the index; gives the vectors."""
    embedder = encoders.embedder
    persona = store.conversations.persona()
    texts: dict[str, str] = {}
    with store.database.write():
        for conversation, messages, written in years(random, persona.id, began, notes, apart=apart):
            put_talk(store.database, conversation, messages, written)
            said = {message.id: message.text for message in messages}
            for note, source in written:
                # Of an episode it is the message that has a vector.
                if note.kind is NoteKind.EPISODE:
                    texts[source.message_id] = said[source.message_id]
                else:
                    texts[note.id] = note.text
        vectors = _vectors(encoders, list(texts.values()), random)
        put_vectors(store.database, list(texts), embedder.fingerprint, vectors)
        _put_token_vectors(store, encoders, texts)
    store.fingerprint = embedder.fingerprint
    store.rebuild_index()
    while store.database.merge_words():
        pass  # As the last night has left it.
    return vectors


def _put_token_vectors(store: Store, encoders: Encoders, texts: Mapping[str, str]) -> None:
    """Token vectors for each text, those of some for all of them."""
    made = [encoders.tokens.embed_passage(text) for text in [*texts.values()][:EMBEDDED]]
    everywhere = [(item_id, made[n % len(made)]) for n, item_id in enumerate(texts)]
    store.token_vectors.put(everywhere, encoders.tokens.fingerprint)


def _vectors(encoders: Encoders, texts: Sequence[str], random: Random) -> Vectors:
    """A vector for each text: of some the embedder's, of the others one of these turned."""
    numbers = np.random.default_rng(random.getrandbits(32))
    chosen = numbers.permutation(len(texts))[:EMBEDDED]
    real = encoders.embedder.embed_passages([texts[number] for number in chosen])
    away = math.sqrt(1.0 - TURNED**2)
    vectors = np.empty((len(texts), real.shape[1]), np.float32)
    for start in range(0, len(texts), 10_000):
        part = real[numbers.integers(len(real), size=min(10_000, len(texts) - start))]
        noise = numbers.standard_normal(part.shape, np.float32)
        noise -= np.sum(noise * part, axis=1, keepdims=True) * part
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        vectors[start : start + len(part)] = TURNED * part + away * noise
    vectors[chosen] = real
    return vectors


def _query(random: Random) -> str:
    return random.choice(_QUESTIONS).format(**made_up(random))


def _taken(work: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    work(*given)
    return (time.perf_counter() - began) * 1000.0


def _rounded(milliseconds: float) -> float:
    return round(milliseconds, 3)
