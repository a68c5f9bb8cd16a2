"""Whether a note says only what the words it rests on say.

Shares nothing with what writes the notes: its own words, its own list of the empty ones. A name is
a word like any other, but the person's own: that of who speaks is no claim. Nor is what a pronoun
stands for: the words of the subject are granted where a quote has a pronoun that may mean them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from snowballstemmer import stemmer

from companion.domain import SELF

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_CLAUSE = re.compile(r"[.,;:!?()\n—–]|\b(?:but|and|or|though|although|because|so)\b", re.IGNORECASE)
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_THIRD = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves"
    " this that these those who whose".split()
)
_SECOND = frozenset("you your yours yourself".split())
_NEGATIONS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot".split()
)
_EMPTY = frozenset(
    "a an the and or but if so because though although while as than then that of to in on at by"
    " for from with into onto about over under up down out off after before since until during is"
    " are am was were be been being do does did done doing have has had having will would shall"
    " should can could may might must just also too very really there here what which when where"
    " how why all any some s m re ve ll d oh well".split()
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}


def is_grounded(text: str, quotes: Sequence[str], *, person: str = "", subject: str = SELF) -> bool:
    """Whether all that `text` says is in the `quotes` of somebody called `person`.

    Content words, names and numbers must be there, and no negation may come or go.
    """
    said = [word for quote in quotes for word in _words(quote)]
    known = {_root(word) for word in [*said, *_words(person)]}
    if _THIRD & set(said) and subject != SELF:
        known |= {_root(word) for word in _words(subject)}
    words = _words(text)
    claimed = {_root(word) for word in _content(words)}
    denied = Counter(word in _NEGATIONS for word in words)[True]
    if not claimed <= known or denied > sum(word in _NEGATIONS for word in said):
        return False
    return denied > 0 or not any(_denies(quote, claimed) for quote in quotes)


def _denies(quote: str, claimed: set[str]) -> bool:
    """Whether a clause of the quote denies most of what it says, and all that is claimed of it."""
    for clause in _CLAUSE.split(_plain(quote)):
        words = _words(clause)
        for place, word in enumerate(words):
            if word in _NEGATIONS:
                denied = {_root(later) for later in _content(words[place + 1 :])}
                if 2 * len(denied & claimed) > len(denied):
                    return True
    return False


def _content(words: Iterable[str]) -> list[str]:
    """The words that claim something: no pronouns, no empty words, no negations."""
    without = _FIRST | _SECOND | _THIRD | _EMPTY | _NEGATIONS
    return [word for word in words if word not in without]


def _words(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(_plain(text)):
        head, _, tail = word.partition("'")
        if word == "won't":
            found += ["will", "not"]
        elif tail == "t" and head.endswith("n"):
            found += [head if head == "can" else head[:-1], "not"]
        else:
            found += [head, *([tail] if tail else [])]
    return found


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")


@cache
def _root(word: str) -> str:
    root: str = stemmer("english").stemWord(_NUMBERS.get(word, word))
    return root
