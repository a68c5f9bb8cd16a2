"""Whether a note says only what the words it rests on say. Pure.

A writer may cut a sentence at its clauses, leave out filler and how a clause goes on, put a name
where a pronoun stands for it, and say the “I” that was left out. Nothing else: every other word,
name, number and negation must be there, in this order, and what is left out may hold nothing that
turns the meaning (“not”, “if”, “almost”). Where the language is not known, nothing is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from companion.domain import SELF
from companion.memory.words import marked, stem

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[,()—–]")
_SECTION = re.compile(
    r"[;!?\n]+|\.(?!\d)|,?\s+(?:and|but|so|though|although)\s+(?=(?:i|we|he|she|they|my|our|it)\b)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\W*(?:no|nope|nah|yes|yep|yeah)\s*,", re.IGNORECASE)
_BORDERS = frozenset(",()—–")
_EMPTY = frozenset("a an the is am are be s m re".split())
"""May come and go."""
_FILLER = frozenset(
    "just really very actually finally also well oh yes yeah yep hey honestly basically literally"
    " definitely totally anyway btw lol haha and but do does that".split()
)
"""May go."""
_DROPPED = _EMPTY | _FILLER | _BORDERS
_NEGATIONS = frozenset("not no never none nobody nothing nowhere neither nor without".split())
TURNS = _NEGATIONS | frozenset(
    "if unless maybe perhaps possibly probably almost nearly hardly barely rarely seldom only"
    " supposedly apparently allegedly would could might may should used until kidding joking joke"
    " pretend dream imagine fake wish".split()
)
"""Turns what is said into something else, and must not be lost."""
_PRONOUNS = frozenset("he him his she her hers it its they them their theirs".split())
_I = frozenset("i we my our".split())
_ENGLISH = frozenset(
    "i we my our you your he she they him his her it its the are were is to of for from with and or"
    " but this that there have has had will would be been not at by about last next when"
    " because who which some every".split()
)
"""Words that are not common in other languages."""
_ENOUGH_ENGLISH = 0.15
"""The share of them from which a text is taken for English."""
_ABOUT = "\0"
"""Stands where the subject is named and the quote may have a pronoun."""
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}


def ungrounded(text: str, quotes: Sequence[str], *, subject: str = SELF) -> str | None:
    """The first part of `text` that the `quotes` do not say; None when it is all grounded.

    `subject` is whom it is about: the words of that label may stand where a quote has a pronoun of
    the third person. That the pronoun means them is for the writer to know.
    """
    if text in quotes:
        return None
    said = [section for quote in quotes for section in _sections(quote)]
    for section in _sections(text):
        if not any(_rests(section, words, subject) for words in said):
            return " ".join(section)
    return None


def told_by(text: str, quotes: Sequence[str]) -> list[set[int]]:
    """For each part of `text` that says something by itself which of the `quotes` say it, by their
    places; an empty set where none does."""
    said = [_sections(quote) for quote in quotes]
    return [
        {at for at, of in enumerate(said) if any(_rests(section, words, SELF) for words in of)}
        for section in _sections(text)
    ]


def subject_grounded(subject: str, quote: str, before: Sequence[str]) -> bool:
    """Whether the quote is about somebody of this name: it says so, or it has a pronoun and they
    were spoken of in the texts `before`."""
    wanted, here = set(tokens(subject)), set(tokens(quote))
    if not wanted:
        return False
    spoken_of = {word for text in before for word in tokens(text)}
    return wanted <= here or (bool(here & _PRONOUNS) and wanted <= here | spoken_of)


def tells_of_self(quote: str) -> bool:
    """Whether the person speaks of themselves in so many words."""
    return any(word in _I or word in ("me", "us", "mine", "ours") for word in tokens(quote))


def negated(text: str) -> bool:
    """Whether a text denies something."""
    return any(word in _NEGATIONS or word.endswith("n't") for word in tokens(text))


def _rests(text: list[str], quote: list[str], subject: str) -> bool:
    """Whether a section of a note follows a section of a quote."""
    if text == quote:
        return True
    readings = [text]
    if subject != SELF:
        readings.append(_with_subject(text, set(tokens(subject))))
    if text[0] in _I:
        readings.append(text[1:])
    starts = [0, *(place + 1 for place, word in enumerate(quote) if word in _BORDERS)]
    return any(_follows(words, quote, start) for words in readings if words for start in starts)


def _follows(text: list[str], quote: list[str], start: int) -> bool:
    """Whether a text says no more than the quote from `start` on, and leaves out nothing that
    turns its meaning."""
    at = start
    matched = False
    for word in text:
        while at < len(quote) and not _same(word, quote[at]) and quote[at] in _DROPPED:
            at += 1
        if at < len(quote) and _same(word, quote[at]):
            matched = matched or word not in _DROPPED
            at += 1
        elif word not in _EMPTY and word not in _BORDERS:
            return False
    left_out = [word for word in quote[:start] + quote[at:] if word not in _DROPPED]
    if not _is_english(quote):
        return matched and not left_out
    # A possessor is not what they possess: “Ada's friend moved” is not about Ada.
    return matched and not set(left_out) & TURNS and quote[at : at + 1] != ["s"]


def _same(word: str, quoted: str) -> bool:
    if word == _ABOUT:
        return quoted in _PRONOUNS
    if word == quoted:
        return True
    # “Move” and “moves” may stand for each other, “moved” and “moving” may not.
    inflected = word.endswith(("ed", "ing")) or quoted.endswith(("ed", "ing"))
    return not inflected and word.isalpha() and stem(word) == stem(quoted)


def _with_subject(text: list[str], names: set[str]) -> list[str]:
    """A text with one mark for each run of the subject's names, a “my” before it included."""
    read: list[str] = []
    for word in text:
        if word not in names:
            read.append(word)
        elif read[-1:] != [_ABOUT]:
            if read[-1:] in (["my"], ["our"]):
                read.pop()
            read.append(_ABOUT)
    return read


def _sections(text: str) -> list[list[str]]:
    """The words of each part that says something by itself."""
    parts = (tokens(_ANSWER.sub("", part)) for part in _SECTION.split(_plain(text)))
    return [part for part in parts if any(word not in _BORDERS for word in part)]


def _is_english(words: list[str]) -> bool:
    known = sum(word in _ENGLISH for word in words)
    return known >= _ENOUGH_ENGLISH * sum(word not in _BORDERS for word in words)


def _plain(text: str) -> str:
    return marked(unicodedata.normalize("NFKC", text).replace("’", "'"))


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, with “can't” as “can not” and small numbers as digits,
    and the commas and brackets between them."""
    found: list[str] = []
    for word in _TOKEN.findall(_plain(text).casefold()):
        head, _, tail = word.partition("'")
        if tail == "t" and head.endswith("n"):
            found += [{"wo": "will", "ca": "can"}.get(head[:-1], head[:-1]), "not"]
        elif tail:
            found += [head, {"ll": "will", "ve": "have"}.get(tail, tail)]
        elif word == "cannot":
            found += ["can", "not"]
        else:
            found.append(_NUMBERS.get(word, word))
    return found
