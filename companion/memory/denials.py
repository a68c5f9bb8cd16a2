"""What a text says is not so: “I don't have a car”, “she can't swim”, “no sugar for me”.

A denial is compared with what is affirmed of the same subject, before it or after: by the stems of
what is denied and, unless it is only having or being, by the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from companion.memory.grammar import Word, tagged
from companion.memory.kinds import kinds_in
from companion.memory.words import content, marked, stem


@dataclass(frozen=True, slots=True)
class Denial:
    """Something is not so: the verb that is denied, empty for having and being, and the stems of
    what is denied of it, the most telling one last. `ends` when it was so before."""

    verb: str
    stems: tuple[str, ...]
    ends: bool


BORDER = re.compile(
    r"[,.;:!?()—–]|\s-\s|\b(?:because|since|but|so|when|while|as|if|after|until|and (?=i\b|we\b"
    r"|my\b"
    r"|she\b|he\b|they\b|it\b|the\b|now\b))",
    re.IGNORECASE,
)
"""Where what a cue governs ends at the latest."""
_NO_MORE = re.compile(
    r"\b(?:no longer|any ?more|after all|no more\b|not \w+ now|n['’]t \w+(?: \w+){0,3} now|used to"
    r"|stopped being)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(\w+)[- ]free\b|\bnon-(\w+)\b", re.IGNORECASE)
_NEGATORS = frozenset("not n't never no neither without nor".split())
_LIGHT = frozenset(
    "have had has own be been is are was were am get got do did does done go going goes gone come"
    " coming".split()
)
_WHAT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_STOPS = frozenset({"SCONJ", "CCONJ"})


@lru_cache(maxsize=4_000)
def denials_of(text: str) -> tuple[Denial, ...]:
    """What a text says is not so, was never so, or is so no more."""
    text = marked(text)
    words = tagged(text)
    ends = bool(_NO_MORE.search(text))
    found = []
    for number, word in enumerate(words):
        if word.lower not in _NEGATORS:
            continue
        after = words[number + 1 :]
        if word.lower == "no" and after and after[0].lower in ("longer", "more"):
            after = after[1:]
        elif word.lower == "no" and not (after and after[0].tag in _WHAT):
            continue
        verb, stems = _denied(text, after)
        if stems:
            found.append(Denial(verb, stems, ends))
    for free in _FREE.finditer(text):
        found.append(Denial("", content(free.group(1) or free.group(2)), ends))
    return tuple(denial for denial in found if denial.stems)


def _denied(text: str, words: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
    """The verb and the stems right after a word that denies."""
    verb = ""
    stems: list[str] = []
    head = ""
    for number, word in enumerate(words):
        border = number and BORDER.search(text, words[number - 1].end, word.start)
        if border or word.tag in _STOPS or (word.tag == "ADP" and head):
            break
        if word.tag in ("VERB", "AUX"):
            if stems:
                break
            if word.lower not in _LIGHT:
                verb = stem(word.text)
        found = content(word.text)
        stems += found
        if found and word.tag in ("NOUN", "PROPN"):
            head = found[0]
    if head:
        stems = [*(one for one in stems if one != head), head]
    return verb, tuple(stems)


ATTITUDES = frozenset(
    stem(verb)
    for verb in "like love want need think believe know care mind trust miss understand see"
    " remember feel mean wonder worry hope guess agree expect let tell say ask help matter"
    " seem look"
    " sound find hear wait notice realize realise".split()
)
"""What one thinks of something: to deny it denies no doing and no having."""
_IF_AT_ALL = re.compile(
    r"\b(?:want(?:s|ed)? to|would|could|might|may|if|hop(?:e|ing) to|think(?:ing)? (?:of|about)"
    r"|look(?:ing)? (?:for|at|into)|plan(?:s|ning)? to|going to|gonna|wish|rent(?:ed|ing)?"
    r"|hire[d]?|borrow(?:ed|ing)?|saving (?:up )?for|interview|appl(?:y|ied)|need)\b",
    re.IGNORECASE,
)
_OF_HAVING = frozenset(
    stem(verb)
    for verb in "have own buy bought get got adopt take took drive keep find found pick win won"
    " inherit order treat share learn start join speak pass know hold".split()
)


def meets(denial: Denial, text: str) -> bool:
    """Whether a text affirms what was denied."""
    if not denial.stems or _IF_AT_ALL.search(text):
        return False
    here = kinds_in(text)
    for other in denials_of(text):
        here -= set(other.stems)
    if denial.stems[-1] not in here:
        return False
    verbs = {stem(word.text) for word in tagged(marked(text)) if word.tag in ("VERB", "AUX")}
    if not denial.verb or denial.verb in verbs or denial.verb in here:
        return True
    return denial.verb not in ATTITUDES and bool(verbs & _OF_HAVING)


def denies(denial: Denial, text: str, before: str) -> bool:
    """Whether a denial in `text` takes away what was told `before`: done with the same verb, or
    had."""
    if denial.verb and not denial.ends and _ONLY_TODAY.search(text):
        return False
    there = kinds_in(before) - {one for d in denials_of(before) for one in d.stems}
    if denial.stems[-1] not in there:
        return False
    verbs = {stem(word.text) for word in tagged(before) if word.tag == "VERB"}
    return denial.ends or not denial.verb or denial.verb in verbs


_ONLY_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:week|morning|evening|afternoon|time)|yet|tomorrow)\b",
    re.IGNORECASE,
)
