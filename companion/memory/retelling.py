"""Whether a sentence of a reply tells again what a note tells, and nothing else. Pure.

That all of its words are the note's is not enough: “I was born in Tromsø but grew up in Bergen” has
all the words of “You were born in Bergen.” So between the words a sentence takes from a note it may
leave out only what carries nothing, and nothing anywhere that turns what is told: who wants to move
has not moved, and who used to swim does not.
"""

from __future__ import annotations

from collections.abc import Collection

from companion.memory.ground import TURNS, tokens
from companion.memory.words import content

_LIGHT = frozenset(
    "a an the this that i me my mine we us our you your he him his she her they them their it its"
    " who am is are was were be been s m re ve d has have had do does did to in on at of for with"
    " from by as called named".split()
)
"""May be left out."""
_FILLER = frozenset(
    "ok okay oh so well also and but just really very actually finally honestly doing yesterday"
    " today tonight".split()
)
"""May be left out before what is told."""
_ADDED = frozenset("a an the your you is are was were be been he she it they s re called".split())
"""May be said beside what the note says."""
_OVER = frozenset("was were had used".split())
_NOW = frozenset("am is are m re s".split())


def retells(sentence: str, note: str) -> bool:
    """Whether `sentence`, which speaks to the person, says what `note` says in their own words."""
    said, told = tokens(sentence), tokens(note)
    if not all(word in _ADDED or _among(word, told) for word in said):
        return False
    if any(word in TURNS and word not in said for word in told) or _is_moved(said, told):
        return False
    taken = [at for at, word in enumerate(told) if word not in _LIGHT and _among(word, said)]
    if not taken:
        return False
    before, between = told[: taken[0]], told[taken[0] : taken[-1] + 1]
    return all(word in _LIGHT or _among(word, said) for word in between) and all(
        word in _LIGHT or word in _FILLER or content(word) for word in before
    )


def _among(word: str, words: Collection[str]) -> bool:
    """Whether a word is there, in the singular or the plural, of this person or that. Another
    tense is another word."""
    if word in words or word + "s" in words or word + "es" in words:
        return True
    return word.removesuffix("s") in words or word.removesuffix("es") in words


def _is_moved(said: Collection[str], told: Collection[str]) -> bool:
    """Whether what was is said to be so now, or what is to be over."""
    was, now = not _OVER.isdisjoint(told), not _NOW.isdisjoint(told)
    if was == now:
        return False
    return not (_NOW if was else _OVER - {"had"}).isdisjoint(said)
