"""A sentence in parts, each of one subject, and which parts told in one breath are one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.domain import SELF, Claim, NoteKind
from companion.memory.apart import are_apart
from companion.memory.asks import takes_back
from companion.memory.claims import KNOWS, claims_of, single
from companion.memory.clauses import Clause, clauses_of
from companion.memory.denials import denials_of
from companion.memory.endings import endings_of
from companion.memory.hearsay import is_hearsay
from companion.memory.notekind import kind_of
from companion.memory.observation import Observation
from companion.memory.people import People
from companion.memory.relations import SINGULAR
from companion.memory.sentences import trimmed
from companion.memory.stages import was_once
from companion.memory.subjects import subject_of
from companion.memory.talk import LONGEST_STATEMENT, is_request
from companion.memory.words import marked


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that tells of one subject."""

    text: str
    start: int
    end: int
    subject: str


def parts_of(sentence: str, people: People) -> tuple[list[Part], People]:
    """The clauses of a sentence; those that tell of the same subject, and not each a thing of its
    own, in one."""
    people = people.meet(marked(sentence))
    found: list[Part] = []
    whole = kind_of(sentence) is NoteKind.WISH
    for clause in clauses_of(sentence):
        subject, people = subject_of(clause, people)
        start, end = trimmed(sentence, clause.start, clause.end)
        if found and (whole or _is_of_one(found[-1], subject, sentence, start, end)):
            before = found.pop()
            both = _close(before.subject, subject) and not _is_impersonal(clause)
            start, subject = before.start, SELF if both else before.subject
        found.append(Part(sentence[start:end], start, end, subject))
    return found, people


def _is_impersonal(clause: Clause) -> bool:
    """Whether a clause says of nobody that they do something: “so it's a week in Rome”."""
    return [word.lower for word in clause.subject] in (["it"], ["that"], ["there"])


_OF_THAT = re.compile(
    r"\W*(?:so |and )?(?:that|it)(?: is|['’]s| was) (?:all )?over\b", re.IGNORECASE
)


_NAMING = re.compile(
    r"\W*(?:(?:and|but|so|well|oh)[\s,]+)*(?:(?:he|she|it)(?: is|['’]s| was) (?:called|named)"
    r"|(?:his|her|its) name(?: is|['’]s| was)) (?!now\b)[^\W\d][\w’'.-]*(?: [A-ZÀ-Þ][\w’'-]*)?"
    r"(?:,? (?:which|after|because|by the way|btw)\b[^.]*)?\W*",
    re.IGNORECASE,
)


def is_naming(text: str) -> bool:
    """Whether a clause only gives a name to somebody spoken of: “she's called Noodle”. Who is who
    to the person is told of the person."""
    return _NAMING.fullmatch(marked(text)) is not None and " now" not in text


def _is_of_one(before: Part, subject: str, sentence: str, start: int, end: int) -> bool:
    return _one_saying(before, subject, sentence[start:end]) and not are_apart(
        sentence, (before.start, before.end), (start, end)
    )


def _one_saying(before: Part, subject: str, text: str) -> bool:
    if _OF_THAT.match(text):
        return True
    if is_naming(before.text) or is_naming(text) or is_request(text):
        return False
    return (
        (before.subject == subject or _tell_nothing_lasting(before, subject, text))
        and not any(takes_back(one) or is_hearsay(one) for one in (before.text, text))
        and not (_changes(before.text) and _changes(text))
    )


def _tell_nothing_lasting(before: Part, subject: str, text: str) -> bool:
    return _close(before.subject, subject) and not (claims_of(before.text) or claims_of(text))


def _close(one: str, other: str) -> bool:
    """Whether one of two is the person and the other several they are with: “the kids loved it”."""
    return (one == SELF and other in SINGULAR) or (other == SELF and one in SINGULAR)


def of_both(one: str, other: str) -> str:
    """Whom two clauses are about that are one: the person, if one of them is."""
    return one if one == other else SELF


def _changes(text: str) -> bool:
    """Whether a clause tells a state of which there is one at a time, or that something is over."""
    text = marked(text)
    return (
        bool(endings_of(text))
        or any(not denial.verb for denial in denials_of(text))
        or any(single(claim.attribute) for claim in claims_of(text))
    )


def _by_itself(claim: Claim) -> bool:
    """Whether a claim may change without what is told beside it."""
    return claim.attribute not in (
        "does",
        "likes",
        "owns",
        KNOWS,
    ) and not claim.attribute.startswith("when ")


def one_thing(before: Observation, after: Observation, message: str) -> bool:
    """Whether two observations are told in one breath, and neither may change by itself."""
    return (
        (before.subject == after.subject or _close(before.subject, after.subject))
        and not any(_by_itself(claim) for claim in (*before.claims, *after.claims))
        and NoteKind.WISH not in (before.kind, after.kind)
        and was_once(before.text) is was_once(after.text)
        and after.end - before.start <= LONGEST_STATEMENT
        and message[before.end : after.start].strip(" ") == ""
    )
