"""From a query to the notes that answer it: found by meaning and by words, judged, and cut.

Candidates come from the vector index and from full-text search. Their scores are each brought to
the range 0 to 1 and added (on LoCoMo summed scores beat reciprocal ranks), the best of them are
judged by the reranker while its time lasts, and what is not relevant enough is left out: an empty
answer is an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from companion.domain import NoteDetail, NoteKind, NoteStatus, Recall, RecalledNote
from companion.encoders.base import Encoders, Vectors
from companion.encoders.rerank import rerank_within
from companion.memory.relevance import is_relevant, may_be_relevant
from companion.memory.rules import asks_only, is_question
from companion.store.search import telling_words
from companion.store.store import Store

CANDIDATES = 40
"""How many notes each view may offer."""
JUDGED = 16
"""How many of the fused candidates are read by the reranker."""
READ_CHARS = 400
"""How much of a query (its end, where questions stand) and of a note is read: the encoders' time
grows with every word."""
MOST = 5
"""How many notes an answer has at the most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note with what each view thinks of it; similarity and words are None where not found."""

    note_id: str
    similarity: float | None
    bm25: float | None
    fused: float


def fuse(
    dense: Sequence[tuple[str, float]], lexical: Sequence[tuple[str, float]]
) -> list[Candidate]:
    """Join two lists of (id, score) by the sum of their scores, each scaled to 0–1; best first."""
    similarity, bm25 = dict(dense), dict(lexical)
    scaled = [_scaled(similarity), _scaled(bm25)]
    ids = dict.fromkeys([*similarity, *bm25])
    found = [
        Candidate(i, similarity.get(i), bm25.get(i), sum(view.get(i, 0.0) for view in scaled) / 2)
        for i in ids
    ]
    return sorted(found, key=lambda candidate: -candidate.fused)


def recall(
    query: str,
    *,
    store: Store,
    encoders: Encoders | None,
    cohort: Vectors | None,
    token_budget: int,
    time_budget_ms: float,
    count_tokens: Callable[[str], int],
    known_messages: Collection[str] = (),
    monotonic: Callable[[], float] = time.monotonic,
) -> Recall:
    """The notes that answer `query`, best first, within `token_budget` tokens as `count_tokens`
    counts them.

    Notes that rest only on `known_messages` (those the prompt holds anyway) are left out. Without
    encoders only words are searched. `cohort` is the embedder's `cohort_centre`. `time_budget_ms`
    limits the reranker alone.
    """
    began = monotonic()
    query = query[-READ_CHARS:]
    lexical = store.notes.match(query, CANDIDATES)
    dense: list[tuple[str, float]] = []
    mean = 0.0
    if encoders is not None:
        vector = encoders.embedder.embed_queries([query])[0]
        dense = store.nearest(vector, CANDIDATES)
        mean = float(vector @ cohort) if cohort is not None else 0.0
    candidates = fuse(dense, lexical)
    details = store.notes.details([candidate.note_id for candidate in candidates])
    found = [
        (candidate, _shared(query, details[candidate.note_id].note.text), _margin(candidate, mean))
        for candidate in _eligible(query, candidates, details, known_messages, store)
    ]
    # The reranker is by far the slowest part: what hardly resembles the query is not shown to it.
    chosen = [entry for entry in found if may_be_relevant(entry[2], bool(entry[1]))][:JUDGED]
    texts = [details[candidate.note_id].note.text[:READ_CHARS] for candidate, _, _ in chosen]
    judged: Sequence[float | None] = [None] * len(chosen)
    if encoders is not None and chosen:
        judged = rerank_within(encoders.reranker, query, texts, time_budget_ms, monotonic=monotonic)
    scored: list[tuple[float, str, NoteDetail]] = []
    for (candidate, shared, margin), relevance in zip(chosen, judged, strict=True):
        if is_relevant(margin, bool(shared), relevance):
            score = candidate.fused if relevance is None else 0.5 * (relevance + candidate.fused)
            scored.append((score, _why(shared), details[candidate.note_id]))
    scored.sort(key=lambda item: -item[0])
    items, tokens = _fit(scored, token_budget, count_tokens)
    return Recall(query, tuple(items), tokens, (monotonic() - began) * 1000.0)


def _eligible(
    query: str,
    candidates: Sequence[Candidate],
    details: dict[str, NoteDetail],
    known_messages: Collection[str],
    store: Store,
) -> list[Candidate]:
    """Those that may be brought up now: active, not known anyway, no mere questions; of an episode
    and the notes made from the same message only the notes, and no episode that tells what is no
    longer so."""
    asked = is_question(query)
    episodes = [d for d in details.values() if d.note.kind is NoteKind.EPISODE]
    outdated = store.claims.outdated([s.message_id for d in episodes for s in d.sources])
    told = {
        source.message_id
        for detail in details.values()
        if detail.note.kind is not NoteKind.EPISODE
        for source in detail.sources
    }
    found = []
    for candidate in candidates:
        detail = details.get(candidate.note_id)
        if detail is None or detail.note.status is not NoteStatus.ACTIVE:
            continue
        messages = {source.message_id for source in detail.sources}
        if messages and messages <= set(known_messages):
            continue
        if detail.note.hushed and not asked:
            continue
        if detail.note.kind is NoteKind.EPISODE and (
            messages & (told | outdated) or asks_only(detail.note.text)
        ):
            continue
        found.append(candidate)
    return found


def _fit(
    scored: Sequence[tuple[float, str, NoteDetail]],
    token_budget: int,
    count_tokens: Callable[[str], int],
) -> tuple[list[RecalledNote], int]:
    """The best that fit, no text twice, and the tokens they take."""
    items: list[RecalledNote] = []
    tokens = 0
    seen: set[str] = set()
    for score, why, detail in scored:
        text = detail.note.text
        cost = count_tokens(text)
        if len(items) == MOST or text.casefold() in seen or tokens + cost > token_budget:
            continue
        seen.add(text.casefold())
        tokens += cost
        items.append(RecalledNote(detail.note, round(score, 4), why, detail.sources))
    return items, tokens


def _margin(candidate: Candidate, mean: float) -> float | None:
    return None if candidate.similarity is None else candidate.similarity - mean


def _shared(query: str, text: str) -> list[str]:
    """The telling words that both hold."""
    said = set(telling_words(text))
    return [word for word in telling_words(query) if word in said]


def _why(shared: Sequence[str]) -> str:
    return f"mentions {', '.join(shared[:3])}" if shared else "similar in meaning"


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in scores.items()}
