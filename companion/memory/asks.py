"""What the person asks of the memory itself: to remember, forget, correct, or take something"
" back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries


@dataclass(frozen=True, slots=True)
class Ask:
    """Characters `start` to `end` of the message: the sentence that asks."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Forget(Ask):
    """Forget what was said, of `about` or just before."""

    about: str | None


@dataclass(frozen=True, slots=True)
class TakenBack(Ask):
    """What was said before was a joke, or made up."""


@dataclass(frozen=True, slots=True)
class Correct(Ask):
    """What was said before is wrong; `right_start` to `right_end` is what is right."""

    wrong: str | None
    right_start: int
    right_end: int


_TAKEN_BACK = re.compile(
    r"\b(?:(?:just|only) (?:kidding|joking)|kidding|(?:it|that|this) (?:was|is|['’]s) (?:just "
    r"|only |all )*a"
    r" (?:joke|prank|lie)|april fools?|pull(?:ing|ed) your leg|mess(?:ing|ed) (?:with|w) (?:you"
    r"|u)|made (?:it|that|this|him"
    r"|her|them|all of it)(?: all)? up|i lied|(?:was|were) lying|not true|wasn['’]t (?:true"
    r"|serious)|didn['’]t mean (?:it|that)"
    r"|jk|teasing you|(?:nothing but|just|only) (?:a )?(?:rumou?r|gossip|silly talk)|take (?:it"
    r"|that) back|isn['’]t true|didn['’]t actually|never actually)\b",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"\b(?:(?:please |just |you can |can you |could you )*(?:forget|scratch|ignore|disregard"
    r"|delete|erase|strike"
    r"|never mind|nevermind)(?: about)?(?: (?:everything|anything|all|the thing|the bit|the part"
    r"|what|that)"
    r"(?: (?:that )?i (?:said|told you|wrote|mentioned|just said))?)?(?: (?:(?:about|of|on"
    r"|regarding) )?(?P<about>(?!that\b|it\b|this\b|about\b|i\b|what\b|please\b)[^.!?;,]+))?"
    r"|don['’]?t remember (?:that|this|it))\b",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\bthere(?:['’]s| is| was)(?: actually| really)? no (?P<about>\w+)", re.IGNORECASE
)
_NOT_FORGET = re.compile(
    r"\b(?:i|we|you|he|she|they|people|never|always|to|don['’]?t|didn['’]?t|won['’]?t|can['’]?t"
    r"|not|['’]ll"
    r"|might|almost|often) (?:\w+ )?(?:forget|ignore|delete|erase|scratch)\b|forget about it,"
    r" let|scratch (?:my|the)"
    r"|ignore (?:me|him|her)\b",
    re.IGNORECASE,
)
_CORRECT = re.compile(
    r"(?:\b(?:i meant|i mean|correction|sorry,? i (?:misspoke|mixed|got)|i was wrong|i (?:got"
    r"|had|wrote|said) (?:it|that"
    r"|him|her|the \w+) wrong|that['’]s wrong|not quite|mixed (?:up|that up)|mistake|misread"
    r"|typo|it['’]s actually"
    r"|is actually|actually (?:it|he|she|they|the|my|his|her)(?:['’]s)?|to correct myself|let me"
    r" correct)\b"
    r"|^\W*no,|,? not (?:the |on |in |at |a |an )?(?P<wrong>[\w’'-]+(?: \w+)?)\W*$)",
    re.IGNORECASE,
)
_WRONG = re.compile(r",? not (?:the |on |in |at |a |an )?(?P<wrong>[\w’'-]+)", re.IGNORECASE)


def asks_in(message: str) -> list[Ask]:
    """The sentences that ask something of the memory, in order."""
    found: list[Ask] = []
    for border in get_sentence_boundaries("en", message):
        start, end = border["start_index"], border["end_index"]
        sentence = message[start:end]
        if sentence.rstrip().endswith("?"):
            continue
        forget = _FORGET.search(sentence)
        if (none := _NO_SUCH.search(sentence)) is not None:
            found.append(Forget(start, end, none["about"]))
        elif forget and not _NOT_FORGET.search(sentence):
            found.append(Forget(start, end, forget["about"]))
        elif _TAKEN_BACK.search(sentence):
            found.append(TakenBack(start, end))
        elif _CORRECT.search(sentence):
            wrong = _WRONG.search(sentence)
            found.append(Correct(start, end, wrong["wrong"] if wrong else None, start, end))
    return found
