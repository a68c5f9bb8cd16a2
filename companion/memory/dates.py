"""Days, hours and numbers as they are told again: the same thing at another time."""

from __future__ import annotations

import re

from companion.memory.words import content

_DATES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|fri|sat|sun)",
        r"january|february|march|april|may|june|july|august|september|october|november|december",
        r"\d{1,2}(?:st|nd|rd|th)",
        r"\d{1,2}(?::\d\d)? ?(?:am|pm)|(?:at|to|until|till) \d{1,2}(?::\d\d)?",
        r"(?:19|20)\d\d",
    )
)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]\d)")
_BARE = re.compile(
    r"\W*(?P<cue>(?:(?:ugh|oh|no|wait|sorry|oops|actually|typo|correction|i meant?|and|so|but|well)"
    r"[\s,.]+)*)(?P<it>(?:it|that)(?:['’]?s| is| was)|they(?:['’]?ve| have)? (?:moved|given|gave"
    r"|pushed|put|changed)|make (?:it|that))?",
    re.IGNORECASE,
)
_CUE = re.compile(r"\b(?:no|wait|sorry|oops|actually|typo|correction|meant?)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r",\s*(?:sorry|i mean[t]?|oops|typo)\b", re.IGNORECASE)
_MOST_BESIDE = 1


def another_date(now: str, before: str) -> bool:
    """Whether both speak of a day, a month or an hour, and not of the same."""
    for sort in _DATES:
        mine, theirs = (
            # “On Fridays” is on a Friday.
            {it.lower().removesuffix("s") for it in sort.findall(text)}
            for text in (now, before)
        )
        if mine and theirs and not mine & theirs:
            return True
    return False


def only_dates(text: str) -> bool:
    """Whether a text gives but another day or number for what was told before: “It's Tuesday at
    ten”, “sorry, 92”."""
    found = _BARE.match(text)
    sorts = [sort for sort in (*_DATES, _NUMBER) if sort.search(text)]
    if not sorts or found is None:
        return False
    if not (found["it"] or _CUE.search(found["cue"]) or _AFTERWARDS.search(text)):
        return False
    rest = _CUE.sub(" ", text[found.end() :])
    for sort in sorts:
        rest = sort.sub(" ", rest)
    return len(content(rest)) <= _MOST_BESIDE


def another_number(now: str, before: str) -> bool:
    """Whether both hold a number, and not the same."""
    mine, theirs = (set(_NUMBER.findall(text)) for text in (now, before))
    return bool(mine and theirs and not mine & theirs)
