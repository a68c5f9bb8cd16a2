"""What kind of note a sentence makes: a wish, a preference, a plan, an event, somebody, a fact."""

from __future__ import annotations

import re
from functools import lru_cache

from companion.domain import NoteKind
from companion.memory.relations import PETS, RELATIONS
from companion.memory.when.words import MONTH, WEEKDAY
from companion.memory.wishes import standing_wish

_DAY = (
    rf"(?:{WEEKDAY}|{MONTH} [0-9]{{1,2}}|(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH})\b"
)
_SOMETHING = "(?:got )?(?:an?|the|my|our|another|to)"
_APPOINTMENT = (
    "(?:appointment|interview|exam|test|scan|check-?up|surgery|operation|flight|trip|move|wedding"
    "|funeral|graduation|party|concert|hearing|presentation|deadline|marathon)"
)
_DOING = (
    "(?:arriving|coming|flying|getting|going|graduating|having|leaving|marrying|moving|retiring"
    "|returning|seeing|starting|taking|travell?ing|visiting)"
)
_DOES = "(?:arrives|flies|graduates|leaves|marries|retires|returns)"

_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (
    (
        NoteKind.PREFERENCE,
        re.compile(
            r"\b(?:i|we)(?:['’]m| am|['’]d| would)?(?: \w+ly| \w+n['’]?t| not| do| also| still)*"
            r" (?:love|like|enjoy|prefer|hate|dislike|adore|can['’]?t stand|cannot stand|fond of"
            r"|keen on|allergic|vegan|vegetarian|rather|into)\b|\bmy (?:least )?favou?rite\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.PLAN,
        re.compile(
            r"\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to|['’]re going to| plan| intend"
            r"|['’]m planning| hope to| want to)\b|\b(?:tomorrow|tonight|next (?:week|weekend|month"
            r"|year|summer|spring|autumn|fall|winter|\w+day))\b"
            # What is so on one day is still to come; what is so on Mondays is not.
            rf"|\b(?:i|we)(?:['’]ve| have) {_SOMETHING}\b.* (?:on|this) {_DAY}"
            rf"|^(?:on|this) {_DAY},? (?:i|we)(?:['’]ve| have) {_SOMETHING}\b"
            rf"|\b{_APPOINTMENT} is (?:\w+ )?(?:on|this) {_DAY}"
            # So it is with what others have on a day, and with what somebody is doing then.
            rf"|\bha(?:s|ve) {_SOMETHING}\b.*\b{_APPOINTMENT}\b.* (?:on|this) {_DAY}"
            rf"|(?:\b(?:am|is|are)|['’](?:m|s|re)) (?:\w+ly )?{_DOING}\b.* (?:on|this) {_DAY}"
            rf"|\b{_DOES}\b.* (?:(?:on|this) {_DAY}|in {MONTH}\b)",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.EVENT,
        re.compile(
            r"\b(?:i|we)(?:['’]ve| have| just| finally| recently| had)* (?:\w{2,}ed|went|got|met"
            r"|bought|sold|left|lost|won|began|broke|saw|had|took|gave|found|became|came|ran|ate"
            r"|built|flew|drove|fell|grew up|was|were)\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.RELATIONSHIP,
        re.compile(rf"\b(?:my|our) (?:\w+ )?(?:{RELATIONS}|{PETS})\b", re.IGNORECASE),
    ),
)


@lru_cache(maxsize=256)
def kind_of(sentence: str) -> NoteKind:
    """What a sentence that tells something tells."""
    if standing_wish(sentence):
        return NoteKind.WISH
    return next((kind for kind, rule in _KINDS if rule.search(sentence)), NoteKind.FACT)
