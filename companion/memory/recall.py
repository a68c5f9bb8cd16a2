"""From a query to what answers it: understood, gathered, judged, cut, and put in order.

Candidates come from several views (`gather`), their scores are summed, the best of them are judged
by the reranker while its time lasts, and what is not relevant enough is left out: an empty answer
is an answer. While all that is known fits the budget nothing is searched for: it is all given
(ConvoMem: Pakhomov et al., 2025).
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from companion.domain import Note, NoteDetail, NoteKind, NoteStatus, Recall, RecalledNote, Role
from companion.encoders.base import Encoders, Vectors
from companion.encoders.rerank import rerank_within
from companion.memory.describe import passage
from companion.memory.dismissals import is_dismissed
from companion.memory.forgotten import echoes
from companion.memory.fusion import INDIFFERENT, judged
from companion.memory.gather import Find, Found, gather, since
from companion.memory.people import known_people
from companion.memory.query import Asked, Query, understand
from companion.memory.relevance import is_relevant, may_be_relevant
from companion.memory.talk import asks_only
from companion.memory.words import content
from companion.store.search import telling_words
from companion.store.store import Store

DEPTH = (40, 120)
"""How many notes and messages each view may offer, at least and at most; between them four for each
item that is asked for. The better half is given to the reranker, and read if its time lasts."""
READ_CHARS = 400
"""How much of a query (its end, where questions stand) and of a find is read: the encoders' time
grows with every word."""
BEFORE_CHARS = 200
"""How much of the message before one is read with it: what “Yes, last Tuesday!” answers."""
COVERING = 5
"""The best finds that should speak of all that is asked about."""
SECOND = 6
"""Finds of a second look that are read."""
MOST = 5
"""How many notes an answer has at the most, if nothing else is asked for."""
SMALL_STORE = 40
"""How many notes there may be to be given all of them."""
IMPORTANT = 0.1
"""What the most important note gains, in standard deviations of relevance."""
RECENT = 0.1
"""What a note of today gains; half of it after HALF_LIFE_DAYS. Both are small beside relevance:
in the recency, importance and relevance of Generative Agents (Park et al., 2023) all count alike,
for a mind that is asked nothing."""
HALF_LIFE_DAYS = 180.0
COVERED = 12.0
"""What it adds to the reranker's logit, in a find's sureness, to share all telling words."""
OTHERS = 8.0
"""What it takes from it that the other one of the two said it."""
EVEN, SPREAD = 4.0, 3.0
"""The evidence at which it is even whether a find answers, and how much more makes it likely. On
LoCoMo the surest find tells questions that have an answer from those that have none: 0.83 of area
under the curve, where the verdict alone gives 0.73."""
TIRED = 0.4
"""What each reply of the last TIRING_DAYS that was given a note takes from it, up to MOST_TIRED of
them, where the talk goes on and nothing is asked: repetition annoys."""
TIRING_DAYS = 14
MOST_TIRED = 5


@dataclass(slots=True)
class _Read:
    """A find with its words. `items` is what is given of it, `text` what the reranker reads."""

    find: Find
    items: list[RecalledNote]
    text: str
    shared: list[str]
    relevance: float | None = None
    mentions: int = 0
    rank: float = 0.0


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
    limit: int = MOST,
    unasked: int = MOST,
    everything: bool = False,
    monotonic: Callable[[], float] = time.monotonic,
) -> Recall:
    """What answers `query`, asked at `now` (in the person's zone), best first: `limit` items at
    most, within `token_budget` tokens as `count_tokens` counts them.

    `before` is what either side said last in its conversation. Notes that rest only on
    `known_messages` (those the prompt holds anyway) are left out. With `everything` the answer also
    has, `beside` what answers, all the other notes there are while they fit. Without encoders only
    words are searched. `cohort` is the embedder's `cohort_centre`. The reranker has what is left
    of `time_budget_ms`, and reads nothing for 0. Of what nobody asked for, `unasked` items are
    given at most.
    """
    began = monotonic()
    with store.database.read():
        asked = as_understood(query, store, now, before)
        depth = min(max(DEPTH[0], 4 * limit), DEPTH[1])
        found = gather(asked, store, encoders, cohort, depth)
        reads = _readable(asked, found, known_messages, store, depth // 2)
    looked = monotonic()
    _judge(asked, reads, encoders, time_budget_ms - (looked - began) * 1000.0, monotonic)
    if not asked.asks:
        _tire(reads, store, now)
    _weigh(reads, found, now)
    left_ms = time_budget_ms - (monotonic() - began) * 1000.0
    part = uncovered(asked, [read.text for read in reads[:COVERING]])
    if part and left_ms > 0.0 and encoders is not None:
        with store.database.read():
            second = gather(asked.only(part), store, encoders, cohort, DEPTH[0])
            seen = {read.find.id for read in reads}
            second.finds = [find for find in second.finds if find.id not in seen]
            found.rests |= second.rests
            more = _readable(asked, second, known_messages, store, SECOND)
        _judge(asked, more, encoders, left_ms, monotonic)
        reads += more
        _weigh(reads, found, now)
    answering = [
        replace(item, score=round(_sureness(read, asked), 4), why=_why(read))
        for read in _relevant(asked, reads, found.mean)
        for item in read.items
        if not is_dismissed(item, found.dismissed)
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
    links = store.candidates.links([item.note.id for item in (*kept, *beside)])
    elapsed_ms = (monotonic() - began) * 1000.0
    return Recall(query, tuple(kept), tokens, elapsed_ms, tuple(links), tuple(beside))


def _relevant(asked: Query, reads: Sequence[_Read], mean: float) -> Sequence[_Read]:
    """Those that answer a question. While the talk goes on, all that may come to mind, if anything
    clearly does."""
    clearly = [
        read
        for read in reads
        if is_relevant(_margin(read.find, mean), bool(read.shared), read.relevance)
    ]
    return clearly if asked.asks or not clearly else reads


def _all_known(store: Store, known: Collection[str]) -> list[RecalledNote]:
    """Every note, in the order of what they tell, of a store that is small; else none."""
    note_ids = store.candidates.everything(SMALL_STORE)
    details = store.notes.details(note_ids or []).values()
    items = [RecalledNote(d.note, 0.0, "among all that I know", d.sources) for d in details]
    return [it for it in items if not (_is_known(it, known) or it.note.hushed or _is_core(it.note))]


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


def _readable(
    asked: Query, found: Found, known_messages: Collection[str], store: Store, most: int
) -> list[_Read]:
    """The best finds that may be brought up, with their words."""
    known = set(known_messages)
    candidates = [
        find
        for find in found.finds
        if may_be_relevant(_margin(find, found.mean), find.shares_words) or find.score > 0.5
    ][: 2 * most]
    ids = [find.message_id for find in candidates if find.message_id]
    before = [find.place.before for find in candidates if find.place and find.place.before]
    parts = store.episodes.of_messages([*ids, *before])
    noted = store.notes.details([note_id for find in candidates for note_id in find.notes])
    outdated: set[str] = set()
    successors: dict[str, str] = {}
    if not asked.wants_history:
        outdated = store.claims.outdated(ids)
        over = [i for i, d in noted.items() if d.note.status is NoteStatus.SUPERSEDED]
        successors = store.candidates.successors(over)
        noted |= store.notes.details([i for i in successors.values() if i not in noted])
    reads = []
    for find in candidates:
        notes = [it for it in _noted(find, asked, noted, successors) if not _is_known(it, known)]
        part = parts.get(find.message_id)
        whole = RecalledNote(part.note, 0.0, "", part.sources) if part else None
        if whole and (find.message_id in known | outdated or _tells_nothing(whole.text)):
            whole = None
        if whole and whole.role is Role.ASSISTANT:
            # Forgotten is also what other replies made of it.
            whole = None if echoes(whole.text, store.tombstones.buried_at) else whole
        if whole and whole.role is Role.ASSISTANT and _borrows(asked, find, whole, found, parts):
            whole = None
        items, shared = _best_form(asked, whole, notes)
        if items:
            text = _passage(asked, find, parts) or " ".join(passage(it.note) for it in items)
            reads.append(_Read(find, items, text[: BEFORE_CHARS + READ_CHARS], shared))
        if len(reads) == most:
            break
    return reads


def _noted(
    find: Find, asked: Query, noted: Mapping[str, NoteDetail], successors: Mapping[str, str]
) -> list[RecalledNote]:
    """The notes of a find that may be given; what is no longer so as what was before something that
    is since, where that is known and the past is not asked for."""
    items: list[RecalledNote] = []
    for detail in (noted[i] for i in find.notes if i in noted):
        note = detail.note
        if note.hushed and not asked.asks:
            continue
        since = noted.get(successors.get(note.id, ""))
        if since is None:
            items.append(RecalledNote(note, 0.0, "", detail.sources))
        else:
            items.append(RecalledNote(since.note, 0.0, "", detail.sources, was=note))
    return items


def _is_known(item: RecalledNote, known: Collection[str]) -> bool:
    messages = {source.message_id for source in item.sources}
    return bool(messages) and messages <= set(known)


def _best_form(
    asked: Query, whole: RecalledNote | None, notes: Sequence[RecalledNote]
) -> tuple[list[RecalledNote], list[str]]:
    """What is given of a find, and the telling words it shares with the query: its notes, or the
    message where that holds more of what is asked about."""
    in_notes = {word for it in notes for word in _shared(asked.told, _said_by(it))}
    in_whole = set(_shared(asked.told, whole.text)) if whole else set()
    shared = [word for word in telling_words(asked.told) if word in in_notes | in_whole]
    if whole is not None and (not notes or in_whole - in_notes):
        return [whole], shared
    best = [it for n, it in enumerate(notes) if not n or _shared(asked.told, _said_by(it))]
    return best, shared


def _said_by(item: RecalledNote) -> str:
    return " ".join(passage(note) for note in (item.note, item.was) if note)


def _borrows(
    asked: Query,
    find: Find,
    reply: RecalledNote,
    found: Found,
    parts: Mapping[str, NoteDetail],
) -> bool:
    """Whether a reply is near the query only by what it answers: “I don't know yet”, “How nice”."""
    before = parts.get(find.place.before) if find.place else None
    if before is None:
        return False
    answered = before.sources[0].quote
    own, theirs = _shared(asked.told, reply.text), _shared(asked.told, answered)
    if theirs and set(own) <= set(theirs) and asked.of is not Role.ASSISTANT:
        return True
    borrowed = asks_only(answered)
    return borrowed and not is_relevant(_margin(find, found.mean), bool(own), None)


def _tells_nothing(text: str) -> bool:
    """Whether a message answers nothing by itself: it only asks, or has no telling word."""
    return asks_only(text) or not content(text)


def _passage(asked: Query, find: Find, parts: Mapping[str, NoteDetail]) -> str:
    """What the reranker reads of a message: also what was said before it."""
    if find.place is None or find.message_id not in parts:
        return ""
    said = []
    before = parts.get(find.place.before)
    for part, chars in ((before, BEFORE_CHARS), (parts[find.message_id], READ_CHARS)):
        if part is not None:
            (source,) = part.sources
            said.append(asked.spoken(source.role, source.quote[:chars]))
    return "\n".join(said)


def _judge(
    asked: Query,
    reads: Sequence[_Read],
    encoders: Encoders | None,
    time_budget_ms: float,
    monotonic: Callable[[], float],
) -> None:
    # It was trained on questions: on what merely goes on it misleads (MADial: 0.52 to 0.40 @5).
    if encoders is not None and reads and asked.asks:
        verdicts = rerank_within(
            encoders.reranker,
            asked.text,
            [read.text for read in reads],
            time_budget_ms,
            monotonic=monotonic,
        )
        for read, verdict in zip(reads, verdicts, strict=True):
            read.relevance = verdict


def _tire(reads: Sequence[_Read], store: Store, now: datetime) -> None:
    """What was brought up of late is less worth bringing up again unasked."""
    ids = [item.note.id for read in reads for item in read.items]
    counts = store.candidates.brought_up(ids, now - timedelta(days=TIRING_DAYS))
    for read in reads:
        read.mentions = max(counts.get(_key(item), 0) for item in read.items)


def _weigh(reads: list[_Read], found: Found, now: datetime) -> None:
    """Rank them, the best first."""
    fused = np.array([read.find.score for read in reads])
    logits = [None if read.relevance is None else _logit(read.relevance) for read in reads]
    for read, rank in zip(reads, judged(fused, logits), strict=True):
        note = read.items[0].note
        importance = note.importance if note.kind is not NoteKind.EPISODE else 5
        at = since(read.find, found.rests)
        age_days = max(0.0, (now - at).total_seconds() / 86_400.0) if at else 0.0
        read.rank = (
            float(rank)
            + IMPORTANT * (importance - 5) / 5
            - TIRED * min(read.mentions, MOST_TIRED)
            + RECENT * 0.5 ** (age_days / HALF_LIFE_DAYS)
        )
    reads.sort(key=lambda read: -read.rank)


def _sureness(read: _Read, asked: Query) -> float:
    """From 0 to 1, how sure it is that a find answers: the reranker's verdict, and how many of the
    telling words of the query the find shares. What was said by the other one than is asked of is
    hardly an answer: the reranker does not know that what Ada did is not what Ben did."""
    words = len(telling_words(asked.told)) or 1
    verdict = INDIFFERENT if read.relevance is None else _logit(read.relevance)
    role = read.find.place.role if read.find.place else Role.USER
    other = asked.of is not None and role is not asked.of
    evidence = verdict + COVERED * len(read.shared) / words - OTHERS * other
    return 1.0 / (1.0 + math.exp(-(evidence - EVEN) / SPREAD))


def _logit(share: float) -> float:
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    return math.log(share / (1.0 - share))


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
        key = _key(item)
        words = item.was.text if item.was else item.text
        if words.casefold() in seen or key in seen:
            continue
        cost = count_tokens(words)
        if item.was and item.text.casefold() not in seen:
            cost += count_tokens(item.text)
        if tokens + cost > token_budget:
            continue
        seen |= {words.casefold(), key}
        tokens += cost
        items.append(item)
    return items, tokens


def _key(item: RecalledNote) -> str:
    """What is given once: a message, a note, or a note as what came after another one."""
    return item.message_id or (item.was or item.note).id


def _margin(find: Find, mean: float) -> float | None:
    return None if find.similarity is None else find.similarity - mean


def _shared(query: str, text: str) -> list[str]:
    """The telling words that both hold."""
    said = set(telling_words(text))
    return [word for word in telling_words(query) if word in said]


def _why(read: _Read) -> str:
    if read.shared:
        return f"mentions {', '.join(read.shared[:3])}"
    return "similar in meaning"
