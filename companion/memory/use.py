"""What a reply really used of the memories it was given, and not merely had before it.

A reply uses a memory if it says something of it that the question did not say: a name or a number,
a good part of what one of its sentences tells, or hardly anything else. Of several memories that
tell the same, those count that the reply follows most closely. So does it in other words if it is
clearly nearer to the memory in meaning than the question was. A bare “Yes” shows nothing, and
counts for none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from companion.encoders.base import Vectors
from companion.memory.sentences import sentences
from companion.memory.words import content, stem
from companion.store.store import Store

OF_MEMORY = 1 / 3
"""The share of what a sentence of a memory tells beyond the question that a reply must repeat, if
no name and no number is among it, …"""
LEAST = 2
"""… and how many words at the least, …"""
OF_REPLY = 0.6
"""… or the share of what a sentence of the reply says that must be from the memory."""
NEARER = 0.05
"""By how much more cosine similarity a reply in other words is nearer than the question. Between
friends who talk of other things (LoCoMo), of three memories near to what a reply answers it comes
so near to 0.6 %; by words it follows 3.4 %."""
STEP = 16
"""Replies looked at in one step: some ten milliseconds."""
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-ZÀ-Þ][\w’'-]*|\d[\d.,:]*")
"""A word with a capital that does not begin a sentence, or a number."""


def decide_use(store: Store, on_data_lane: Callable[[Callable[[], bool]], bool]) -> Iterator[None]:
    """Find out, in steps, what the replies used that were not looked at yet."""
    while replies := store.reviews.undecided(STEP):
        found = {reply_id: used_by(reply_id, store) for reply_id in replies}

        def keep(found: dict[str, set[str]] = found) -> bool:
            store.reviews.decide(found)
            return True

        on_data_lane(keep)
        yield


def used_by(reply_id: str, store: Store) -> set[str]:
    """Which of what a stored reply was given it used (`RecalledNote.item_id`)."""
    reply = store.conversations.message(reply_id)
    if reply.parent_id is None:
        return set()
    question = store.conversations.message(reply.parent_id)
    items = store.recalled.of([reply_id]).get(reply_id, ())
    given = {item.item_id: item.text for item in items}
    vectors = store.embeddings.of([*given, reply.id, question.id], store.fingerprint)
    return used(reply.text, question.text, given) | {
        item_id
        for item_id in given
        if comes_nearer(*(vectors.get(one) for one in (reply.id, question.id, item_id)))
    }


def comes_nearer(reply: Vectors | None, question: Vectors | None, memory: Vectors | None) -> bool:
    """Whether a reply is clearly nearer to a memory in meaning than the question was, by their
    normalised vectors, each of shape (dimensions,); not where one of them is missing."""
    if reply is None or question is None or memory is None:
        return False
    return bool(reply @ memory - question @ memory >= NEARER)


def used(reply: str, question: str, given: Mapping[str, str]) -> set[str]:
    """Which of the texts `given`, by their ids, a reply to a question used."""
    asked = set(content(question))
    said = [set(content(sentence)) - asked for sentence in _parts(reply)]
    follows: dict[str, tuple[set[str], float]] = {}
    for item_id, text in given.items():
        best = max((_follows(said, asked, one) for one in _parts(text)), key=lambda it: it[1])
        if best[0]:
            follows[item_id] = best
    closest = {
        word: max(share for words, share in follows.values() if word in words)
        for words, _ in follows.values()
        for word in words
    }
    return {
        item_id
        for item_id, (words, share) in follows.items()
        if any(share >= closest[word] for word in words)
    }


def _follows(said: Sequence[set[str]], asked: set[str], sentence: str) -> tuple[set[str], float]:
    """Which words of a sentence a reply says that the question did not, and what share of what it
    tells they are; none where they are too few to tell."""
    tells = set(content(sentence)) - asked
    shared = tells & set().union(*said)
    share = len(shared) / len(tells) if tells else 0.0
    named = {stem(word) for word in _NAME.findall(sentence)}
    says_little_else = any(words and len(words & tells) >= OF_REPLY * len(words) for words in said)
    says_much = len(shared) >= LEAST and share >= OF_MEMORY
    if says_much or shared & named or says_little_else:
        return shared, share
    return set(), 0.0


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)] or [text]
