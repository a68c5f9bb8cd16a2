"""What a small model may say of what it was told: what the notes say, or else they are quoted.

Asked for a memory, a model of 135 million parameters makes one up as gladly as it recalls one, and
does not say that it was never told. So recall decides: where nothing answers, the reply says so;
where that is unsure, it gives what comes nearest as a quote; and where the answer is clear, the
model may put it in its own words, as long as they are the words of one note. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.domain import NoteStatus, Recall, RecalledNote
from companion.llm.base import Delta
from companion.llm.prompt import ago
from companion.memory.attributes import asks_for_all
from companion.memory.ground import negated
from companion.memory.relevance import RELEVANT
from companion.memory.words import content

SURE = 0.1
"""The relevance, as the reranker judges it, from which a note is taken to answer."""
UNTOLD = "I don't remember you telling me that."
"""True also of what has faded, was forgotten, or is not written down yet."""
ALL = "You told me, among other things:\n"
UNSURE = "I'm not sure you have told me that. The nearest I know is: "

_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|we|me|us)\b", re.IGNORECASE)
_OF_ME = re.compile(r"\b(?:i|my|mine|me|we|our)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"^\W*(?:yes|no|yeah|nope|of course|sure)\b", re.IGNORECASE)
_END = re.compile(r"[.!?…][\"”’')]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Answering:
    """How a question about what was told is to be answered: `instead` is the reply where the model
    says anything that none of the `texts` does, or nothing that the question did not. Without texts
    it is not asked."""

    texts: tuple[str, ...]
    instead: str
    question: str = ""


def answering(recalled: Recall, now: datetime) -> Answering | None:
    """How to answer what was asked at `now`, in the person's zone; None when it does not ask for a
    memory: then the model may say what it likes."""
    if not recalled.asks_memory:
        return None
    if not recalled.items or recalled.items[0].score < RELEVANT:
        return Answering((), UNTOLD)
    if len(recalled.items) > 1 and asks_for_all(recalled.query):
        return Answering((), "\n- ".join((ALL, *map(_quoted, recalled.items))))
    best = recalled.items[0]
    if best.score < SURE:
        return Answering((), UNSURE + _quoted(best))
    texts = tuple(item.text for item in recalled.items if item.note.status is NoteStatus.ACTIVE)
    return Answering(texts, f"You told me {ago(best, now)}: {_quoted(best)}", recalled.query)


def truthful(deltas: Iterator[Delta], told: Answering) -> Iterator[Delta]:
    """The reply as it is made, a sentence at a time, up to the first that no text says."""
    said = ""
    waiting = ""
    for delta in deltas:
        # What was stopped in the middle of a sentence is not known to be so.
        waiting = "" if delta.finish == "cancelled" else waiting + delta.text
        while (end := _END.search(waiting)) is not None or (delta.finish and waiting):
            upto = end.end() if end else len(waiting)
            sentence, waiting = waiting[:upto], waiting[upto:]
            answers = said or not _words(sentence) <= _words(told.question)
            if not answers or not is_told(sentence, told.texts):
                if not said:
                    yield Delta(told.instead)
                # The stream is left here, and computes no more.
                yield Delta("", delta.finish or "stop", delta.usage, delta.timings)
                return
            said += sentence
            yield Delta(sentence)
        if delta.finish:
            yield Delta("", delta.finish, delta.usage, delta.timings)


def is_told(sentence: str, texts: Sequence[str]) -> bool:
    """Whether a sentence of a reply says what one of the texts says, and of the same person.

    A yes, a question and what is said of the companion itself are no such thing: whether they are
    true does not hang on their words.
    """
    words = _words(sentence)
    if not words or "?" in sentence or _YES_OR_NO.search(sentence) or _OF_ME.search(sentence):
        return False
    return any(
        words <= _words(text)
        and negated(sentence) == negated(text)
        and (_I.search(text) or not _YOU.search(sentence))
        for text in texts
    )


def _words(text: str) -> set[str]:
    return set(content(text))


def _quoted(item: RecalledNote) -> str:
    over = " That is no longer so." if item.note.status is NoteStatus.SUPERSEDED else ""
    return f"“{item.text}”{over}"
