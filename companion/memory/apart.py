"""Clauses of one sentence that are about the same, and tell each a thing of its own: “I adopted a
dog, and I have an interview on Friday”.

In one note the dog would be dated Friday, and end with the interview. What only makes sense with
the clause before it stays with it: a reason, a condition, what somebody said, what leans on “it” or
on a time that was said first. Pure.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from companion.memory.claims import claims_of
from companion.memory.clauses import SUBORDINATE, clauses_of
from companion.memory.endings import endings_of
from companion.memory.grammar import tagged
from companion.memory.when import times_in
from companion.memory.words import content, marked

LEAST_CONTENT = 2
"""Words that carry something, in a clause that stands by itself."""
_ANY_DAY = datetime(2024, 1, 3, tzinfo=UTC)
"""Whether two clauses speak of the same days does not depend on when that is asked."""
_LEANS = re.compile(
    r"\W*(?:(?:and|but|so|then|yet)\W+)*(?:it|its|that|this|these|those|they|them|there|both|which"
    r"|(?:i|we) (?:did|do|was|were|am|are|have|had|will|can|could|would)(?:n['’]t| not)?\W*$)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\b(?:it|them|him|ones?|so|there|then|that)\b"
    r"|\bher(?=\W*$| (?:to|in|at|on|for|with|from|and|until|till)\b)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"so (?:that\b|(?:i|we) (?:can|could|will|would|may|might)\b(?!['’]t| not))", re.IGNORECASE
)
_RESULT = re.compile(r"\W*so\b", re.IGNORECASE)
_BORDER = re.compile(r"[^\w\s]")
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|th(?:ink|inks|ought)|hop(?:e|es|ed|ing)"
    r"|wish(?:es|ed)?|promis\w+|swore|insist\w*|claim\w*|decid\w+|agree\w*|dream\w*|pretend\w*)\b",
    re.IGNORECASE,
)


def are_apart(sentence: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two neighbouring clauses of a sentence, each from character to character, are told of
    different things: each claims something, or one of them is dated otherwise than the other."""
    one, other = (marked(sentence[start:end]) for start, end in (before, after))
    if min(len(content(one)), len(content(other))) < LEAST_CONTENT:
        return False
    if leans_on(sentence, before, after):
        return False
    joint = sentence[before[1] : after[0]]
    mine, theirs = _days(one), _days(other)
    if mine != theirs:
        return not (
            mine and not theirs and _is_said_first(one) and not _BORDER.search(joint.lstrip(" ,"))
        )
    return _claims(one) and _claims(other)


def leans_on(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether of two neighbouring clauses of a text, each from character to character, the second
    only makes sense after the first."""
    one, other = (marked(text[start:end]) for start, end in (before, after))
    rest = text[before[1] : after[1]]
    if _leads_on(one, text[before[1] : after[0]], rest):
        return True
    if _LEANS.match(other) or _OF_IT.search(other):
        return True
    # “I broke my wrist, so I'm typing with one hand”: one ends with the other.
    return bool(_RESULT.match(rest)) and not _days(other)


def _leads_on(clause: str, joint: str, rest: str) -> bool:
    """Whether what follows a clause is still a part of it: of its reason, of what somebody said."""
    words = [word.lower for word in tagged(clause)]
    if not words or words[0] in SUBORDINATE:
        return True
    if _PURPOSE.match(rest.lstrip(" ,")):
        return True
    return not _BORDER.search(joint) and (
        any(word in SUBORDINATE for word in words) or _SAYING.search(clause) is not None
    )


def _days(clause: str) -> frozenset[tuple[object, object]]:
    return frozenset((it.earliest, it.latest) for it in times_in(clause, _ANY_DAY))


def _is_said_first(clause: str) -> bool:
    """Whether a clause begins with its time, which may be that of the next one, too."""
    times = times_in(clause, _ANY_DAY)
    clauses = clauses_of(clause)
    subject = clauses[0].subject if clauses else ()
    return bool(times and subject) and times[0].start < subject[0].start


def _claims(clause: str) -> bool:
    return bool(claims_of(clause) or endings_of(clause))
