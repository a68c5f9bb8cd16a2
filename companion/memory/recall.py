"""From a query to what answers it: understood, gathered, judged, cut, and put in order.

Candidates come from several views (`gather`), their scores are summed, the best of them are judged
by the reranker while its time lasts, and what is not relevant enough is left out: an empty answer
is an answer. While all that is known fits the budget nothing is searched for: it is all given
(ConvoMem: Pakhomov et al., 2025).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime

from companion.domain import Note, NoteKind, Recall, RecalledNote, Role
from companion.encoders.base import Encoders, Vectors
from companion.memory.dismissals import is_dismissed
from companion.memory.gather import gather
from companion.memory.judging import judge, sureness, tire, weigh, why
from companion.memory.late import compare
from companion.memory.people import known_people
from companion.memory.query import Asked, Query, understand
from companion.memory.reading import READ_CHARS, Read, identity, is_known, margin, readable
from companion.memory.relevance import SURE, is_relevant
from companion.memory.strengths import strength_factors
from companion.memory.words import content
from companion.store.store import Store

DEPTH = (24, 120)
"""How many notes and messages each view may offer, at least and at most; between them four for each
item that is asked for. The better half is given to the reranker, and read if its time lasts."""
AFTERWARDS = 0.25
"""What is done after the reading takes about so much of what came before it."""
COVERING = 5
"""The best finds that should speak of all that is asked about."""
SECOND = 6
"""Finds of a second look that are read."""
MOST = 5
"""How many notes an answer has at the most, if nothing else is asked for."""
SMALL_STORE = 40
"""How many notes there may be to be given all of them."""


def recall(
    query: str,
    *,
    store: Store,
    encoders: Encoders | None,
    cohort: Vectors | None,
    now: datetime,
    token_budget: int,
    time_budget_ms: float,
    count_tokens: Callable[[str], int],
    before: Sequence[tuple[Role, str]] = (),
    known_messages: Collection[str] = (),
    question_id: str = "",
    limit: int = MOST,
    unasked: int = MOST,
    replies: bool = True,
    everything: bool = False,
    searched: bool = False,
    monotonic: Callable[[], float] = time.monotonic,
) -> Recall:
    """What answers `query`, asked at `now` (in the person's zone), best first: `limit` items at
    most, within `token_budget` tokens as `count_tokens` counts them.

    `before` is what either side said last in its conversation, and `question_id` the message that
    asks, if there is one. Notes that rest only on
    `known_messages` (those the prompt holds anyway) are left out. With `everything` the answer also
    has, `beside` what answers, all the other notes there are while they fit. Without encoders only
    words are searched. `cohort` is the embedder's `cohort_centre`. The reranker has what is left
    of `time_budget_ms`, and reads nothing for 0. Of what nobody asked for, `unasked` items are
    given at most; without `replies`, nothing that the companion said. What is `searched` for asks,
    in whatever words: a search box has keywords.
    """
    began = monotonic()
    with store.database.read():
        asked = as_understood(query, store, now, before)
        if searched and not asked.asks:
            asked = replace(asked, asked=Asked.LIST)
        depth = min(max(DEPTH[0], 4 * limit), DEPTH[1])
        found = gather(asked, store, encoders, cohort, depth)
        # A comparison takes less than what came before it.
        hurried = time_budget_ms < 2.0 * (monotonic() - began) * 1000.0
        if encoders is not None and asked.asks and not hurried:
            compare(asked, found, store, encoders)
        reads = readable(asked, found, known_messages, store, depth // 2)
        strengths = _strengths(reads, store, now)
    look_ms = (monotonic() - began) * 1000.0
    left_ms = time_budget_ms - look_ms * (1.0 + AFTERWARDS)
    judge(asked, reads, found, encoders, left_ms, monotonic)
    if not asked.asks:
        tire(reads, store, now, question_id)
    weigh(asked, reads, strengths)
    left_ms = time_budget_ms - (monotonic() - began) * 1000.0 - look_ms * AFTERWARDS
    part = uncovered(asked, [read.text for read in reads[:COVERING]])
    # A second look takes about as long as the first.
    if part and left_ms > look_ms and encoders is not None:
        with store.database.read():
            second = gather(asked.only(part), store, encoders, cohort, DEPTH[0])
            seen = {read.find.id for read in reads}
            second.finds = [find for find in second.finds if find.id not in seen]
            compare(asked, second, store, encoders)
            more = readable(asked, second, known_messages, store, SECOND)
            strengths |= _strengths(more, store, now)
        left_ms = time_budget_ms - (monotonic() - began) * 1000.0 - look_ms * AFTERWARDS
        judge(asked, more, found, encoders, left_ms, monotonic)
        reads += more
        weigh(asked, reads, strengths)
    answering = [
        replace(item, score=round(sureness(read, asked), 4), why=why(read))
        for read in _relevant(asked, reads, found.mean)
        for item in read.items
        if not is_dismissed(item, found.dismissed) and (replies or item.role is Role.USER)
    ]
    most = limit if asked.asks else min(limit, unasked)
    kept, tokens = _fit(answering, token_budget, count_tokens, most)
    beside: list[RecalledNote] = []
    if everything and asked.asked is not Asked.SMALL_TALK:
        given = {item.note.id for item in kept}
        rest = [
            item
            for item in _all_known(store, set(known_messages))
            if item.note.id not in given and not is_dismissed(item, found.dismissed)
        ]
        fitting, their_tokens = _fit(rest, token_budget - tokens, count_tokens, SMALL_STORE)
        if len(fitting) == len(rest):
            beside, tokens = fitting, tokens + their_tokens
    with store.database.read():
        links = store.candidates.links([item.note.id for item in (*kept, *beside)])
        asks_memory = asked.asks_memory(store.claims.known) or (
            asked.may_ask_memory and bool(kept) and kept[0].score >= SURE / 2
        )
    elapsed_ms = (monotonic() - began) * 1000.0
    return Recall(query, tuple(kept), tokens, elapsed_ms, tuple(links), tuple(beside), asks_memory)


def _strengths(reads: Sequence[Read], store: Store, now: datetime) -> dict[str, float]:
    return strength_factors([read.items[0].note for read in reads], store, now.astimezone(UTC))


def _relevant(asked: Query, reads: Sequence[Read], mean: float) -> Sequence[Read]:
    """Those that answer a question. While the talk goes on, all that may come to mind, if anything
    clearly does."""
    clearly = [
        read
        for read in reads
        if read.find.claims
        or is_relevant(margin(read.find, mean), bool(read.shared), read.relevance)
    ]
    return clearly if asked.asks or not clearly else reads


def _all_known(store: Store, known: AbstractSet[str]) -> list[RecalledNote]:
    """Every note, in the order of what they tell, of a store that is small; else none."""
    note_ids = store.candidates.everything(SMALL_STORE)
    details = store.notes.details(note_ids or []).values()
    items = [RecalledNote(d.note, 0.0, "among all that I know", d.sources) for d in details]
    return [it for it in items if not (is_known(it, known) or it.note.hushed or _is_core(it.note))]


def _is_core(note: Note) -> bool:
    """Whether a note is in every prompt anyway."""
    return note.pinned or note.kind in (NoteKind.WISH, NoteKind.PORTRAIT)


def uncovered(asked: Query, texts: Sequence[str]) -> str:
    """The part of a question that none of these answers speaks of: a name, or what follows on
    something that they do speak of (“… before the exam”). Empty when there is none.

    The second retrieval of iterative retrievers (Zeng et al., 2024, On the Structural Memory of
    LLM Agents), by words instead of by a model.
    """
    if not asked.asks or not texts:
        return ""
    said = {stem for text in texts for stem in content(text)}
    names = [name for name in asked.names if not set(content(name)) & said]
    if names:
        return " ".join(names)
    parts = _LINKED.split(asked.told)
    left = [part for part in parts if content(part) and not set(content(part)) & said]
    return left[0].strip(" ?") if len(parts) > 1 and left else ""


_LINKED = re.compile(
    r"\b(?:before|after|when|while|during|because|that|who|which|where|since|until|and)\b|,",
    re.IGNORECASE,
)


def as_understood(
    query: str, store: Store, now: datetime, before: Sequence[tuple[Role, str]]
) -> Query:
    """A query as recall reads it, with who is known by what name."""
    return understand(
        query[-READ_CHARS:],
        now,
        before=before,
        people=known_people(store.claims.known()) if before else None,
        person=store.claims.own("name"),
        companion=store.conversations.persona().name,
    )


def _fit(
    answering: Iterable[RecalledNote],
    token_budget: int,
    count_tokens: Callable[[str], int],
    limit: int,
) -> tuple[list[RecalledNote], int]:
    """The best that fit, no text and no note twice, and the tokens they take."""
    items: list[RecalledNote] = []
    tokens = 0
    seen: set[str] = set()
    for item in answering:
        if len(items) == limit:
            break
        item_id = identity(item)
        words = item.was.text if item.was else item.text
        if words.casefold() in seen or item_id in seen:
            continue
        cost = count_tokens(words)
        if item.was and item.text.casefold() not in seen:
            cost += count_tokens(item.text)
        if tokens + cost > token_budget:
            continue
        seen |= {words.casefold(), item_id}
        tokens += cost
        items.append(item)
    return items, tokens
