"""Which attributes of the person a question asks for: “Where do I live?” asks for their home, and
“What do you know about me?” for all that matters.

“I moved to Lisbon” shares no word with it and is not like it, and yet answers it; that it claims
the home was written down with the note (`claims`). Pure.
"""

from __future__ import annotations

import re

from companion.memory.relations import PETS

_AM_I = r"(?:am i|i am|i['’]m)"
_DO_I = r"(?:do i|i)"
_MATE = r"(?:partner|wife|husband|girlfriend|boyfriend|fianc[eé]e?|spouse)"
_NOT_EATEN = r"(?:food|thing)s?(?: that)? i (?:can['’]?t|cannot|mustn['’]?t|don['’]?t) eat\b"
_ASKED: dict[str, re.Pattern[str]] = {
    attribute: re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
    for attribute, pattern in {
        "home": rf"where {_DO_I} (?:\w+ )?live\b|where {_AM_I} (?:\w+ )?(?:living|based)\b"
        rf"|(?:what|which) (?:city|town|country|place|village) (?:{_DO_I} live|{_AM_I} (?:living"
        r"|based))\b|where(?:['’]s| is) my home\b",
        "work": rf"what {_DO_I} do(?: for (?:a living|work|money)\b|\W*$)|where {_DO_I} work\b"
        rf"|(?:what|where)(?:['’]s| is) my (?:job|work|profession|occupation)\b"
        rf"|whom? {_DO_I} work for\b|what kind of (?:job|work) {_DO_I} (?:have|do)\b"
        rf"|what {_AM_I} working as\b|do i (?:have a job|work)\W*$",
        "partner": rf"whom? {_AM_I} (?:dating|seeing|married to|engaged to|(?:together )?with)\b"
        r"|am i (?:still )?(?:married|single|divorced|engaged|dating|seeing (?:any|some)one"
        rf"|in a relationship)\b|do i have an? {_MATE}\b"
        rf"|(?:who|what)(?:['’]s| is) my {_MATE}(?:['’]s name| called)?\W*$",
        "pet": rf"do i (?:\w+ )?have (?:an?|any) (?:pets?|animals?|{PETS})\b"
        r"|what (?:pets?|animals?) do i have\b|(?:who|what) (?:is|are) my pets?\b",
        "diet": r"do i eat\b|am i (?:an? |still )*(?:vegan|vegetarian|pescatarian)\b"
        r"|what(?:['’]s| is) my diet\b|what (?:can['’]?t|don['’]?t|mustn['’]?t|won['’]?t) i eat\b"
        rf"|what (?:do|can) i not eat\b|{_NOT_EATEN}",
        "allergy": rf"what {_AM_I} allergic\b|am i allergic\b|do i have any allerg"
        rf"|what(?:['’]re| are) my allerg|{_NOT_EATEN}",
        "name": rf"what(?:['’]s| is) my name\b|what {_AM_I} called\b|who am i\W*$",
        "age": rf"how old {_AM_I}\b|what(?:['’]s| is) my age\b",
        "studies": rf"what (?:{_DO_I} study|{_AM_I} studying)\b|what(?:['’]s| is) my (?:major"
        r"|degree)\b",
        "birthday": r"when(?:['’]s| is) my birthday\b|when was i born\b",
    }.items()
}
_ALL = re.compile(
    r"\bwhat (?:all )?(?:do|did|can) you (?:know|remember|recall|tell me)"
    r"(?: (?:of|about) me\b|\W*$)"
    r"|\bwhat have i told you(?: about me| about myself| so far|\W*$)"
    r"|\btell me (?:about myself|what you know)\b|\bdo you (?:still )?know (?:me|who i am)\b",
    re.IGNORECASE,
)


def asks_for_all(question: str) -> bool:
    """Whether a question asks for whatever is known of the person."""
    return _ALL.search(question) is not None


def attributes_asked(question: str) -> tuple[str, ...]:
    """The attributes of the person that a question, as they would put it, asks for as they are
    now."""
    return tuple(attribute for attribute, pattern in _ASKED.items() if pattern.search(question))
