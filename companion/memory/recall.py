"""From a query to the notes that answer it: found by meaning and by words, judged, and cut.

Candidates come from the vector index and from full-text search. Their scores are each brought to
the range 0 to 1 and added (on LoCoMo summed scores beat reciprocal ranks), the best of them are
judged by the reranker while its time lasts, and what is not relevant enough is left out: an empty
answer is an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from companion.domain import NoteKind, NoteStatus, Recall, RecalledNote
from companion.encoders.base import Encoders, Vectors
from companion.encoders.rerank import rerank_within
from companion.memory.describe import passage
from companion.memory.relevance import is_relevant, may_be_relevant
from companion.memory.talk import asks_only, is_question
from companion.store.search import telling_words
from companion.store.store import Store

CANDIDATES = 40
"""How many notes, and messages of episodes, each view may offer."""
JUDGED = 16
"""How many of the fused candidates are read by the reranker."""
READ_CHARS = 400
"""How much of a query (its end, where questions stand) and of a note is read: the encoders' time
grows with every word."""
MOST = 5
"""How many notes an answer has at the most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note, or a message of an episode, with what each view thinks of it; similarity and words
    are None where not found."""

    item_id: str
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
    lexical = {
        **_scaled(dict(store.notes.match(query, CANDIDATES))),
        **_scaled(dict(store.episodes.match(query, CANDIDATES))),
    }
    dense: list[tuple[str, float]] = []
    mean = 0.0
    if encoders is not None:
        vector = encoders.embedder.embed_queries([query])[0]
        dense = store.nearest(vector, CANDIDATES)
        mean = float(vector @ cohort) if cohort is not None else 0.0
    candidates = fuse(dense, list(lexical.items()))
    items = _items([candidate.item_id for candidate in candidates], store)
    found = [
        (candidate, _shared(query, _read(items[candidate.item_id])), _margin(candidate, mean))
        for candidate in _eligible(query, candidates, items, known_messages, store)
    ]
    # The reranker is by far the slowest part: what hardly resembles the query is not shown to it.
    chosen = [entry for entry in found if may_be_relevant(entry[2], bool(entry[1]))][:JUDGED]
    texts = [_read(items[candidate.item_id])[:READ_CHARS] for candidate, _, _ in chosen]
    judged: Sequence[float | None] = [None] * len(chosen)
    if encoders is not None and chosen:
        judged = rerank_within(encoders.reranker, query, texts, time_budget_ms, monotonic=monotonic)
    scored: list[RecalledNote] = []
    for (candidate, shared, margin), relevance in zip(chosen, judged, strict=True):
        if is_relevant(margin, bool(shared), relevance):
            score = candidate.fused if relevance is None else 0.5 * (relevance + candidate.fused)
            item = items[candidate.item_id]
            scored.append(replace(item, score=round(score, 4), why=_why(shared)))
    scored.sort(key=lambda item: -item.score)
    kept, tokens = _fit(scored, token_budget, count_tokens)
    return Recall(query, tuple(kept), tokens, (monotonic() - began) * 1000.0)


def _items(ids: Sequence[str], store: Store) -> dict[str, RecalledNote]:
    """What was found, not yet judged: notes as they are, and for messages their episodes."""
    details = store.notes.details(ids)
    episodes = store.episodes.of_messages([i for i in ids if i not in details])
    items = {i: RecalledNote(d.note, 0.0, "", d.sources) for i, d in details.items()}
    for message_id, detail in episodes.items():
        (here,) = (source for source in detail.sources if source.message_id == message_id)
        items[message_id] = RecalledNote(detail.note, 0.0, "", (here,))
    return items


def _read(item: RecalledNote) -> str:
    """What is judged of an item: of a note also whom it is about, where its words do not say."""
    return item.text if item.note.kind is NoteKind.EPISODE else passage(item.note)


def _eligible(
    query: str,
    candidates: Sequence[Candidate],
    items: dict[str, RecalledNote],
    known_messages: Collection[str],
    store: Store,
) -> list[Candidate]:
    """Those that may be brought up now: active, not known anyway, no mere questions; of a message
    and the notes made from it only the notes, and no message that tells what is no longer so."""
    asked = is_question(query)
    outdated = store.claims.outdated([item.message_id for item in items.values()])
    told = {
        source.message_id
        for item in items.values()
        if item.note.kind is not NoteKind.EPISODE
        for source in item.sources
    }
    found = []
    for candidate in candidates:
        item = items.get(candidate.item_id)
        if item is None or item.note.status is not NoteStatus.ACTIVE:
            continue
        messages = {source.message_id for source in item.sources}
        if messages and messages <= set(known_messages):
            continue
        if item.note.hushed and not asked:
            continue
        if item.note.kind is NoteKind.EPISODE and (
            messages & (told | outdated) or asks_only(item.text)
        ):
            continue
        found.append(candidate)
    return found


def _fit(
    scored: Sequence[RecalledNote], token_budget: int, count_tokens: Callable[[str], int]
) -> tuple[list[RecalledNote], int]:
    """The best that fit, no text and no note twice, and the tokens they take."""
    items: list[RecalledNote] = []
    tokens = 0
    seen: set[str] = set()
    for item in scored:
        cost = count_tokens(item.text)
        if len(items) == MOST or tokens + cost > token_budget:
            continue
        if item.text.casefold() in seen or item.note.id in seen:
            continue
        seen |= {item.text.casefold(), item.note.id}
        tokens += cost
        items.append(item)
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
