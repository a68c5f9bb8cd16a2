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
from companion.encoders.base import Encoders
from companion.encoders.rerank import rerank_within
from companion.memory.observe import asks_only, is_question
from companion.store.search import words
from companion.store.store import Store

CANDIDATES = 40
"""How many notes each view may offer."""
JUDGED = 16
"""How many of the fused candidates are read by the reranker."""
MOST = 8
"""How many notes an answer has at the most."""
RELEVANT = 0.05
"""The reranker's relevance under which a note is left out, if it does not stand out otherwise."""
NEAR = 0.86
"""The cosine similarity above which a note is relevant whatever the reranker says (e5-small-v2:
unrelated sentences lie around 0.75)."""


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
    token_budget: int,
    time_budget_ms: float,
    count_tokens: Callable[[str], int],
    known_messages: Collection[str] = (),
    monotonic: Callable[[], float] = time.monotonic,
) -> Recall:
    """The notes that answer `query`, best first, within `token_budget` tokens as `count_tokens`
    counts them.

    Notes that rest only on `known_messages` (those the prompt holds anyway) are left out. Without
    encoders only words are searched. `time_budget_ms` limits the reranker alone.
    """
    began = monotonic()
    candidates = _candidates(query, store, encoders)
    details = store.notes.details([candidate.note_id for candidate in candidates])
    chosen = _eligible(query, candidates, details, known_messages)[:JUDGED]
    judged: Sequence[float | None] = [None] * len(chosen)
    if encoders is not None and chosen:
        judged = rerank_within(
            encoders.reranker,
            query,
            [details[candidate.note_id].note.text for candidate in chosen],
            time_budget_ms,
            monotonic=monotonic,
        )
    scored = sorted(
        (
            (_score(candidate, relevance), candidate)
            for candidate, relevance in zip(chosen, judged, strict=True)
            if _is_relevant(query, candidate, relevance)
        ),
        key=lambda pair: -pair[0],
    )
    items: list[RecalledNote] = []
    tokens = 0
    for score, candidate in scored:
        detail = details[candidate.note_id]
        if len(items) == MOST or _repeats(detail, items):
            continue
        cost = count_tokens(detail.note.text)
        if tokens + cost <= token_budget:
            tokens += cost
            why = _why(query, detail.note.text, candidate)
            items.append(RecalledNote(detail.note, round(score, 4), why, detail.sources))
    return Recall(query, tuple(items), tokens, (monotonic() - began) * 1000.0)


def _candidates(query: str, store: Store, encoders: Encoders | None) -> list[Candidate]:
    lexical = store.notes.match(query, CANDIDATES)
    dense: list[tuple[str, float]] = []
    if encoders is not None:
        dense = store.nearest(encoders.embedder.embed_queries([query])[0], CANDIDATES)
    return fuse(dense, lexical)


def _eligible(
    query: str,
    candidates: Sequence[Candidate],
    details: dict[str, NoteDetail],
    known_messages: Collection[str],
) -> list[Candidate]:
    """Those that may be brought up now: active, not known anyway, no mere questions; of an episode
    and the notes made from the same message only the notes."""
    asked = is_question(query)
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
            messages & told or asks_only(detail.note.text)
        ):
            continue
        found.append(candidate)
    return found


def _score(candidate: Candidate, relevance: float | None) -> float:
    return candidate.fused if relevance is None else 0.7 * relevance + 0.3 * candidate.fused


def _is_relevant(query: str, candidate: Candidate, relevance: float | None) -> bool:
    if relevance is not None and relevance >= RELEVANT:
        return True
    return candidate.similarity is not None and candidate.similarity >= NEAR


def _repeats(detail: NoteDetail, items: Sequence[RecalledNote]) -> bool:
    text = detail.note.text.casefold()
    return any(text == item.note.text.casefold() for item in items)


def _why(query: str, text: str, candidate: Candidate) -> str:
    if candidate.bm25 is not None:
        said = set(words(text))
        if shared := [word for word in words(query) if word in said]:
            return f"mentions {', '.join(shared[:3])}"
        return "shares words"
    return "similar in meaning"


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in scores.items()}
