"""What a small model may say of what it was told: what the notes say, or else they are quoted.

Asked for a memory, a model of 135 million parameters makes one up as gladly as it recalls one, and
does not say that it was never told. So recall decides: where nothing answers, the reply says so;
where that is unsure, it gives what comes nearest as a quote; and where the answer is clear, the
model may put it in its own words, as long as they are the words of one note. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from companion.domain import NoteStatus, Recall, RecalledNote
from companion.llm.base import Delta
from companion.llm.prompt import ago
from companion.memory.attributes import asks_for_all
from companion.memory.ground import negated
from companion.memory.relevance import RELEVANT, SURE
from companion.memory.retelling import retells
from companion.memory.sentences import sentences
from companion.memory.talk import is_small_talk
from companion.memory.words import content

UNTOLD = "I don't remember you telling me that."
"""True also of what has faded, was forgotten, or is not written down yet."""
ALL = "You told me, among other things:\n"
DONT_KNOW = "I don't know."
GO_ON = "Tell me more."
MOST_OF_ONE = 2
"""Sentences that a small model says to what somebody tells of themselves."""
UNSURE = "I'm not sure you have told me that. The nearest I know is: "

_TELLING = ("youtoldme", "idontrememberyou", "imnotsureyouhave", "theperson")
"""The letters with which a memory, or none, is told."""
_THEIR_LIFE = re.compile(
    r"^\W*you (?:\w+ed|were|had|took|went|said|made|got|came|left|saw)\b"
    r"|^\W*you(?:['’]re| are| were) \w+ing\b",
    re.IGNORECASE,
)
"""How a small model tells people what they did: it makes it up. “You're welcome” is none of it."""
_I_AM = re.compile(r"\W*(?:I['’]m|I am) (?P<name>[A-ZÀ-Þ]\w+)")
_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|we|me|us)\b", re.IGNORECASE)
_TELLER = re.compile(r"\b(?:i|my|we|our)\b", re.IGNORECASE)
_OF_ME = re.compile(r"\b(?:i|my|mine|me|we|our)\b", re.IGNORECASE)
_NAME = re.compile(r"\bwhat(?:['’]?s| is) your name\b|\bwhat are you called\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"^\W*(?:yes|no|yeah|nope|of course|sure)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answering:
    """How a question about what was told is to be answered: `instead` is the reply where the model
    says anything that none of the `texts` does, or nothing that the question did not. Without texts
    it is not asked."""

    texts: tuple[str, ...]
    instead: str
    question: str = ""


def answering(recalled: Recall, now: datetime, name: str) -> Answering | None:
    """How to answer what was asked at `now`, in the person's zone; None when it asks neither for a
    memory nor for the companion's `name`: then the model may say what it likes."""
    if _NAME.search(recalled.query):
        return Answering((), f"My name is {name}.")
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
    quotes = " ".join(map(_quoted, _in_one_breath(recalled.items)))
    return Answering(texts, f"You told me {ago(best, now)}: {quotes}", recalled.query)


def truthful(deltas: Iterator[Delta], told: Answering) -> Iterator[Delta]:
    """The reply as it is made, a sentence at a time, up to the first that no text says."""
    said = ""
    for sentence, delta in _sentence_wise(deltas):
        if delta.finish:
            yield Delta("", delta.finish, delta.usage, delta.timings)
            return
        answers = said or not _words(sentence) <= _words(told.question)
        if not answers or not is_told(sentence, told.texts):
            if not said:
                yield Delta(told.instead)
            # The stream is left here, and computes no more.
            yield Delta("", "stop", delta.usage, delta.timings)
            return
        said += sentence
        yield Delta(sentence)


def in_talk(deltas: Iterator[Delta], said: str) -> Iterator[Delta]:
    """The reply to what asks for no memory, `said`, without the sentences that say it again and
    those with which memories are told, up to the first that it says twice: a small model falls into
    all of that. Who tells of themselves gets a sentence or two; in more it makes up their life."""
    instead = DONT_KNOW if said.rstrip().endswith("?") else GO_ON
    # A greeting is returned in its own words.
    before = [] if is_small_talk(said) else [_letters(said)]
    most = MOST_OF_ONE if _TELLER.search(said) and "?" not in said else None
    waiting, shown, begun = "", 0, list[str]()
    for delta in deltas:
        waiting += delta.text
        while waiting:
            ready = _ready(waiting, at_end=bool(delta.finish))
            sentence = waiting[: ready or None]
            if shown or not _is_to_be_held(sentence, [*before, *begun], said, whole=ready > 0):
                yield Delta(sentence[shown:])
                shown = len(sentence)
            if not ready:
                break
            again = not shown and _letters(sentence) in begun
            begun += [_letters(sentence)] if shown else []
            if again or len(begun) == most:
                # The stream is left here, and computes no more.
                yield Delta("", delta.finish or "stop", delta.usage, delta.timings)
                return
            waiting, shown = waiting[ready:], 0
        if delta.finish:
            if not begun and not shown and delta.finish != "cancelled":
                yield Delta(instead)
            yield Delta("", delta.finish, delta.usage, delta.timings)


def _is_to_be_held(sentence: str, before: Sequence[str], said: str, *, whole: bool) -> bool:
    """Whether a sentence says nothing of its own, or still may where it is not `whole` yet."""
    letters = _letters(sentence)
    if letters.startswith(_TELLING):
        return True
    if whole:
        return letters in before or ("?" not in sentence and _is_their_life(sentence, said))
    may_be_theirs = letters.startswith(("you", "im"))
    return may_be_theirs or any(it.startswith(letters) for it in (*_TELLING, *before))


def _is_their_life(sentence: str, said: str) -> bool:
    """Whether a sentence tells people what they did, says to them what they `said` themselves, or
    takes their name: “I'm Ines” to “I'm Ines”."""
    if _THEIR_LIFE.match(sentence):
        return True
    name = _I_AM.match(sentence)
    if name:
        return name["name"] in re.findall(r"\w+", said)
    return bool(_YOU.match(sentence.lstrip())) and _words(sentence) <= _words(said)


def _sentence_wise(deltas: Iterator[Delta]) -> Iterator[tuple[str, Delta]]:
    """Every sentence as soon as it is whole, with the last delta it took; the last one, which says
    how the reply ended, with no sentence."""
    waiting = ""
    for delta in deltas:
        # What was stopped in the middle of a sentence is not known to be so.
        waiting = "" if delta.finish == "cancelled" else waiting + delta.text
        while (ready := _ready(waiting, at_end=bool(delta.finish))) > 0:
            yield waiting[:ready], replace(delta, finish="")
            waiting = waiting[ready:]
        if delta.finish:
            yield "", delta


def is_told(sentence: str, texts: Sequence[str]) -> bool:
    """Whether a sentence of a reply says what one of the texts says, and of the same person.

    A yes, a question and what is said of the companion itself are no such thing: whether they are
    true does not hang on their words.
    """
    words = _words(sentence)
    if not words or "?" in sentence or _YES_OR_NO.search(sentence) or _OF_ME.search(sentence):
        return False
    return any(
        retells(sentence, text)
        and negated(sentence) == negated(text)
        and (_I.search(text) or not _YOU.search(sentence))
        for text in texts
    )


def _ready(text: str, *, at_end: bool) -> int:
    """How many characters are a sentence that nothing more can be added to; 0 for none yet."""
    begun = sentences(text)
    if len(begun) > 1:
        return begun[1][0]
    return len(text) if at_end else 0


def _in_one_breath(items: Sequence[RecalledNote]) -> list[RecalledNote]:
    """The best item, and what answers as well and was said in the same message, as it was said:
    the reranker has read the whole message and does not know which of its notes it was."""
    best = items[0]
    same = [
        item
        for item in items
        if item.score == best.score
        and item.note.status is best.note.status
        and item.sources[:1]
        and best.sources[:1]
        and item.sources[0].message_id == best.sources[0].message_id
    ]
    return sorted(same, key=lambda item: item.sources[0].start) or [best]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words(text: str) -> set[str]:
    return set(content(text))


def _quoted(item: RecalledNote) -> str:
    over = " That is no longer so." if item.note.status is NoteStatus.SUPERSEDED else ""
    return f"“{item.text}”{over}"
