"""Words as the write path compares them: in lower case, without endings, without the commonest."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

_UNMARKED = {
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "cant": "can't",
    "wont": "won't",
    "hes": "he's",
    "shes": "she's",
    "theyre": "they're",
    "thats": "that's",
    "whats": "what's",
    "theres": "there's",
    "havent": "haven't",
    "hasnt": "hasn't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "werent": "weren't",
    "hadnt": "hadn't",
    "youre": "you're",
}
_UNMARKED_WORD = re.compile(rf"\b(?:{'|'.join(_UNMARKED)})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMMON = frozenset(
    "a about actually again ago all also always am an and another any anymore anyway are"
    " around as at away back be because been before being best big bit both but by came can"
    " cannot come could day days definitely did do does doing done down each else even ever"
    " every everything feel feeling felt few find finally first for from fun gave get gets"
    " getting give go goes going gonna gone good got gotten great guess had happy hard has"
    " have having he her here hers him his hope how i if in into is it its just keep kind know"
    " last lately later least less let life like little ll long look looking lot lots love"
    " made make makes making many may maybe me mean means might mine moment month months more"
    " most much must my myself need never new next nice no not now of off oh ok okay on once"
    " one ones only or other our ours out over own part past people plus pretty probably put"
    " quite re really right said same say see seem seen she should since so some somebody"
    " someone something soon still stuff such super sure take taking talk tell than that the"
    " their them then there these they thing things think this those though thought time times"
    " to today together tomorrow tonight too took totally tried try trying two until up us use"
    " used ve very wait want wanted was way we week weeks well went were what when where which"
    " while who why will with without won work would yeah year years yep yes yesterday yet you"
    " your yours d m s t im ive id ill dont didnt doesnt cant wont isnt wasnt thats lol haha"
    " wow hey hi thanks thank please ah aw woah gotta wanna".split()
)


@lru_cache(maxsize=2_000)
def marked(text: str) -> str:
    """`text` with the apostrophes that were left out; for reading it, never for keeping."""
    return _UNMARKED_WORD.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    word = _UNMARKED[found.group().lower()]
    return word.capitalize() if found.group()[0].isupper() else word


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "ate:eat eaten:eat began:begin begun:begin bought:buy broke:break broken:break"
        " brought:bring"
        " built:build caught:catch chose:choose chosen:choose drank:drink drunk:drink drove:drive"
        " driven:drive fell:fall fallen:fall flew:fly flown:fly forgot:forget forgotten:forget"
        " froze:freeze frozen:freeze grew:grow grown:grow heard:hear held:hold hung:hang kept:keep"
        " knew:know known:know lent:lend lost:lose met:meet paid:pay ran:run rode:ride ridden:ride"
        " sang:sing sung:sing sent:send shot:shoot slept:sleep sold:sell spent:spend spoke:speak"
        " spoken:speak stole:steal stolen:steal swam:swim swum:swim taught:teach threw:throw"
        " thrown:throw told:tell woke:wake won:win wore:wear worn:wear wrote:write written:write"
        " children:child wives:wife knives:knife men:man women:woman feet:foot teeth:tooth"
        " mice:mouse"
        " smoking:smoke smoker:smoke swimmer:swim swimming:swim wedding:wed marriage:marry"
        " married:marry licence:license flight:flight flights:flight moved:move"
    ).split()
)
"""Forms that no rule brings together."""


_OWN = threading.local()


def _stemmer() -> Any:
    """Each thread's own: it keeps the word it is at in itself, and while one message is written
    another is answered."""
    if not hasattr(_OWN, "stemmer"):
        from snowballstemmer import stemmer

        _OWN.stemmer = stemmer("english")
    return _OWN.stemmer


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its English endings (Porter 2): words that mean the same mostly share it."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    stemmed: str = _stemmer().stemWord(_IRREGULAR.get(plain, plain))
    return stemmed


@lru_cache(maxsize=4_000)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry what a text is about, each once, in order."""
    # Of the same older notes it is asked again and again while one message is read.
    found = (word for word in _WORD.findall(text) if word.lower().replace("’", "'") not in _COMMON)
    return tuple(dict.fromkeys(stem(word) for word in found if not _is_contraction(word)))


def common_share(text: str) -> float:
    """The share of a text's words that are among the commonest of English; 0 without words."""
    found = _WORD.findall(text)
    common = sum(
        word.lower().replace("’", "'") in _COMMON or _is_contraction(word) for word in found
    )
    return common / len(found) if found else 0.0


def _is_contraction(word: str) -> bool:
    head, _, tail = word.lower().replace("’", "'").partition("'")
    return bool(tail) and (head in _COMMON or tail in {"t", "re", "ve", "ll", "d", "m"})
