"""How well each of the finds answers: read by an encoder, and weighed with what is known of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from companion.domain import NoteKind, Role
from companion.encoders.base import Encoders
from companion.encoders.rerank import Alike, rerank_within
from companion.memory.fusion import INDIFFERENT, judged, likened, with_episodes
from companion.memory.gather import Found
from companion.memory.late import lates
from companion.memory.query import Query
from companion.memory.reading import Read, glimpse, identity, stated
from companion.store.search import telling_words
from companion.store.store import Store

IMPORTANT = 0.1
"""What the most important note gains, in standard deviations of relevance. That is little beside
relevance, like what strength adds (`forgetting.WEIGHT`), in which recency is: in the recency,
importance and relevance of Generative Agents (Park et al., 2023) all count alike, for a mind that
is asked nothing."""
COVERED = 12.0
"""What it adds to the reranker's logit, in a find's sureness, to share all telling words."""
OTHERS = 8.0
"""What it takes from it that the other one of the two said it."""
EVEN, SPREAD = 4.0, 3.0
"""The evidence at which it is even whether a find answers, and how much more makes it likely. On
LoCoMo the surest find tells questions that have an answer from those that have none: 0.83 of area
under the curve, where the verdict alone gives 0.73."""
READINGS = 3
"""How often a find is read at the most."""
TIRED = 0.4
"""What each reply of the last TIRING_DAYS that was given a note takes from it, up to MOST_TIRED of
them, where the talk goes on and nothing is asked: repetition annoys."""
TIRING_DAYS = 14
MOST_TIRED = 5


def judge(
    asked: Query,
    reads: Sequence[Read],
    found: Found,
    encoders: Encoders | None,
    time_budget_ms: float,
    monotonic: Callable[[], float],
) -> None:
    """Have the best read while there is time: for whether they answer a question or, while the talk
    goes on, for how like it they are. The reranker was trained on questions, and misleads there."""
    if encoders is None or found.vector is None:
        return
    began = monotonic()
    if not asked.asks:
        alike = Alike(encoders.embedder, found.vector)
        texts = [read.text for read in reads]
        given = rerank_within(alike, asked.text, texts, time_budget_ms, monotonic=monotonic)
        for read, likeness in zip(reads, given, strict=True):
            read.alike = likeness
        return
    forms = _forms(asked, reads) if time_budget_ms > 0.0 else []
    plan = [
        (place, form[turn])
        for turn in range(READINGS)
        for place, form in enumerate(forms)
        if form[turn] not in form[:turn]
    ]
    left_ms = time_budget_ms - (monotonic() - began) * 1000.0
    # In one go: whoever reads on knows by then how long a text may take.
    verdicts = rerank_within(
        encoders.reranker, asked.text, [text for _, text in plan], left_ms, monotonic=monotonic
    )
    known = {at: _logit(it) for at, it in zip(plan, verdicts, strict=True) if it is not None}
    for place, (short, told, whole) in enumerate(forms):
        if (place, short) in known:
            first = known.get((place, whole), known[place, short])
            both = (first + known.get((place, told), first)) / 2
            reads[place].relevance = 1.0 / (1.0 + math.exp(-both))


def _forms(asked: Query, reads: Sequence[Read]) -> list[tuple[str, str, str]]:
    """What is read of each, one after the other while there is time: all of them in short, what
    their messages state by itself, and all of them as they were said, which then stands for the
    first reading. The verdicts on the last two count alike.

    In short is 31 % less to read, and tells as much: in the time that chat gives, five texts are
    read instead of four, and on LoCoMo evidence is among five items 0.731 of the time instead of
    0.714 (582 questions of four conversations, by a clock that counts the tokens read). What
    was said before a message tells what it answers, and hides what else it says; so do the
    questions in it, which answer nothing. On LoCoMo evidence is found 0.765, 0.823 and 0.905 of the
    time @5, @10 and @30 by what was said, and 0.774, 0.836 and 0.911 with what is stated.
    """
    return [(glimpse(asked, read), stated(asked, read), read.text) for read in reads]


def tire(reads: Sequence[Read], store: Store, now: datetime, question_id: str) -> None:
    """What was brought up of late is less worth bringing up again unasked. Not if it was for this
    same question: a reply made anew is given what the first was, and its prompt is still warm."""
    ids = [item.note.id for read in reads for item in read.items]
    since = now - timedelta(days=TIRING_DAYS)
    counts = store.candidates.brought_up(ids, since, question_id)
    for read in reads:
        read.mentions = max(counts.get(identity(item), 0) for item in read.items)


def weigh(asked: Query, reads: list[Read], strengths: Mapping[str, float]) -> None:
    """Rank them, the best first. `strengths` is what each note's strength adds, by its id."""
    fused = np.array([read.find.score for read in reads])
    logits = [None if read.relevance is None else _logit(read.relevance) for read in reads]
    alike = [read.alike for read in reads]
    if asked.asks:
        finds = [read.find for read in reads]
        of = [find.place.episode if find.place else find.id for find in finds]
        ranks = with_episodes(judged(fused, logits, lates(finds)), of)
    else:
        ranks = likened(fused, alike)
    for read, rank in zip(reads, ranks, strict=True):
        note = read.items[0].note
        importance = note.importance if note.kind is not NoteKind.EPISODE else 5
        read.rank = (
            float(rank)
            + IMPORTANT * (importance - 5) / 5
            - TIRED * min(read.mentions, MOST_TIRED)
            + strengths.get(note.id, 0.0)
        )
    # “I work at a bakery” answers “What do I do for a living?”, and no encoder knows it.
    reads.sort(key=lambda read: (not read.find.claims, -read.rank))


def sureness(read: Read, asked: Query) -> float:
    """From 0 to 1, how sure it is that a find answers: the reranker's verdict, and how many of the
    telling words of the query the find shares. What was said by the other one than is asked of is
    hardly an answer: the reranker does not know that what Ada did is not what Ben did."""
    words = len(telling_words(asked.told)) or 1
    verdict = INDIFFERENT if read.relevance is None else _logit(read.relevance)
    role = read.find.place.role if read.find.place else Role.USER
    other = asked.of is not None and role is not asked.of
    evidence = verdict + COVERED * len(read.shared) / words - OTHERS * other
    if read.find.claims:
        evidence = max(evidence, EVEN + SPREAD)
    return 1.0 / (1.0 + math.exp(-(evidence - EVEN) / SPREAD))


def _logit(share: float) -> float:
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    return math.log(share / (1.0 - share))


def why(read: Read) -> str:
    """Why a find is given, for a person to read."""
    if read.shared:
        return f"mentions {', '.join(read.shared[:3])}"
    if read.find.claims:
        return "is what you told of it"
    if "time" in read.find.why:
        return "of the time you speak of"
    return "goes with what else was found" if "tied" in read.find.why else "similar in meaning"
